"""What the product itself makes of texts: added to a graph as ``kg add`` does, exported as ``kg
export`` does."""

import gzip
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import kg
from kg.model import Document, Statement
from kg.namespace import document_iri
from kg.storage.passages import entities_by_document


def claims_of_texts(texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield one claims.jsonl record a claim of *texts* (id → text), all in one graph, one text file
    a document."""
    with tempfile.TemporaryDirectory() as folder, kg.open() as graph:
        for name, text in texts.items():
            Path(folder, f"{name}.txt").write_text(text, "utf-8", newline="")
        graph.add(folder)
        lines = graph.export(Path(folder, "claims.jsonl")).read_text("utf-8").splitlines()
    yield from map(json.loads, lines)


def entities_of_texts(texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield one record an entity and document, as ``kg entities --json`` gives them; ``document``
    is the id."""
    with kg.open() as graph:
        graph.add(*_documents(texts))
        sources = graph.store.sources()
        for one in entities_by_document(graph.store):
            entity = one.entity
            yield {
                "document": sources[one.document],
                "label": entity.label,
                "aliases": list(entity.aliases),
                "type": entity.type,
            }


def statements_of_texts(texts: Mapping[str, str]) -> dict[str, list[Statement]]:
    """Return id → the statements that the graph holds of each text, as ``kg statements`` gives
    them."""
    found: dict[str, list[Statement]] = {name: [] for name in texts}
    with kg.open() as graph:
        graph.add(*_documents(texts))
        sources = graph.store.sources()
        for statement in graph.statements():
            found[sources[statement.document]].append(statement)
    return found


def _documents(texts: Mapping[str, str]) -> Iterator[Document]:
    return (Document(document_iri(name, text), name, text) for name, text in texts.items())


def read_texts(path: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """Return id → text of a JSON lines file (.gz), of those *names* that are asked for (all by
    default)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    wanted = None if names is None else set(names)
    return {r["id"]: r["text"] for r in records if wanted is None or r["id"] in wanted}
