"""A vault and a site: every line says whose it is, every link leads somewhere, hostile words stay
text."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

import kg
from kg.graph import Graph
from tests.builders import TEXT, make_extraction
from tests.test_view import HOSTILE


@pytest.fixture
def graph() -> Graph:
    graph = kg.open()
    graph.store.add(make_extraction())
    graph.store.add(make_extraction("b.txt", f"{TEXT} Later.", title="Tessera"))
    return graph


def unpack(graph: Graph, path: Path) -> dict[str, str]:
    data = graph.export(path).read_bytes()
    assert data == graph.export(path.with_name(f"again.{path.name}")).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_vault_links_names_and_documents(graph: Graph, tmp_path: Path) -> None:
    notes = unpack(graph, tmp_path / "vault.obsidian.zip")
    assert {"Index.md", "Quillmark.md", "Tessera.md", "Tessera (2).md"} <= notes.keys()
    for text in notes.values():
        for name in re.findall(r"\[\[([^|\]]+)[|\]]", text):
            assert f"{name}.md" in notes
    note = notes["Quillmark.md"]
    assert "**denied by Quillmark:** [[Quillmark]] – gaveAccessTo – [[Tessera]]" in note
    assert "  > Quillmark denied that it gave Tessera access." in note


def test_a_site_says_how_strongly_and_runs_nothing(graph: Graph, tmp_path: Path) -> None:
    pages = unpack(graph, tmp_path / "pages.site.zip")
    for text in pages.values():
        assert "<script" not in text and "http" not in text.replace("http-equiv", "")
        for link in re.findall(r'href="([^"]+)"', text):
            assert unquote(link) in pages
    assert "<strong>reported by court records &gt; Orla Brandt:</strong>" in pages["Quillmark.html"]


def test_a_retracted_document_says_so_in_its_note(graph: Graph, tmp_path: Path) -> None:
    graph.set_standing("b.txt", "retracted", by="R.")
    notes = unpack(graph, tmp_path / "vault.obsidian.zip")
    assert "**This document was retracted, set by R.**" in notes["Tessera (2).md"]


def test_hostile_titles_name_no_folder_and_no_script(tmp_path: Path) -> None:
    graph = kg.open()
    graph.store.add(make_extraction("../../a.txt", title=f"../{HOSTILE}"))
    for name in ("a.obsidian.zip", "a.site.zip"):
        found = unpack(graph, tmp_path / name)
        assert not [n for n in found if "/" in n or "\\" in n or n.startswith(".")]
        assert not [t for n, t in found.items() if n.endswith("html") and "<img" in t]
