"""The parties that a filing's caption names are in the graph, and the body's short names are
theirs."""

import re
from pathlib import Path

import pytest

from kg.model import Document
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document

CASES = Path(__file__).parent / "cases" / "captions.md"
_BLOCK = re.compile(
    r"^## ([^\n]+)\n+```text\n(.*?)```\n((?:- [^\n]*\n?)*)", re.MULTILINE | re.DOTALL
)
BLOCKS = _BLOCK.findall(CASES.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "names"), [block[1:] for block in BLOCKS], ids=[block[0] for block in BLOCKS]
)
def test_the_parties_are_named(text: str, names: str) -> None:
    found = extract_document(Document(document_iri("case.txt", text), "case.txt", text))
    held = {o.entity.id for o in found.occurrences}
    got = {
        f"- {' = '.join([e.label, *e.aliases])} | {e.type}"
        for e in found.entities
        if e.id in held and e.named
    }
    assert set(names.splitlines()) <= got


def test_every_case_is_read() -> None:
    assert len(BLOCKS) == CASES.read_text("utf-8").count("\n## ")
