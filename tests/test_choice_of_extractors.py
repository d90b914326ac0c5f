"""Which extractors run is chosen by the caller; one may work on a whole document."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import kg
import kg.extraction.run as run
from kg.cli.main import main
from kg.errors import PluginError
from kg.language.mentions import find_mentions
from kg.model import ClaimMention, Document, Sentence
from kg.namespace import document_iri
from kg.ontology.loader import Ontology

TEXT = "Northgate Systems sued Larkfield Motors. Dana Ortiz, a director of Quillmark, resigned.\n"


def document(source: str = "a.txt") -> Document:
    return Document(document_iri(source, TEXT), source, TEXT)


def test_only_the_chosen_run() -> None:
    with kg.open() as graph:
        graph.add(document(), extractors=["verbs"])
        assert {c.extractor for c in graph.claims()} == {"verbs"}
        graph.add(document())
        assert {c.extractor for c in graph.claims()} == {"verbs"}, "what is stored is left as it is"
        everything = [*run.plugin_names("kg.extractors")]
        graph.add(document(), extractors=everything)
        assert {c.extractor for c in graph.claims()} > {"verbs"}


def test_the_graph_says_what_ran(tmp_path: Path) -> None:
    with kg.open() as graph:
        graph.add(document(), extractors=["verbs", "roles"])
        rows = list(graph.query("SELECT ?ran { ?run a prov:Activity ; kg:ran ?ran } ORDER BY ?ran"))
        assert [row[0].partition(" ")[0] for row in rows] == ["roles", "verbs"]
        (extraction,) = graph.store.extractions()
        assert list(extraction.extractors) == [row[0] for row in rows]
        graph.export(tmp_path / "graph.nq")
        with kg.open() as other:
            other.load(tmp_path / "graph.nq")
            assert list(other.store.nquads()) == list(graph.store.nquads())


def test_all_run_where_none_is_chosen() -> None:
    with kg.open() as chosen, kg.open() as free:
        chosen.add(document(), extractors=run.plugin_names("kg.extractors"))
        free.add(document())
        assert list(chosen.store.nquads()) == list(free.store.nquads())


def test_an_unknown_extractor_is_refused_and_nothing_is_added(tmp_path: Path) -> None:
    with kg.open() as graph, pytest.raises(PluginError, match="no plug-in 'verb'"):
        graph.add(document(), extractors=["verb"])
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = CliRunner().invoke(
        main,
        ["add", str(tmp_path / "a.txt"), "--extractor", "verb", "--store", str(tmp_path / "s")],
    )
    assert result.exit_code == 3
    assert "there are: " in result.output


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    runner = CliRunner(env={"KG_STORE": str(tmp_path / "kg.store")})
    assert (
        runner.invoke(
            main, ["add", str(tmp_path / "a.txt"), "--extractor", "roles", "--extractor", "verbs"]
        ).exit_code
        == 0
    )
    with kg.open(tmp_path / "kg.store", read_only=True) as graph:
        assert {c.extractor for c in graph.claims()} <= {"roles", "verbs"}


def first_and_last(
    document: Document, sentences: Sequence[Sentence], ontology: Ontology
) -> Iterator[ClaimMention]:
    """An extractor that sees the whole document: its first name met its last."""
    found = [
        m for sentence in sentences for m in find_mentions(sentence, ontology) if m.kind == "name"
    ]
    anchor = sentences[found[-1].sentence].tokens[found[-1].head].i
    yield ClaimMention(
        found[-1].sentence,
        found[0],
        "kg:metWith",
        "met",
        found[-1],
        anchor,
        "whole",
        confidence=0.9,
    )


def test_the_installed_packages_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searches = []
    monkeypatch.setattr(run, "plugin_names", lambda group: searches.append(group) or ["open"])
    run._load.cache_clear()
    run.load_extractors()
    run.load_extractors()
    run._load.cache_clear()
    assert searches == ["kg.extractors"]


def test_an_extractor_may_work_on_a_whole_document(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("whole")
    module.extract_document = first_and_last  # a module of another package would define it
    monkeypatch.setattr(run, "load_module", lambda group, name: module)
    monkeypatch.setattr(run, "plugin_version", lambda group, name: "2.0")
    run._load.cache_clear()
    with kg.open() as graph:
        graph.add(document(), extractors=["whole"])
        (claim,) = graph.claims()
        assert (claim.predicate.id, claim.extractor, claim.quote) == (
            "kg:metWith",
            "whole",
            TEXT.partition(". ")[2].strip(),
        )
    run._load.cache_clear()


def test_an_extractor_that_finds_nothing_in_any_way_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "load_module", lambda group, name: ModuleType("empty"))
    with pytest.raises(PluginError, match="neither extract nor extract_document"):
        run.load_extractors(["empty"])
