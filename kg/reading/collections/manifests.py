"""What a manifest says of each file: a CSV table by path, or FollowTheMoney documents by file
name."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import UnreadableSource
from kg.reading import metadata
from kg.reading.collections import followthemoney
from kg.reading.metadata import describe


def read_manifest(path: str) -> dict[str, dict[str, str]]:
    """Return what a manifest says of each path, relative to the manifest.

    CSV has a column ``path`` (kg.reading.metadata); JSON lines are FollowTheMoney documents, whose
    ``fileName`` is the path. Raises UnreadableSource."""
    try:
        text = Path(path).read_text("utf-8-sig")
        if text.lstrip()[:1] != "{":
            return metadata.read_manifest(path)
        return {str(Path(path).parent / name): given for name, given in _read_entities(text)}
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{path}: {error}", "a manifest is CSV with a column path") from None


def _read_entities(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The documents among FollowTheMoney entities that name a file."""
    for number, line in enumerate(text.splitlines(), 1):
        entity = json.loads(line) if line.strip() else {}
        if isinstance(entity, dict) and entity.get("schema") not in followthemoney.NO_TEXTS:
            known = describe(followthemoney.known_of(entity), f"line {number}")
            given = {"author" if k == "authors" else k: v for k, v in known.values.items()}
            for name in followthemoney.first_values(entity, "fileName")[:1]:
                yield name, given
