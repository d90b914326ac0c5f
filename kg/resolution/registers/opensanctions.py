"""OpenSanctions' table of targets (``targets.simple.csv``): one row a sanctioned or otherwise
listed person or body; names in one cell are parted by semicolons, those that hold one in quotation
marks.

https://www.opensanctions.org/docs/bulk/csv/"""

import csv
import io
import re
from collections.abc import Iterator

from kg.errors import ResolveError
from kg.resolution.listed import Listed


def recognises(text: str) -> bool:
    """Whether the first line has the columns of the table."""
    head = text[:2_000].split("\n", 1)[0].lower()
    return all(f"{name}" in head for name in ("id", "schema", "name", "aliases", "dataset"))


def read(text: str) -> Iterator[Listed]:
    """Yield a row each; raises ResolveError for what is no CSV."""
    reader = csv.DictReader(io.StringIO(text))
    try:
        for row in reader:
            name = (row.get("name") or "").strip()
            if name:
                key = (row.get("id") or "").strip()
                numbers = [("wikidata", key)] if re.fullmatch(r"Q\d+", key) else []
                yield Listed(
                    name,
                    (f"ftm:{(row.get('schema') or '').strip()}",),
                    tuple(_split(row.get("aliases") or "")),
                    (("opensanctions", key), *numbers),
                )
    except csv.Error as error:
        raise ResolveError(f"line {reader.line_num + 1}: {error}", "download it anew") from None


def _split(cell: str) -> Iterator[str]:
    for row in csv.reader([cell], delimiter=";"):
        yield from (name.strip() for name in row if name.strip())
