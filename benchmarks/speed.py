"""The whole pipeline against bare spaCy on the same texts, in one run: ``python -m
benchmarks.speed``.

Texts are made of the packaged examples; the order of both runs alternates, the best of three
counts. Also: start-up of ``kg --help`` against ``python -c pass``, and the peak of memory."""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.cli.demo import find_examples
from kg.language.parser import load_language, read_units
from kg.model import Document
from kg.pipeline.documents import extract_document
from kg.reading.sources import find_sources, read_source


def texts(count: int, folder: str | None) -> list[str]:
    """*count* texts, in turn from *folder* (the packaged examples where none is named)."""
    paths = find_sources(
        [folder]
        if folder
        else [str(find_examples() / "fictional-case"), str(find_examples() / "meta-netflix")]
    )
    found = [read_source(p).text for p in paths]
    return [found[k % len(found)] for k in range(count)]


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    out = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        out.append(time.perf_counter() - start)
    return min(out)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    sample, nlp = texts(arguments.texts, arguments.folder), load_language()

    def bare() -> None:
        for text in sample:
            units = read_units(Document("", "", text))
            list(nlp.pipe((unit.words.text for unit in units), batch_size=64))

    def whole() -> None:
        for k, text in enumerate(sample):
            extract_document(Document(f"urn:{k}", str(k), text))

    bare()
    floor, ours = best(bare), best(whole)
    words = sum(len(t.split()) for t in sample)
    print(
        f"{len(sample)} texts, {words} words: bare spaCy {floor:.2f} s, "
        f"whole pipeline {ours:.2f} s, ratio {ours / floor:.2f}"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    python = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
    command = [sys.executable, "-m", "kg", "--help"]
    helping = best(
        lambda: subprocess.run(
            command, check=True, capture_output=True, cwd=Path(__file__).parents[1]
        ),
        5,
    )
    print(
        f"kg --help {helping:.2f} s, python -c pass {python:.2f} s: {helping - python:.2f} s above"
    )


if __name__ == "__main__":
    main()
