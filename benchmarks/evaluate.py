"""Answer a benchmark's questions through kg: ``python -m benchmarks.evaluate SET --data FILE
--predictions OUT.jsonl``.

SET is the name of an adapter in benchmarks/sets. Gold answers in the file are not read.
"""

import argparse
import gzip
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from benchmarks import sets


def set_names() -> list[str]:
    """The sets that can be answered."""
    return sorted(m.name for m in pkgutil.iter_modules(sets.__path__))


def read_items(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of a JSON lines file (plain or .gz), or of a folder: one item a text file."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.is_file():
                yield {"id": file.name, "path": str(file)}
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def main() -> None:
    """Read the items, predict, write one line a prediction."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=set_names())
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    items = list(islice(read_items(arguments.data), arguments.limit))
    adapter = importlib.import_module(f"benchmarks.sets.{arguments.set}")
    predict = adapter.predict
    if hasattr(adapter, "prepare"):
        items = list(adapter.prepare(items, arguments.data))
    console = Console(stderr=True)
    with arguments.predictions.open("w", encoding="utf-8") as out:
        for record in track(
            predict(items),
            arguments.set,
            len(items),
            console=console,
            disable=not console.is_terminal,
        ):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"wrote {arguments.predictions}", file=sys.stderr)


if __name__ == "__main__":
    main()
