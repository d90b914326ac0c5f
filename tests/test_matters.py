"""Court, docket, parties, judge and day of filing are read from a caption, shown by `kg documents`,
and are facts of the document in the graph."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.commands.documents import describe_matter
from kg.cli.main import main
from kg.graph import open_graph
from kg.pipeline.documents import extract_document
from kg.rdf.quads import extraction_to_quads
from kg.reading.decoding import date_at_head
from kg.reading.sources import read_bytes

CASES = Path(__file__).parent / "cases" / "matters.md"
_BLOCK = re.compile(
    r"^## ([^\n]+)\n+```text\n(.*?)```\n((?:- [^\n]*\n?)*)", re.MULTILINE | re.DOTALL
)
BLOCKS = _BLOCK.findall(CASES.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "said"), [block[1:] for block in BLOCKS], ids=[block[0] for block in BLOCKS]
)
def test_the_caption_is_read(text: str, said: str) -> None:
    document = read_bytes(text.encode(), "case.txt")
    known = describe_matter(document)
    known |= {"kind": document.kind, "date": document.date or "unknown"}
    assert [f"- {name}: {words}" for name, words in known.items()] == said.splitlines()


def test_every_case_is_read() -> None:
    assert len(BLOCKS) == CASES.read_text("utf-8").count("\n## ")


def test_the_matter_is_in_the_graph_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "complaint.txt"
    path.write_text(BLOCKS[0][1], "utf-8")
    with open_graph(tmp_path / "s") as graph:
        graph.add(str(path))
        rows = graph.query(
            "SELECT ?court ?docket ?who WHERE { ?d kg:courtName ?court ; kg:docketNumber ?docket ; "
            "kg:answeringParty ?who } ORDER BY ?who"
        )
        found = [tuple(map(str, row)) for row in rows]
    assert found == [
        (
            "UNITED STATES DISTRICT COURT SOUTHERN DISTRICT OF NEW YORK",
            "1:23-cv-04567 (ABC)",
            name,
        )
        for name in ("LARKFIELD MOTORS, INC.", "VICTOR HARLAN")
    ]
    shown = CliRunner().invoke(main, ["documents", "--json", "--store", str(tmp_path / "s")])
    record = json.loads(shown.output)
    assert record["claiming"] == "DANA ORTIZ" and record["from"]["claiming"] == "caption"


def test_a_paper_with_a_caption_states_no_plain_fact() -> None:
    read = extract_document(read_bytes(BLOCKS[1][1].encode(), "complaint.txt"))
    assert read.claims and not any(claim.is_fact for claim in read.claims)


def test_an_article_has_no_matter() -> None:
    read = extract_document(read_bytes(BLOCKS[-1][1].encode(), "news.txt"))
    terms = {quad.predicate.value.rpartition("#")[2] for quad in extraction_to_quads(read)}
    assert not terms & {"courtName", "docketNumber", "claimingParty", "answeringParty"}


def test_a_date_alone_at_the_head_is_the_day_of_publication() -> None:
    text = "Mill is fined\n\nFriday, May 8, 2009\n\nIlse Tamm sued the mill in Harlow last week.\n"
    document = read_bytes(text.encode(), "a.txt")
    assert document.date == "2009-05-08"
    assert dict(document.origins)["date"] == "a date that stands alone in its first lines"
    assert date_at_head("May 8, 2009\nMay 9, 2009\nThe mill paid.") == ""
