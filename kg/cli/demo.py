"""The main job on the packaged examples: build a graph, ask it, draw it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import networkx as nx

from kg.cli.text import describe_claim, show_result
from kg.errors import SourceNotFound
from kg.graph import Graph, open_graph
from kg.reading.sources import find_sources
from kg.sparql.query import library


def find_examples() -> Path:
    """Return the folder of examples: in the installed package, else in the checkout."""
    here = Path(__file__).parent.parent
    for folder in (here / "_data", here.parent / "data"):
        if folder.is_dir():
            return folder
    raise SourceNotFound("the examples are not there", "reinstall kg-claims")


def run_demo(output: str, say: Callable[[str], None]) -> None:
    """Build the examples' graph in folder *output* and show what can be asked; *say* prints a
    line."""
    folder, examples = Path(output), find_examples()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "kg.store", ignore_errors=True)
    sources = find_sources([str(examples / "meta-netflix"), str(examples / "fictional-case")])
    with open_graph(folder / "kg.store") as graph:
        say("1. Read the examples\n")
        for added in graph.add_each(sources):
            say(f"   {added.claims:3} claims  {Path(added.source).name}")
        _ask(graph, say)
        say("\n5. Draw and export\n")
        graph.view(folder / "graph.html", "The packaged examples")
        for name in ("graph.trig", "claims.jsonl", "graph.graphml"):
            graph.export(folder / name)
    say(
        f"   open {folder / 'graph.html'} in a browser: "
        "every line is a claim; click it for the exact words"
    )
    say(
        f"   {folder / 'graph.trig'}, "
        f"{folder / 'claims.jsonl'} and {folder / 'graph.graphml'} hold the same graph"
    )
    say(f"   ask on: kg query --list; kg claims --about Larkfield --store {folder / 'kg.store'}")


def _ask(graph: Graph, say: Callable[[str], None]) -> None:
    say(
        "\n2. SPARQL: plain triples hold only what stands as fact, "
        "so an allegation cannot slip out\n"
    )
    say(
        show_result(
            graph.query("SELECT DISTINCT ?who ?accessed { ?who kg:accessed ?accessed }"), "table"
        )
    )
    say("\n   The claims say the rest: who asserts it, who denies it (kg query contradictions)\n")
    say(show_result(graph.query(library()["contradictions"][1]), "table"))
    say("\n3. One of these claims, with its evidence\n")
    denial = graph.claims(modality="denied", about="Northgate")[0]
    say(describe_claim(denial, Path(graph.store.sources()[denial.document]).name))
    say(
        "\n4. networkx: how is Maximilian Klein tied to the user data, "
        "and does it hold without what is only alleged?\n"
    )
    whole, facts = graph.network(), graph.network(facts=True)
    for name, network in (("all claims", whole), ("only what stands as fact", facts)):
        say(f"   {name}: {_path(network, 'Maximilian Klein', 'Facebook user data')}")


def _path(network: nx.MultiDiGraph, start: str, end: str) -> str:
    names = {data["label"]: node for node, data in network.nodes(data=True)}
    if start not in names or end not in names:
        return "no connection"
    try:
        nodes = nx.shortest_path(nx.Graph(network), names[start], names[end])
    except nx.NetworkXNoPath:
        return "no connection"
    return " – ".join(network.nodes[n]["label"] for n in nodes)
