"""Names and statements of whole documents, as the graph holds them: golden cases in our own
words."""

import re
from pathlib import Path

import pytest

from kg.graph import open_graph
from kg.model import Document, Extraction, Modality, Span
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document
from kg.storage.passages import entities_by_document
from tests.test_resolution import run

CASES = Path(__file__).parent / "cases"


def read_blocks(name: str) -> list[list[str]]:
    """The cases of a page: a text, then what is expected of it, a line each."""
    page = (CASES / f"{name}.md").read_text("utf-8")
    return [
        b.partition("\n")[2].strip().splitlines() for b in re.split(r"^## ", page, flags=re.M)[1:]
    ]


def extract(text: str, source: str = "case.txt", date: str = "2023-05-16") -> Extraction:
    return extract_document(Document(document_iri(source, text), source, text, date=date))


NAMES, STATEMENTS = read_blocks("names"), read_blocks("statements")


@pytest.mark.parametrize("lines", NAMES, ids=[b[0][:60] for b in NAMES])
def test_every_name_is_an_entity(lines: list[str]) -> None:
    found = extract(lines[0])
    counts = [o.entity.id for o in found.occurrences]
    got = [
        f"- {' = '.join([e.label, *e.aliases])} | {e.type} | {counts.count(e.id)}"
        for e in sorted(found.entities, key=lambda e: e.label)
        if e.named
    ]
    assert got == [line for line in lines[1:] if line.startswith("- ")]


@pytest.mark.parametrize("lines", STATEMENTS, ids=[b[0][:60] for b in STATEMENTS])
def test_every_attribution_is_a_statement(lines: list[str]) -> None:
    found = extract(lines[0])
    text = found.document.text
    got = []
    for s in found.statements:
        who = " > ".join(e.label for e in s.speakers) or "nobody"
        cue = text[s.cue.start : s.cue.end] if s.cue else ""
        said = " … ".join(text[span.start : span.end] for span in s.content)
        got.append(
            f"- {who} | {cue} | {said} | "
            f"{s.modality.replace('_', ' ')}{', own words' * s.direct} | {len(s.claims)}"
        )
    assert got == [line for line in lines[1:] if line.startswith("- ")]


TEXT = (
    "Carla Voss praised the Harrow Prize. Ada Pell said on Monday that the harvest was poor. "
    'According to Ada Pell, Larkfield Motors sued Carla Voss. "We are sorry," Voss said.'
)


def test_where_a_name_occurs_is_its_words() -> None:
    found = extract(TEXT)
    names: dict[str, list[str]] = {o.entity.label: [] for o in found.occurrences}
    for o in found.occurrences:
        names[o.entity.label].append(TEXT[o.span.start : o.span.end])
    assert names["Carla Voss"] == ["Carla Voss", "Carla Voss", "Voss"]
    assert names["Harrow Prize"] == ["Harrow Prize"]


def test_what_is_said_is_never_a_fact() -> None:
    with open_graph() as graph:
        graph.add(extract(TEXT).document)
        assert not graph.query("ASK { ?a kg:sued ?b }").boolean
        assert not list(graph.validate())
        (accused,) = graph.statements(by="Ada Pell", about="Larkfield Motors")
        (claim,) = [
            c for c in graph.claims() if c.id in accused.claims and c.predicate.id == "kg:sued"
        ]
        assert claim.modality is Modality.REPORTED


def test_statements_are_found_by_speaker_and_by_what_they_are_about() -> None:
    with open_graph() as graph:
        graph.add(extract(TEXT).document)
        assert [s.quote for s in graph.statements(by="Voss")] == ['"We are sorry,"']
        assert [s.quote for s in graph.statements(about="Voss")] == [
            "Larkfield Motors sued Carla Voss."
        ]
        assert graph.statements(by="Voss", about="Voss") == []
        assert {s.time.start for s in graph.statements(by="Pell") if s.time} == {"2023-05-15"}
        result = graph.query(
            "SELECT ?q { ?s a kg:AttributedStatement ; "
            "prov:wasAttributedTo ent:ada-pell ; kg:quote ?q }"
        )
        assert len(result) == 2


def test_a_name_without_a_claim_is_found_and_stays_out_of_the_network() -> None:
    text = "Ada Pell sued Larkfield Motors. The talks were in Port Harlow with Ivo Renn."
    with open_graph() as graph:
        graph.add(extract(text).document)
        named = {one.entity.label: one for one in entities_by_document(graph.store)}
        assert named["Ivo Renn"].occurrences == 1
        assert graph.page("Ivo Renn").places == (
            (graph.documents()[0].id, graph_span(text, "Ivo Renn")),
        )
        drawn = set(dict(graph.network().nodes(data="label")).values())
        assert {"Ada Pell", "Larkfield Motors"} <= drawn and "Ivo Renn" not in drawn


def graph_span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.slow
def test_the_commands_list_names_and_statements(tmp_path: Path) -> None:
    source, store = tmp_path / "talk.txt", tmp_path / "store"
    source.write_text(TEXT, "utf-8")
    run(store, "add", str(source))
    assert "named 3 times in 1 document  also: Voss" in run(store, "entities")
    assert '"occurrences": 3' in run(store, "entities", "--json")
    assert "Ada Pell  [Ada Pell … said]" in run(store, "statements", "--by", "Pell")
    assert '"direct": true' in run(store, "statements", "--json")
    assert f"named in: {source} ×3 at 0-10" in run(store, "show", "Carla Voss")
    assert "Carla Voss" in run(store, "query", "names")
    assert "harvest" in run(store, "query", "statements")


def test_a_source_named_at_length_before_speaks_in_a_short_sentence() -> None:
    text = "The bridge over the river near the old harbour fell on Friday, said Ana Ruiz. "
    said = extract(text + "She said Moss denied it.").statements
    assert {s.speakers[0].label for s in said if s.speakers} == {"Ana Ruiz"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oslo court rules Meyer owns the mill\n\nThe mill burned on Monday.",
            [("Oslo court", "Meyer owns the mill")],
        ),
        ("The rules, said Reyes, are clear.", [("Reyes", "The rules … are clear.")]),
        (
            "Old tenants, said Reyes, are told to pay.",
            [("Reyes", "Old tenants … are told to pay.")],
        ),
        ("Ortiz, said to be a clerk, left.", []),
        ("Ortiz denied any wrongdoing.", [("Ortiz", "any wrongdoing")]),
        ("Ortiz has acknowledged a fraud.", [("Ortiz", "a fraud")]),
        ("The judge denied the motion of Ortiz.", []),
        ("The bank denied Ortiz a loan.", []),
        ("Police: Ruiz stole a car", [("Police", "Ruiz stole a car")]),
        ("The North fired rounds of artillery at the mill.", []),
        ("Image: Brian Meyer.", []),
        ("The mill saw attendance levels reach 11,000 visitors.", []),
        ("The council will vote to determine whether Ruiz owns the mill.", []),
    ],
)
def test_what_is_a_statement(text: str, expected: list[tuple[str, str]]) -> None:
    got = []
    for s in extract(text).statements:
        said = " … ".join(text[span.start : span.end] for span in s.content)
        got.append((" > ".join(e.label for e in s.speakers), said))
    assert got == expected
