"""Fuzz what takes bytes from outside: ``python -m benchmarks.fuzz --seconds 300``.

Targets: each reader, and the readers of claims.jsonl and of exports. Whatever the bytes, a target
gives a record that keeps its promises, or one of our own errors, within a second of CPU time for
each 10 kB. With atheris installed (``pip install atheris``) the search is guided by coverage;
without it, seeds are mutated blindly."""

import argparse
import importlib
import importlib.util
import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.fuzz_seeds import SEEDS, change_members
from kg.errors import InvalidClaims, ReadError
from kg.export.claim_records import claim_line, read_claims
from kg.reading.sources import read_each
from kg.storage.loading import load_store
from kg.storage.store import Store

ROOT = Path(__file__).parents[1]
_WATCHED = ("kg", "benchmarks", "markdown_it", "mdurl", "trafilatura", "htmldate", "justext")
_SPLICES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\n\n",
    b"---\n",
    b"Title: ",
    b"<p>",
    b"</p>",
    b"<!--",
    b"&#0;",
    b"&lt;",
    b"[",
    b"](",
    b"`",
    b"> ",
    b"|",
    b"{",
    b"}",
    b'"',
    b"null",
    b"NaN",
    b"1e999",
    b"-1",
    b"[]",
    b"{}",
    b"<script>",
    b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80",
    b"\xcc\x81",
)


def _read(suffix: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        try:
            documents = read_each(data, f"a.{suffix}")
        except ReadError:
            return
        for text in (document.text for document in documents):
            assert text.strip() and "\x00" not in text and "\r" not in text
            text.encode("utf-8")

    return target


def _claims(data: bytes) -> None:
    try:
        for source, claim in read_claims(data.decode("utf-8", "replace")):
            assert list(read_claims(claim_line(claim, source))) == [(source, claim)]
    except InvalidClaims:
        return


def _load(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open() as store:
        path = Path(folder) / "a.nq"
        path.write_bytes(data)
        try:
            load_store(store, path)
        except InvalidClaims:
            assert not store.sources()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "txt": _read("txt"), "md": _read("md"), "html": _read("html"), "claims": _claims, "load": _load,
} | {suffix: _read(suffix) for suffix in SEEDS}  # fmt: skip


def seeds(target: str) -> list[bytes]:
    """Whole inputs that the target accepts."""
    if target in SEEDS:
        return SEEDS[target]()
    story = (ROOT / "data" / "fictional-case" / "report.md").read_bytes()[:2000]
    if target == "claims":
        return (ROOT / "data" / "gold" / "fictional-case.jsonl").read_bytes().splitlines()[:4]
    if target == "load":
        with Store.open() as store:
            from tests.builders import make_extraction

            store.add(make_extraction())
            return ["".join(store.nquads()).encode()]
    if target == "html":
        body = b"".join(b"<p>" + part + b"</p>" for part in story.split(b"\n\n"))
        return [
            b"<html><head><title>A</title><meta charset=utf-8></head><body><article>"
            + body
            + b"</article></body></html>"
        ]
    return [story, b"Title: A case\nDate: 2021-03-05\n\n" + story]


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Return *data* with a few parts cut, doubled, flipped or spliced."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(out) + 1)
        to = min(len(out), at + rng.randint(0, 40))
        kind = rng.randrange(4)
        if kind == 0:
            del out[at:to]
        elif kind == 1:
            out[at:at] = out[at:to] * rng.randint(1, 20)
        elif kind == 2 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        else:
            out[at:at] = rng.choice(_SPLICES) * rng.choice((1, 1, 1, 300))
    return bytes(out)


def try_input(target: str, data: bytes) -> None:
    """Run a target; raise whatever it should not, AssertionError too where it takes too long."""
    began = time.process_time()
    TARGETS[target](data)
    assert time.process_time() - began < 2 + len(data) / 10_000, (
        f"{target}: too slow for {len(data)} bytes"
    )


def mutants(target: str, seed: int = 1) -> Iterator[bytes]:
    """Yield mutated seeds of a target without end, the same ones for the same *seed*."""
    rng, known = random.Random(seed), seeds(target)
    while True:
        data = rng.choice(known)
        packed = zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.7
        yield change_members(data, rng, mutate) if packed else mutate(data, rng)


def mutate_for(target: str, seconds: float, seed: int = 1) -> int:
    """Try mutated seeds for a time; return how many were tried."""
    TARGETS[target](seeds(target)[0])  # loads the reader's libraries, which is not the input's time
    end, count = time.perf_counter() + seconds, 0
    for data in mutants(target, seed):
        if time.perf_counter() >= end:
            break
        try:
            try_input(target, data)
        except BaseException:
            print(f"{target}: {data!r}", file=sys.stderr)
            raise
        count += 1
    return count


def _guided(target: str, seconds: int, folder: Path) -> None:
    """Run libFuzzer through atheris in this process; it ends the process."""
    import atheris

    corpus = folder / "corpus"
    corpus.mkdir()
    for k, data in enumerate(seeds(target)):
        (corpus / f"seed-{k}").write_bytes(data)
    for name in [n for n in sys.modules if n.partition(".")[0] in _WATCHED]:
        del sys.modules[name]
    with atheris.instrument_imports(include=list(_WATCHED)):
        watched = importlib.import_module("benchmarks.fuzz")
        for data in seeds(target):
            watched.TARGETS[target](data)  # loads what the reader loads late

    def change(data: bytes, size: int, seed: int) -> bytes:
        changed: bytes = (
            atheris.Mutate(data, size) if seed % 2 else mutate(data, random.Random(seed))
        )
        return changed[:size]

    options = [
        f"-max_total_time={seconds}",
        "-max_len=65536",
        "-timeout=120",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    command = [sys.argv[0], *options, f"-artifact_prefix={folder}/crash-", str(corpus)]

    def keep_and_try(data: bytes) -> None:
        (folder / "crash-last").write_bytes(data)  # an input that never ends leaves no other trace
        watched.try_input(target, data)

    atheris.Setup(command, keep_and_try, custom_mutator=change)
    atheris.Fuzz()


def main() -> None:
    """Fuzz all targets, one process each; print executions, coverage and whether anything was
    found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1, help="of what is tried without atheris")
    parser.add_argument("--target", choices=sorted(TARGETS))
    parser.add_argument("--guided", metavar="FOLDER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.guided:
        _guided(arguments.target, arguments.seconds, Path(arguments.guided))
    guided, failed = importlib.util.find_spec("atheris") is not None, False
    for target in [arguments.target] if arguments.target else TARGETS:
        if not guided:
            print(
                json.dumps(
                    {
                        "target": target,
                        "guided": False,
                        "tried": mutate_for(target, arguments.seconds, arguments.seed),
                    }
                ),
                flush=True,
            )
            continue
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-m",
                "benchmarks.fuzz",
                "--target",
                target,
                "--seconds",
                str(arguments.seconds),
                "--guided",
                folder,
            ]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, cwd=ROOT, errors="replace"
            )
            marks = [line for line in done.stderr.splitlines() if "cov:" in line]
            tried = [
                line.split()[-1]
                for line in done.stderr.splitlines()
                if "number_of_executed_units" in line
            ]
            failed |= done.returncode != 0
            print(
                json.dumps(
                    {
                        "target": target,
                        "guided": True,
                        "tried": tried,
                        "last": marks[-1:],
                        "code": done.returncode,
                    }
                ),
                flush=True,
            )
            if done.returncode:
                print(
                    done.stderr[-6000:],
                    *(p.read_bytes() for p in Path(folder).glob("crash-*")),
                    sep="\n",
                    flush=True,
                )
    sys.exit(failed)


if __name__ == "__main__":
    main()
