"""Exports of document collections are read as documents with what is known of them; small samples
in the forms that the programs write."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli.main import main
from kg.errors import EmptySource, ReadError, SourceNotFound
from kg.model import Document
from kg.reading.sources import find_sources, read_each

TEXT = "Larkfield Motors sued Harlow Bank."


def read(value: Any, source: str = "export.json") -> list[Document]:
    """The documents of a JSON value, or of several values on a line each."""
    lines = value if isinstance(value, list) and source.endswith("l") else [value]
    return read_each("\n".join(map(json.dumps, lines)).encode(), source)


def entity(key: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    """An entity as Aleph streams it."""
    return {"id": key, "schema": schema, "properties": properties}


def test_documents_of_aleph() -> None:
    rows = [
        entity("p1", "Person", name=["Dana Ortiz"]),
        entity("d1", "PlainText", fileName=["memo.txt"], bodyText=[TEXT], title=["A memo"]),
        entity(
            "m1", "Email", subject=["Re: harbour"], date=["2021-03-04"], bodyText=["Dana paid."]
        ),
        entity("g1", "Pages", title=["Report"], publishedAt=["2020-05-06"], author=["Ana Ruiz"]),
        entity("g1-2", "Page", document=["g1"], index=["2"], bodyText=["Second page."]),
        entity("g1-1", "Page", document=["g1"], index=["1"], bodyText=["First page."]),
        entity("f1", "Folder", fileName=["inbox"]),
    ]
    found = read(rows, "stream.jsonl")
    assert [d.source for d in found] == [f"stream.jsonl#{k}" for k in ("d1", "m1", "g1")]
    memo, mail, report = found
    assert (memo.title, memo.text) == ("A memo", TEXT)
    assert (mail.title, mail.date, mail.kind) == ("Re: harbour", "2021-03-04", "Statement")
    assert (report.date, report.authors) == ("2020-05-06", ("Ana Ruiz",))
    assert report.text == "First page.\n\nSecond page."
    assert [(p.label, report.text[p.start :][:5]) for p in report.pages] == [
        ("1", "First"),
        ("2", "Secon"),
    ]
    same = read_each("\n".join(map(json.dumps, rows)).encode(), "stream.ftm.json")
    assert [d.text for d in same] == [d.text for d in found]


def test_text_of_documentcloud() -> None:
    (found,) = read(
        {
            "updated": 1614000000000,
            "pages": [
                {"page": 0, "contents": f"{TEXT}\r\n", "ocr": "tess4"},
                {"page": 1, "contents": "It lost.", "ocr": None},
            ],
        },
        "20059068-complaint.txt.json",
    )
    assert found.source == "20059068-complaint.txt.json"
    assert found.text == f"{TEXT}\n\nIt lost."
    assert [p.label for p in found.pages] == ["1", "2"]


def test_opinions_of_courtlistener() -> None:
    opinion = {
        "id": 2812209,
        "absolute_url": "/opinion/2812209/larkfield-motors-v-harlow-bank/",
        "cluster": {"case_name": "Larkfield Motors v. Harlow Bank", "date_filed": "2015-06-26"},
        "author_str": "Ruiz",
        "type": "010combined",
        "plain_text": "",
        "html_with_citations": f"<p>{TEXT}</p><p>We <b>affirm</b>.</p>",
    }
    (found,) = read(opinion)
    assert found.text.split("\n") == [TEXT, "We affirm."]
    assert (found.kind, found.date, found.authors) == ("CourtDecision", "2015-06-26", ("Ruiz",))
    assert found.title == "Larkfield Motors v. Harlow Bank"
    assert found.url == f"https://www.courtlistener.com{opinion['absolute_url']}"
    page = {"count": 2, "next": None, "results": [opinion, opinion | {"id": 7}]}
    assert [d.source for d in read(page)] == ["export.json#2812209", "export.json#7"]


def test_filings_of_recap() -> None:
    (found,) = read(
        {
            "id": 1,
            "docket_entry": "https://www.courtlistener.com/api/rest/v4/docket-entries/1/",
            "description": "COMPLAINT",
            "filepath_local": "recap/gov.pdf",
            "plain_text": TEXT,
        }
    )
    assert (found.kind, found.title, found.text) == ("CourtFiling", "COMPLAINT", TEXT)


def test_documents_of_datashare() -> None:
    hits = [
        {
            "_id": "ab12",
            "_source": {
                "type": "Document",
                "path": "/data/memo.pdf",
                "content": TEXT,
                "metadata": {
                    "tika_metadata_dc_title": "A memo",
                    "tika_metadata_dcterms_created": "2019-07-08T10:00:00Z",
                    "tika_metadata_dc_creator": ["Ana Ruiz"],
                },
            },
        },
        {"_id": "n1", "_source": {"type": "NamedEntity", "mention": "Larkfield"}},
    ]
    (found,) = read({"took": 3, "hits": {"total": {"value": 2}, "hits": hits}})
    assert (found.source, found.title) == ("export.json#/data/memo.pdf", "A memo")
    assert (found.date, found.authors) == ("2019-07-08", ("Ana Ruiz",))


def test_a_folder_of_exports_says_that_they_have_to_be_named(tmp_path: Path) -> None:
    """It said that nothing was readable there, and that kg reads .json."""
    (tmp_path / "export.json").write_text('{"plain_text": "The mill paid."}', "utf-8")
    with pytest.raises(SourceNotFound) as caught:
        find_sources([str(tmp_path)])
    given, _, named = caught.value.hint.partition(" there; give each file of ")
    assert ".pdf" in given and ".json" not in given and ".json" in named
    assert find_sources([str(tmp_path / "export.json")])


def test_an_export_without_texts_is_an_error() -> None:
    with pytest.raises(EmptySource, match="no document with a text"):
        read([entity("p1", "Person", name=["Dana Ortiz"])], "stream.jsonl")


def test_entities_describe_the_files_that_they_name(tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text(TEXT, "utf-8")
    known = entity(
        "d1", "Document", fileName=["memo.txt"], title=["A memo"], publishedAt=["2020-02-03"]
    )
    (tmp_path / "meta.ftm.json").write_text(json.dumps(known) + "\n", "utf-8")
    asked = ["add", "--manifest", str(tmp_path / "meta.ftm.json"), "--dry-run", "--json"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    record = json.loads(result.output)
    assert (record["title"], record["date"]) == ("A memo", "2020-02-03")


KEYS = st.sampled_from(
    "schema properties pages plain_text html cluster type content _source results hits".split()
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=2))
def test_any_record_is_read_or_refused(rows: list[dict[str, Any]]) -> None:
    try:
        found = read_each(json.dumps(rows).encode(), "rows.json")
    except ReadError:
        return
    assert all(d.text for d in found)
