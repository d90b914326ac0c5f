"""A document and the same document wrapped are read alike; offsets are those of the stored text."""

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.parser import read_units
from kg.model import Claim, Document
from kg.model.wording import name_end
from kg.pipeline.documents import extract_document
from kg.reading.sources import find_sources, read_source
from kg.segmentation.blocks import find_blocks
from kg.segmentation.folding import keeps_hyphen
from kg.segmentation.zones import find_zones

CASES = Path(__file__).parent / "cases" / "blocks.md"
EXAMPLES = Path(__file__).parents[1] / "data"
WIDTHS = (60, 72, 80)


def read_cases() -> list[tuple[str, str, list[str]]]:
    """Return name, text and blocks of each case."""
    found = re.findall(
        r"## (.*?)\n+```text\n(.*?)\n```\n```blocks\n(.*?)\n```",
        CASES.read_text("utf-8"),
        re.DOTALL,
    )
    return [(name, text, blocks.split("\n")) for name, text, blocks in found]


def make_document(text: str, title: str = "", date: str = "") -> Document:
    return Document("https://example.org/d", "d.txt", text, title, date)


@pytest.mark.parametrize(
    ("text", "blocks"), [c[1:] for c in read_cases()], ids=[c[0] for c in read_cases()]
)
def test_blocks_are_found(text: str, blocks: list[str]) -> None:
    units = read_units(make_document(text))
    assert [
        f"{u.role}{f'<{u.leader}' if u.leader >= 0 else ''}: {u.words.text}" for u in units
    ] == blocks


@pytest.mark.parametrize("text", [c[1] for c in read_cases()])
def test_every_character_has_its_place(text: str) -> None:
    for unit in read_units(make_document(text)):
        for letter, place in zip(unit.words.text, unit.words.places, strict=True):
            assert text[place] == letter or letter == " "


def wrap(text: str, width: int) -> str:
    """The text with lines of at most *width*, an empty line between paragraphs."""
    return "\n\n".join(
        textwrap.fill(line, width, break_long_words=False)
        for line in text.split("\n")
        if line.strip()
    )


def describe(claim: Claim) -> tuple[str, ...]:
    """What two readings of a claim must share."""
    end = name_end(claim.object)
    quote = re.sub(r"\s+", " ", re.sub(r"(?<=\w)-\s+", "-", claim.quote))
    return (
        claim.subject.label,
        claim.predicate.id,
        end,
        claim.modality,
        claim.polarity,
        *(e.label for e in claim.attribution),
        quote,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "source", [s for s in find_sources([str(EXAMPLES)]) if s.endswith((".md", ".txt"))][:4]
)
def test_wrapped_documents_give_the_same_claims(source: str) -> None:
    read = read_source(source)
    whole = make_document(read.text, read.title, read.date)
    expected = sorted(map(describe, extract_document(whole).claims))
    for width in WIDTHS:
        document = make_document(wrap(read.text, width), read.title, read.date)
        claims = extract_document(document).claims
        assert all(document.text[c.start : c.end] == c.quote for c in claims)
        assert sorted(map(describe, claims)) == expected


PROSE = (
    "the miller of Brackwater sold flour to an agency and "
    "Ilse Tamm denied that she had been paid for it by Norr"
)
WORDS = st.sampled_from(PROSE.split())
SENTENCES = st.lists(WORDS, min_size=8, max_size=30).map(
    lambda words: " ".join(words).capitalize() + "."
)
PARAGRAPHS = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=3, max_size=6
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(WIDTHS))
def test_wrapping_is_undone(paragraphs: list[str], width: int) -> None:
    units = read_units(make_document(wrap("\n".join(paragraphs), width)))
    assert [u.words.text for u in units] == paragraphs


def read_zone_cases() -> list[tuple[str, str, list[str]]]:
    """Return name, text and zones of each case."""
    text = CASES.with_name("zones.md").read_text("utf-8")
    found = re.findall(r"## (.*?)\n+```text\n(.*?)\n```\n```zones\n(.*?)```", text, re.DOTALL)
    return [(name, words, zones.split("\n")[:-1]) for name, words, zones in found]


@pytest.mark.parametrize(
    ("text", "zones"), [c[1:] for c in read_zone_cases()], ids=[c[0] for c in read_zone_cases()]
)
def test_zones_are_found(text: str, zones: list[str]) -> None:
    found = find_zones(find_blocks(text), text)
    assert len(found) == len(zones)
    for zone, wanted in zip(found, zones, strict=True):
        kind, _, words = wanted.partition(": ")
        speaker = (
            f" [{text[zone.speaker.start : zone.speaker.end]}]" if zone.speaker is not None else ""
        )
        assert f"{zone.kind}{speaker}" == kind
        assert text[zone.span.start :].startswith(words)


def test_silent_zones_claim_nothing_and_mail_is_its_writers() -> None:
    caption, letter = (c[1] for c in read_zone_cases()[:2])
    assert {c.quote[:8] for c in extract_document(make_document(caption)).claims} == {"Brackwat"}
    claims = extract_document(make_document(letter)).claims
    assert {
        (c.modality, *(e.label for e in c.attribution)) for c in claims if "driver" in c.quote
    } == {("reported", "Tamm, Ilse")}
    assert not any(c.is_fact for c in claims)


def test_an_indent_parts_paragraphs_without_an_empty_line() -> None:
    """Also behind a full line that ends a sentence, where the paragraph is that line alone."""
    text = (
        "    The board of the mill met in the town hall on the ninth of March in 2021.\n"
        "    Ada Venn, who keeps the books of the mill, told its board that the\n"
        "clerk had paid Bo Lund for two years, and she asked for his letters now.\n"
        "    Nobody answered her."
    )
    found = [text[b.start : b.span.end].split()[0] for b in find_blocks(text)]
    assert found == ["The", "Ada", "Nobody"]


@pytest.mark.parametrize(
    ("text", "left", "right", "kept"),
    [
        ("Quaymark paid. The Quay-\nMark board met. QuayMark closed.", "Quay", "Mark", False),
        ("The TRAWLNET office, TRAWL-\nNET said.", "TRAWL", "NET", False),
        ("An Anglo-\nAmerican mill.", "Anglo", "American", True),
    ],
)
def test_the_own_spelling_of_a_document_decides_on_names_too(
    text: str, left: str, right: str, kept: bool
) -> None:
    assert keeps_hyphen(text, left, right, lambda word: False) is kept
