"""What files and users say of a document is kept, with the place that said it; what is not
understood is said."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import UnreadableSource
from kg.graph import open_graph
from kg.model import Document
from kg.reading.collections.manifests import read_manifest
from kg.reading.metadata import check_given, read_date, read_kind
from kg.reading.options import ReadingOptions
from kg.reading.sources import read_bytes, read_documents

BODY = (
    "Ilse Tamm sued Brackwater Mills last year over the "
    "flour that the mill had sold to the agency of the county."
)
PAGE = """<html><head><title>Mill</title><meta \
property="article:modified_time" content="2024-01-02">%s</head><body>%s<article><h1>Mill</h1>
<p>{0}</p><p>{0} The mill said that it had sold nothing.</p>\
<p>The court will hear both sides in autumn, said the clerk of the county.</p>
</article></body></html>""".replace("{0}", BODY)


@pytest.mark.parametrize(
    ("front", "title", "date", "authors", "notes"),
    [
        (
            (
                "---\ntitle: 'The \"mill\"'\ndate: 2021-05-03T08:00:00Z\n"
                "author:\n  - Ada Venn\n  - Bo Lund\ntags: [a]\n---\n"
            ),
            'The "mill"',
            "2021-05-03",
            ("Ada Venn", "Bo Lund"),
            0,
        ),
        ('+++\ntitle = "Mill"\ndate = 2021-05-03\n+++\n', "Mill", "2021-05-03", (), 0),
        ("---\ntitle: Mill\ndate: some day\n---\n", "Mill", "", (), 1),
        ("---\ntitel: Mill\ndate: May 3, 2021\n---\n", "", "2021-05-03", (), 1),
        ("---\ntitle: Mill: a story\ndate: 2021\n---\n", "Mill: a story", "2021", (), 1),
    ],
)
def test_front_matter(
    front: str, title: str, date: str, authors: tuple[str, ...], notes: int
) -> None:
    document = read_bytes(f"{front}\n{BODY}\n".encode(), "a.md")
    assert (document.title, document.date, document.authors, len(document.notes)) == (
        title,
        date,
        authors,
        notes,
    )
    assert document.text == BODY
    assert all(place == "front matter" for _, place in document.origins)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("May 3, 2021", "2021-05-03"),
        ("Monday, 3 May 2021", "2021-05-03"),
        ("2021-05", "2021-05"),
        ("3.5.2021", "2021-05-03"),
        ("Mon, 3 May 2021 09:12:00 +0200", "2021-05-03"),
        ("5/13/2021", "2021-05-13"),
        ("5/3/2021", ""),
        ("soon", ""),
    ],
)
def test_dates_as_people_write_them(words: str, date: str) -> None:
    assert read_date(words) == date


def test_an_unknown_kind_is_no_plain_fact() -> None:
    assert read_kind("Complaint") == ("CourtFiling", "")
    assert read_kind("press release") == ("PressRelease", "")
    kind, note = read_kind("Complant")
    assert kind == "Statement" and "complaint" in note
    graph = open_graph()
    graph.add(read_bytes(b"Kind: Rumour\n\nIlse Tamm sued Brackwater Mills.", "a.txt"))
    assert graph.claims() and not any(c.is_fact for c in graph.claims())


def test_publication_comes_before_change_and_json_ld_before_meta() -> None:
    script = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, '
        '{"headline": "Mill sued", "datePublished": '
    )
    script += (
        '"2021-05-03T09:00", "author": [{"name": "Ada Venn"}, {"name": "Bo Lund"}], '
        '"publisher": {"name": "The Weir"}}]}</script>'
    )
    document = read_bytes((PAGE % (script, "")).encode(), "a.html")
    assert (document.date, document.title, document.publisher) == (
        "2021-05-03",
        "Mill sued",
        "The Weir",
    )
    assert (
        document.authors == ("Ada Venn", "Bo Lund") and dict(document.origins)["date"] == "JSON-LD"
    )


def test_a_consent_dialog_is_no_article() -> None:
    banner = (
        '<div id="cookie-consent"><p>' + "We and our partners share your data. " * 20 + "</p></div>"
    )
    assert "partners" not in read_bytes((PAGE % ("", banner)).encode(), "a.html").text


def test_pages_of_old_encodings_are_read_as_browsers_do() -> None:
    for head in ('<meta charset="iso-8859-1">', ""):
        page = (PAGE % (head, "")).replace("said that", "said – “so” – that").encode("windows-1252")
        assert "said – “so” – that" in read_bytes(page, "a.html").text


def test_what_the_user_gives_counts_first_and_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Title: Old\nDate: 2020-01-01\nPublisher: The Weir\n\n{BODY}")
    (tmp_path / "a.txt.yaml").write_text("date: 2021-05-03\ntitle: Middle\n")
    document = read_documents(str(path), ReadingOptions({"title": "New"}))[0]
    assert (document.title, document.date, document.publisher) == ("New", "2021-05-03", "The Weir")
    assert dict(document.origins) == {
        "title": "given",
        "date": f"{path}.yaml",
        "publisher": "header lines",
    }
    for given in ({"titel": "x"}, {"date": "soon"}, {"kind": "Rumour"}):
        with pytest.raises(UnreadableSource):
            read_documents(str(path), ReadingOptions(given))


def test_a_manifest_describes_files_by_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    table = tmp_path / "m.csv"
    table.write_text("path,date,kind\na.txt,2021-05-03,Complaint\n")
    run = CliRunner().invoke(
        main, ["add", "--manifest", str(table), "--store", str(tmp_path / "s")]
    )
    assert run.exit_code == 0, run.output
    shown = CliRunner().invoke(main, ["documents", "--json", "--store", str(tmp_path / "s")])
    record = json.loads(shown.output)
    assert (record["date"], record["kind"], record["from"]["kind"]) == (
        "2021-05-03",
        "CourtFiling",
        "manifest",
    )
    table.write_text("path,dat\na.txt,2021\n")
    with pytest.raises(UnreadableSource):
        read_manifest(str(table))


def test_a_new_description_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    graph = open_graph()
    assert graph.add(path)[0].outcome == "added"
    assert graph.add(path)[0].outcome == "unchanged"
    assert graph.add(path, date="2021-05-03")[0].outcome == "replaced"
    assert graph.add(path, date="2021-05-03")[0].outcome == "unchanged"
    document = graph.documents()[0]
    assert isinstance(document, Document) and document.date == "2021-05-03"


def test_a_dry_run_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Mill\n\n{BODY}\n")
    run = CliRunner().invoke(
        main, ["add", "--dry-run", str(tmp_path / "a.md"), "--store", str(tmp_path / "s")]
    )
    assert run.exit_code == 0 and "title: Mill  (first heading)" in run.output
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("day", ["2020-02-30", "2020-13-01", "2020-13"])
def test_a_day_that_no_calendar_has_is_an_error(day: str) -> None:
    with pytest.raises(UnreadableSource, match="date not understood"):
        check_given({"date": day}, "given")
