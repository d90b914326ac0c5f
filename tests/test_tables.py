"""Claims, entities and documents as tables: data frames, notebooks, and a workbook that verdicts
come back from."""

import gc
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

import kg
from kg.cli.main import main
from kg.errors import ExportError, ReviewError
from kg.export.formats import xlsx
from kg.export.write import export_store
from kg.graph import Graph
from kg.model import Extraction
from kg.review.spreadsheet import read_workbook
from kg.storage.judgements.reviews import read_workbook_verdicts
from kg.storage.store import Store
from tests.builders import TEXT, make_document, make_extraction

CLAIMS = ("claims", "entities", "sources", "contradictions")


def open_small(text: str = TEXT, **more: object) -> Graph:
    graph = kg.open()
    graph.store.add(make_extraction(text=text, **more))
    return graph


def read_rows(path: Path, sheet: str = "claims") -> list[dict[str, object]]:
    head, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def write_cells(path: Path, quote: str, **cells: str) -> None:
    """Write cells beside the claim whose quote holds *quote*, as a person would."""
    book = load_workbook(path)
    sheet = book["claims"]
    head = [cell.value for cell in sheet[1]]
    row = next(
        row for row in sheet.iter_rows(min_row=2) if quote in str(row[head.index("quote")].value)
    )
    for name, text in cells.items():
        row[head.index(name)].value = text
    book.save(path)


def test_claims_are_a_list_and_a_typed_frame() -> None:
    graph = open_small(title="Brief", date="2021-03-04")
    claims = graph.claims()
    assert isinstance(claims, list)
    assert claims == list(graph.store.claims())
    frame = claims.to_dataframe()
    assert list(frame["claimant"])[:2] == ["the document", "court records > Orla Brandt"]
    assert frame["strength"].dtype == "category"
    assert frame["confidence"].dtype == float
    assert frame["stands_as_fact"].dtype == bool
    assert str(frame["published"][0].date()) == "2021-03-04"
    assert set(frame["title"]) == {"Brief"}
    assert list(graph.entities().to_dataframe()["name"]) == [e.label for e in graph.entities()]
    assert list(graph.documents().to_dataframe()["characters"]) == [len(TEXT)]


def test_a_date_that_is_no_day_is_none() -> None:
    assert open_small(date="2021-03").claims().to_dataframe()["published"].isna().all()


def test_a_claim_alone_says_what_its_document_is_called() -> None:
    graph = open_small(title="A <b> report", date="2021-03-04")
    about = graph.claims(about="Tessera")[0]
    for claim in (graph.claims()[0], about, replace(about, confidence=0.1)):
        assert "“A &lt;b&gt; report”, 2021-03-04, characters" in claim._repr_html_()
    assert replace(about, paper="") == about and "paper" not in repr(about)


def test_a_table_shows_itself_and_hostile_text_stays_text() -> None:
    shown = open_small(title="<script>alert(1)</script>").claims()._repr_html_()
    assert "court records &gt; Orla Brandt" in shown
    assert "<script" not in shown
    assert open_small().claims(modality="hypothetical")._repr_html_().count("<tr>") == 1


def test_the_workbook_has_filters_frozen_heads_and_no_formula(tmp_path: Path) -> None:
    graph = open_small(title='=HYPERLINK("http://x")', url="https://example.org/a")
    book = load_workbook(graph.export(tmp_path / "claims.xlsx"))
    assert tuple(book.sheetnames) == CLAIMS
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert read_rows(tmp_path / "claims.xlsx", "sources")[0]["title"] == '=HYPERLINK("http://x")'
    rows = read_rows(tmp_path / "claims.xlsx")
    assert [row["quote"] for row in rows] == [c.quote for c in graph.claims()]
    assert {row["number"] for row in read_rows(tmp_path / "claims.xlsx", "contradictions")} == {1}
    link = next(
        cell.hyperlink for row in book["sources"].iter_rows() for cell in row if cell.hyperlink
    )
    assert link.target == "https://example.org/a"


def test_a_workbook_that_was_read_is_closed(tmp_path: Path) -> None:
    """At once, and not when the garbage collector comes."""
    path = open_small().export(tmp_path / "claims.xlsx")
    gc.collect()
    gc.disable()
    try:
        assert list(read_workbook(path)) == []
        opened = [Path(f"/proc/self/fd/{name}").resolve() for name in os.listdir("/proc/self/fd")]
    finally:
        gc.enable()
    assert path.resolve() not in opened


def test_verdicts_written_into_the_workbook_come_back(tmp_path: Path) -> None:
    graph = open_small()
    path = graph.export(tmp_path / "claims.xlsx")
    write_cells(
        path, "director", verdict="Rejected", note="another Brandt", tags="board, 2021", by="R."
    )
    write_cells(path, "million", verdict="confirmed", dispute="undisputed", material="yes")
    with kg.open(tmp_path / "store") as stored:
        stored.store.add(make_extraction())
    result = CliRunner().invoke(
        main, ["review", "import", str(path), "--store", str(tmp_path / "store")]
    )
    assert result.exit_code == 0, result.output
    with kg.open(tmp_path / "store") as stored:
        assert sorted(
            (v.outcome, v.note, v.tags, v.dispute, v.material) for v in stored.reviews().values()
        ) == [
            ("confirmed", "", (), "undisputed", "yes"),
            ("rejected", "another Brandt", ("2021", "board"), "", ""),
        ]
        again = stored.export(tmp_path / "again.xlsx", reviewed="any")
        assert read_workbook_verdicts(stored.store, again) == []
        assert {row["verdict"] for row in read_rows(again)} == {"confirmed", "rejected", None}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"verdict": "right"}, "row 2: no verdict 'right'"),
        ({"verdict": "corrected"}, "row 2"),
        ({"verdict": "confirmed", "dispute": "maybe"}, "row 2: no dispute status"),
        ({"verdict": "confirmed", "claim": "claim:0"}, "row 2: no claim claim:0"),
    ],
)
def test_a_wrong_cell_names_its_row(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    graph = open_small()
    path = graph.export(tmp_path / "claims.xlsx")
    write_cells(path, "director", **cells)
    with pytest.raises(ReviewError, match=said):
        read_workbook_verdicts(graph.store, path)


def test_another_file_is_no_workbook_of_claims(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    for data in (b"PK", buffer.getvalue()):
        path = tmp_path / "x.xlsx"
        path.write_bytes(data)
        with pytest.raises(ReviewError, match="no workbook of claims"):
            read_workbook_verdicts(kg.open().store, path)


def test_an_entitys_page_names_the_source_of_each_claim() -> None:
    page = open_small(title="A <b> report", date="2021-03-04").page("Quillmark")
    assert "<td>A &lt;b&gt; report, 2021-03-04</td>" in page._repr_html_()


def test_a_workbook_keeps_the_limits_of_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel takes a sheet with more rows or links, or a longer cell, for damaged."""
    monkeypatch.setattr(xlsx, "_MOST_LINKS", 1)
    store = Store.open()
    for number in range(3):
        document = make_document(
            f"https://example.org/{number}", "Tessera.", title="\U0001f600" * 20_000
        )
        store.add(Extraction(document, (), ()))
    sheet = load_workbook(export_store(store, tmp_path / "a.xlsx"))["sources"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sum(cell.hyperlink is not None for cell in cells) == 1
    longest = max((str(cell.value or "") for cell in cells), key=len)
    assert len(longest) == 32_767 // 2
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    with pytest.raises(ExportError, match=r"parquet|sources"):
        export_store(store, tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()
