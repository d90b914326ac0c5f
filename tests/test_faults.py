"""What goes wrong from outside: killed, full, locked, damaged, interrupted. Nothing is lost, and kg
says what to do."""

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from benchmarks.faults import kill_many, read_documents, start_add, write_corpus
from kg.errors import InvalidClaims, StoreChanged, StoreDamaged
from kg.model import Document, Modality, Polarity
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document
from kg.rdf.engines.logs import find_damage
from kg.storage.disk.engine import translate_errors
from kg.storage.disk.marker import FORMAT, Marker, write_marker
from kg.storage.disk.parts import rebuild_engine
from kg.storage.store import Store
from kg.storage.validation import validate_store
from tests.builders import make_extraction

ROOT = Path(__file__).parents[1]


def run(
    *arguments: str, before: Callable[[], None] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": ""}
    environment.pop("KG_STORE")
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        preexec_fn=before,
        cwd=cwd,
    )


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A store with one document."""
    with Store.open(tmp_path / "kg.store") as store:
        store.add(make_extraction())
    return tmp_path / "kg.store"


def complains(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert all(word in result.stderr for word in words), result.stderr


def test_killed_at_random_moments(tmp_path: Path) -> None:
    found = kill_many(8, 60, tmp_path, seed=3)
    assert found.faults == ()
    assert any(n > 0 for n in found.stored)


def test_power_loss_keeps_what_was_reported(tmp_path: Path) -> None:
    """The files are cut off at their last sync, as if the machine had lost its memory."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    code = (
        "import os, sys; from kg.storage.store import Store; "
        "from tests.builders import make_extraction\n"
        "s = Store.open(sys.argv[1]); "
        "[s.add(make_extraction(f'{k}.txt')) for k in range(3)]; s.flush()\n"
        "print('reported', flush=True); s.add(make_extraction('late.txt')); os.kill(os.getpid(), 9)"
    )
    log, store = tmp_path / "log", tmp_path / "kg.store"
    trace = [
        "strace",
        "-f",
        "-y",
        "-qq",
        "-e",
        "trace=write,pwrite64,fsync,fdatasync,rename",
        "-s",
        "0",
        "-o",
        str(log),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*trace, sys.executable, "-c", code, str(store)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if "reported" not in done.stdout:
        pytest.skip(f"strace cannot trace here: {done.stderr[-200:]}")
    cut_to_synced(log, store)
    with Store.open(store) as opened:
        assert {"0.txt", "1.txt", "2.txt"} <= set(opened.sources().values())
        assert all(len(e.claims) == 4 for e in opened.extractions())


def cut_to_synced(log: Path, store: Path) -> None:
    """Truncate each file of the store to what had been written to it at its last fsync."""
    written: dict[str, int] = {}
    synced: dict[str, int] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        if match := re.search(r" (?:rename)\(\"?(.*?)\"?, \"?(.*?)\"?\) += 0", line):
            for sizes in (written, synced):
                if match[1] in sizes:
                    sizes[match[2]] = sizes.pop(match[1])
        elif match := re.search(r" (?:write|pwrite64)\(\d+<(.*?)>, .*?, (\d+)", line):
            written[match[1]] = written.get(match[1], 0) + int(match[2])
        elif match := re.search(r" f(?:data)?sync\(\d+<(.*?)>", line):
            synced[match[1]] = written.get(match[1], 0)
    assert any(path.endswith(".sst") for path in synced)
    for file in store.rglob("*"):
        if (
            file.is_file()
            and file.stat().st_size > synced.get(str(file), 0)
            and file.name != "kg-store.json"
        ):
            os.truncate(file, synced.get(str(file), 0))


def test_full_disk(tmp_path: Path, stored: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 3)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    complains(
        run("add", str(corpus), "--store", str(stored), before=limit), 3, "error: the store", "full"
    )
    assert "news/report.txt" in read_documents(stored)
    complains(
        run("export", "out.nq", "--store", str(stored), before=limit, cwd=tmp_path),
        3,
        "cannot write out.nq",
    )
    assert not list(tmp_path.glob("*out.nq*"))
    assert run("add", str(corpus), "--store", str(stored)).returncode == 0
    assert len(read_documents(stored)) == 4


def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Larkfield Motors sued Harlow.", "utf-8")
    target = Path("/proc/kg.store")
    if not target.parent.is_dir():
        pytest.skip("needs a folder that nobody can write to")
    complains(
        run("add", str(tmp_path / "a.txt"), "--store", str(target)),
        3,
        "cannot create a store",
        "permissions",
    )
    assert (tmp_path / "a.txt").read_text("utf-8") == "Larkfield Motors sued Harlow."


def test_store_of_a_newer_kg(stored: Path) -> None:
    (stored / "kg-store.json").write_text('{"format": 99}', "utf-8")
    complains(run("claims", "--store", str(stored)), 3, "format 99", "upgrade kg")
    complains(run("rm", "x", "--store", str(stored)), 3, "format 99")


@pytest.mark.parametrize(
    "marker",
    [
        "",
        "{",
        "[]",
        '{"format": "x"}',
        '{"format": 2, "engine": "../.."}',
        '{"format": 2, "engine": 5}',
        '{"format": -1, "engine": ""}',
        '{"format": true, "engine": ""}',
        '{"format": 4, "engine": "engine-0badf00d", "replaces": "", "new": true}',
        '{"format": 4, "engine": "engine-0badf00d", "draft": "", "new": true}',
        "[" * 100_000,
    ],
)
def test_damaged_marker(stored: Path, marker: str) -> None:
    (stored / "kg-store.json").write_text(marker, "utf-8")
    for read_only in (True, False):
        with pytest.raises(StoreDamaged):
            Store.open(stored, read_only)


@pytest.mark.parametrize("pattern", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_damaged_files(stored: Path, pattern: str) -> None:
    for file in stored.glob(pattern):
        file.write_bytes(b"\x00garbage" * 40)
    complains(run("claims", "--store", str(stored)), 3, "cannot be read", "restore a copy")


def test_one_writer_and_any_readers(stored: Path, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 60)
    seen = []
    with start_add(corpus, stored) as writer:
        while writer.poll() is None:
            seen.append(len(read_documents(stored)))
            time.sleep(0.2)
        assert writer.communicate()[0].count('"added"') == 60
    assert seen == sorted(seen) and seen[0] == 1
    with Store.open(stored):
        complains(
            run("rm", "news/report.txt", "--store", str(stored)),
            3,
            "open elsewhere",
            "wait for the other program",
        )
        assert run("claims", "--store", str(stored)).returncode == 0


def test_a_file_that_a_writer_took_away_is_no_damage(stored: Path) -> None:
    with (
        pytest.raises(StoreChanged, match="changed while it was read") as caught,
        translate_errors(stored),
    ):
        (stored / "000072.sst").read_bytes()
    assert "try again" in caught.value.hint


def test_interrupted(tmp_path: Path) -> None:
    corpus, store = write_corpus(tmp_path / "corpus", 400), tmp_path / "kg.store"
    process = start_add(corpus, store)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert "interrupted" in err and "Traceback" not in err
    reported = {json.loads(line)["source"] for line in (first + out).splitlines()}
    assert reported <= set(read_documents(store))
    assert len(reported) < 400


def test_closed_pipe(stored: Path) -> None:
    command = f"{sys.executable} -m kg claims --store {stored} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout and done.stderr == ""
    assert done.returncode == 0


def test_a_rebuild_that_fails_leaves_the_store(stored: Path, tmp_path: Path) -> None:
    before = read_documents(stored)
    (tmp_path / "bad.nq").write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    (tmp_path / "cut.nq").write_text("<urn:a> <urn:b", "utf-8")
    for name in ("bad.nq", "cut.nq"):
        with kg.open(tmp_path / "new.store") as graph, pytest.raises(InvalidClaims):
            graph.load(tmp_path / name)
        with kg.open(stored) as graph, pytest.raises(InvalidClaims):
            graph.load(tmp_path / name)
    assert read_documents(stored) == before
    assert read_documents(tmp_path / "new.store") == {}
    assert not list(stored.glob("engine-*"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in ("LOG", "LOCK")
    }


STALE = (
    '{"format": 1}',
    '{"format": 3, "engine": ""}',
    '{"format": 2, "engine": "engine-0badf00d"}',
    '{"format": 3, "engine": "", "new": true}',
    '{"format": 3, "engine": "engine-0badf00d", "new": true}',
)


@pytest.mark.parametrize("marker", STALE)
def test_a_stale_marker_deletes_nothing(stored: Path, marker: str) -> None:
    """An older marker put back by a backup or a sync tool: every command refuses, and the right
    marker opens the store again."""
    with Store.open(stored) as store:
        store.forget()
    right, before = (stored / "kg-store.json").read_text("utf-8"), contents(stored)
    (stored / "kg-store.json").write_text(marker, "utf-8")
    for arguments in (
        ("rm", "news/report.txt"),
        ("rm", "--forget"),
        ("claims",),
        ("add", str(ROOT / "README.md")),
    ):
        complains(run(*arguments, "--store", str(stored)), 3, "engine", "put its last version back")
    assert contents(stored) == before | {"kg-store.json": marker.encode()}
    (stored / "kg-store.json").write_text(right, "utf-8")
    assert "news/report.txt" in read_documents(stored)


def test_what_nobody_replaced_is_kept_and_reported(stored: Path) -> None:
    with Store.open(stored) as store:
        store.forget()
    shutil.copytree(next(stored.glob("engine-*")), stored / "engine-0badf00d")
    with Store.open(stored) as store:
        assert len(store.sources()) == 1
        assert [f.node for f in validate_store(store) if f.rule == "leftover"] == [
            "engine-0badf00d"
        ]
    assert (stored / "engine-0badf00d").is_dir()


@pytest.mark.parametrize("moment", ["draft", "complete", "switched"])
def test_what_a_crash_of_a_rebuild_leaves_is_settled(stored: Path, moment: str) -> None:
    """Before the new engine is complete it goes; from then on the old one does; the documents are
    there in each case."""
    code = (
        "import os, sys; from kg.storage.disk import parts; from kg.storage.store import Store\n"
        "from pathlib import Path; store, moment = Store.open(sys.argv[1]), sys.argv[2]\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "if moment == 'draft': Path.touch = die\n"
        "if moment == 'complete': parts.sync_folder = die\n"
        "if moment == 'switched': import kg.storage.store; kg.storage.store.settle_parts = die\n"
        "store.forget()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(stored), moment], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert "news/report.txt" in read_documents(stored)
    for _ in range(2):
        with Store.open(stored) as store:
            assert len(store.sources()) == 1
            assert [f for f in validate_store(store) if f.rule == "leftover"] == []
    parts = [p for p in (stored, *stored.glob("engine-*")) if (p / "CURRENT").is_file()]
    assert len(parts) == 1 and (parts[0] == stored) == (moment == "draft")
    assert set(json.loads((stored / "kg-store.json").read_text("utf-8"))) == {"format", "engine"}


def test_older_formats_open(stored: Path) -> None:
    (stored / "kg-store.json").write_text('{"format": 1}', "utf-8")
    assert "news/report.txt" in read_documents(stored)
    with Store.open(stored) as store:
        assert len(store.sources()) == 1
    assert json.loads((stored / "kg-store.json").read_text("utf-8"))["format"] == FORMAT


def test_a_writer_cannot_enter_while_the_store_is_rebuilt(stored: Path) -> None:
    with Store.open(stored) as store:
        old = store.engine
        results = []

        def fill(engine: object) -> None:
            results.append(run("rm", "news/report.txt", "--store", str(stored)))

        engine = rebuild_engine(stored, fill)
        results.append(run("rm", "news/report.txt", "--store", str(stored)))
        del old, engine
    for result in results:
        complains(result, 3, "open elsewhere")


def flip_bit(file: Path, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)


def test_validate_reads_every_block(tmp_path: Path) -> None:
    """A single flipped bit anywhere in a table of the engine is found (of 24, 16 were not)."""
    with Store.open(tmp_path / "kg.store") as store:
        for k in range(6):
            store.add(make_extraction(f"{k}.txt"))
        store.optimize()
    rng, found = random.Random(7), []
    for k in range(24):
        shutil.copytree(tmp_path / "kg.store", tmp_path / f"{k}.store")
        flip_bit(rng.choice(sorted((tmp_path / f"{k}.store").glob("*.sst"))), rng)
        try:
            with Store.open(tmp_path / f"{k}.store", read_only=True) as store:
                found.append("damage" in {f.rule for f in validate_store(store)})
        except StoreDamaged:
            found.append(True)
        shutil.rmtree(tmp_path / f"{k}.store")
    assert found == [True] * 24


def test_a_flipped_bit_in_what_is_not_yet_in_the_tables_is_found(tmp_path: Path) -> None:
    """The engine ends its replay there without a word: what was stored after it is not seen."""
    path = tmp_path / "kg.store"
    code = (
        "import os, sys; from kg.storage.store import Store; from tests.builders import *\n"
        "store = Store.open(sys.argv[1])\n"
        "for name in 'abc': store.add(make_extraction(f'{name}.txt'))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    with Store.open(path, read_only=True) as store:
        assert len(store.sources()) == 3
        assert list(validate_store(store)) == []
    log = max(path.rglob("*.log"), key=lambda file: file.stat().st_size)
    data, rng = log.read_bytes(), random.Random(1)
    assert find_damage(data) is None
    assert len(data) > 1000
    for cut in rng.sample(range(len(data)), 20):
        assert find_damage(data[:cut]) is None
    for bit in (*range(7 * 8), *rng.sample(range(len(data) * 8), 40)):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        assert find_damage(bytes(damaged)) is not None, bit
    damaged = bytearray(data)
    damaged[100] ^= 1
    log.write_bytes(damaged)
    with Store.open(path, read_only=True) as store:
        assert {finding.rule for finding in validate_store(store)} == {"damage"}


def test_validate_compares_the_orders(stored: Path) -> None:
    with Store.open(stored, read_only=True) as store:
        assert list(validate_store(store)) == []


def test_deep_validation_shows_what_older_rules_stored(tmp_path: Path) -> None:
    """Plain triples that come from "found not guilty": shape, quote and support are right, and the
    reading is not."""
    text = "Harlow Bank paid Tessera AG. Larkfield Motors denied that it paid Quillmark Ltd."
    document = Document(document_iri("a.txt", text), "a.txt", text)
    good = extract_document(document)
    denied = next(c for c in good.claims if c.modality is Modality.DENIED)
    stronger = replace(
        denied, modality=Modality.STATED_AS_FACT, polarity=Polarity.POSITIVE, attribution=()
    )
    with Store.open(tmp_path / "kg.store") as store:
        store.add(replace(good, claims=tuple(stronger if c is denied else c for c in good.claims)))
    result = run("validate", "--store", str(tmp_path / "kg.store"))
    assert (result.returncode, result.stdout) == (0, "")
    result = run("validate", "--deep", "--store", str(tmp_path / "kg.store"))
    assert result.returncode == 1
    assert "reread: a.txt" in result.stdout
    stored, read = (
        "stated as fact, a fact by the document itself",
        "denied, held false by Larkfield Motors",
    )
    assert f"it is stored as {stored}, and today it is {read}" in result.stdout
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.slow
def test_the_store_does_what_a_plain_record_does(tmp_path: Path) -> None:
    """Add, replace, remove, forget, load, decide and review, in any order, killed at any moment
    (make faults: 200 seeds)."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "benchmarks.states", "--seeds", "4", "--first", "11"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing lost, nothing half" in done.stdout


@pytest.mark.slow
def test_a_system_call_that_fails_leaves_the_store(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    command = [sys.executable, "-m", "benchmarks.failing", "--only", "add", "--most", "1"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_first_writer_left_when_it_was_killed_is_no_damage(tmp_path: Path) -> None:
    """The engine's files are there, and not yet whole: a reader said that the store is damaged."""
    path = tmp_path / "new.store"
    path.mkdir()
    write_marker(path, Marker(new=True))
    (path / "MANIFEST-000001").write_bytes(b"")
    (path / "CURRENT").write_text("MANIFEST-000001\n", "utf-8")
    complains(
        run("claims", "--store", str(path)), 3, "there is no store at", "add a document first"
    )


def test_a_loaded_word_that_no_kg_writes_is_told(stored: Path, tmp_path: Path) -> None:
    file, forged = tmp_path / "all.nq", tmp_path / "forged.nq"
    with kg.open(stored, read_only=True) as graph:
        graph.export(file)
    forged.write_text(re.sub(r"(ns#modality> <\S+ns#)\w+", r"\1surely", file.read_text()))
    with kg.open(tmp_path / "other.store") as graph:
        graph.load(forged)
        with pytest.raises(StoreDamaged, match="surely"):
            graph.validate()
