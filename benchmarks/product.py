"""What the product itself makes of texts: added to a graph as ``kg add`` does, exported as ``kg export`` does."""

import gzip
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import kg


def claims_of_texts(texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield one claims.jsonl record a claim of *texts* (id → text), all in one graph, one text file a document."""
    with tempfile.TemporaryDirectory() as folder, kg.open() as graph:
        for name, text in texts.items():
            Path(folder, f"{name}.txt").write_text(text, "utf-8", newline="")
        graph.add(folder)
        lines = graph.export(Path(folder, "claims.jsonl")).read_text("utf-8").splitlines()
    yield from map(json.loads, lines)


def read_texts(path: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """Return id → text of a JSON lines file (.gz), of those *names* that are asked for (all by default)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    wanted = None if names is None else set(names)
    return {r["id"]: r["text"] for r in records if wanted is None or r["id"] in wanted}
