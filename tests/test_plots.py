"""Plots for notebooks: what they hold, how it is coloured, and that nothing is fetched."""

import networkx as nx
import pytest

import kg
from kg.analysis.plots import Plot, plot_timeline, plot_voices
from kg.errors import ExportError
from kg.model import Extraction, Modality, Polarity
from kg.network.build import build_network
from tests.builders import make_claim, make_document, make_entity

TEXT = """Brask Motors paid Vell Systems $40,000 in May 2021, the complaint alleged.
Brask Motors denied that it paid Vell Systems $40,000. Ana Ruiz founded Vell Systems in 2010."""


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph:
    graph = kg.open()
    graph.add(make_document("brask.txt", TEXT))
    return graph.network()


def rows(plot: Plot) -> list[dict[str, str]]:
    values: list[dict[str, str]] = plot.to_dict()["data"]["values"]
    return values


def test_timeline_holds_the_dated_claims(network: nx.MultiDiGraph) -> None:
    plot = plot_timeline(network)
    assert {(r["first"], r["last"], r["strength"]) for r in rows(plot)} >= {
        ("2021-05-01", "2021-05-31", "alleged"),
        ("2010-01-01", "2010-12-31", "fact"),
    }
    assert plot.summary.startswith(f"{len(rows(plot))} dated claims")


def test_voices_put_the_disputed_first(network: nx.MultiDiGraph) -> None:
    first = [r for r in rows(plot_voices(network)) if r["statement"].startswith("1. ")]
    assert {r["how"] for r in first} == {"alleged", "denied"}


def test_left_out_statements_are_counted(network: nx.MultiDiGraph) -> None:
    assert "left out" in plot_voices(network, statements=1).summary
    assert "left out" not in plot_voices(network).summary


def test_held_to_be_false_never_reads_as_true() -> None:
    document = make_document("letter.txt", "Ana Ruiz did not pay Vell Systems.")
    ana, vell = make_entity("Ana Ruiz", "Person"), make_entity("Vell Systems")
    claim = make_claim(
        document, ana, "kg:paid", vell, document.text, Modality.REPORTED, Polarity.NEGATIVE
    )
    (cell,) = rows(plot_voices(build_network([Extraction(document, (ana, vell), (claim,))])))
    assert (cell["strength"], cell["how"]) == ("denied", "reported: not")


def test_a_plot_shows_itself_without_a_network(network: nx.MultiDiGraph) -> None:
    shown = plot_voices(network)._repr_mimebundle_()
    assert set(shown) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert plot_timeline(network).to_dict() == plot_timeline(network).to_dict()


def test_without_altair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "altair", None)
    with pytest.raises(ExportError, match="Altair"):
        plot_timeline(nx.MultiDiGraph())
