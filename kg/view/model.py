"""The network as a pyvis Network, and the claims as the page's data."""

import textwrap
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.view.layout import layout_network

_SAID = {"admitted": "admitted", "found": "found", "reported": "said", "alleged": "alleged", "denied": "denied"}
_HEDGED = {
    "probable": "probably", "possible": "possibly", "hypothetical": "asked, planned or supposed", "unknown": "unclear whether",
}  # fmt: skip
FAMILIES = {"stated_as_fact": "fact", "admitted": "fact", "found": "fact"} | {m: m for m in ("reported", "alleged", "denied")}


def cap_network(graph: nx.MultiDiGraph, cap: int) -> tuple[nx.MultiDiGraph, int]:
    """Return the *cap* most connected nodes with the claims between them, and how many nodes are left out."""
    if len(graph) <= cap:
        return graph, 0
    kept = sorted(graph, key=lambda n: (-graph.degree(n), n))[:cap]
    out = nx.MultiDiGraph()
    out.add_nodes_from((n, graph.nodes[n]) for n in sorted(kept))
    inside = graph.subgraph(kept).edges(keys=True, data=True)
    out.add_edges_from(sorted(inside, key=lambda e: e[2]))
    return out, len(graph) - cap


def wrap(text: str, width: int, lines: int = 3) -> str:
    """Return *text* on at most *lines* lines of about *width* characters."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …")) or "?"


def build_model(graph: nx.MultiDiGraph) -> tuple[Network, dict[str, Any]]:
    """Return the drawing (nodes with positions, lines) and the claims with their documents."""
    network = Network(directed=True)
    index = {node: k for k, node in enumerate(graph)}
    labels = [wrap(_clean(d["label"]), 22) for _, d in graph.nodes(data=True)]
    for (_, d), label, (x, y) in zip(graph.nodes(data=True), labels, layout_network(graph, labels), strict=True):
        network.add_node(
            len(network.nodes), label, shape="box", x=x, y=y, physics=False, kind=d["type"],
            name=_clean(d["label"]), aliases=[_clean(a) for a in d["aliases"]], named=d["named"],
        )  # fmt: skip
    documents = sorted(
        {(d["document"], d["source"], d["document_title"], d["document_date"]) for *_, d in graph.edges(data=True)}
    )
    numbers = {iri: k for k, (iri, *_) in enumerate(documents)}
    quotes: dict[str, int] = {}
    claims: list[dict[str, Any]] = []
    for a, b, key, d in graph.edges(keys=True, data=True):
        claim = _claim(index[a], index[b], key, d, numbers[d["document"]])
        claim["quote"] = quotes.setdefault(_clean(d["quote"]), len(quotes))
        claims.append(claim)
    _add_lines(network, claims)
    sources = [{"source": _clean(s), "title": _clean(t), "date": date} for _, s, t, date in documents]
    return network, {"claims": claims, "documents": sources, "quotes": list(quotes)}


def _claim(source: int, target: int, key: str, d: dict[str, Any], document: int) -> dict[str, Any]:
    who = [_clean(w) for w in d["attribution"]]
    return {
        "id": key, "from": source, "to": target, "predicate": d["predicate"], "label": _clean(d["label"]), "modality": d["modality"],
        "negative": d["polarity"] == "negative", "who": who, "start": d["time_start"], "end": d["time_end"],
        "when": _clean(d["time_text"]), "at": [d["start"], d["end"]], "document": document, "confidence": d["confidence"],
        "lead": lead(d["modality"], " › ".join(who)), "family": family(d["modality"], d["polarity"] == "negative"),
        "places": [[p, _clean(v)] for p, v in d["qualifiers"]], "reason": d["reason"],
    }  # fmt: skip


def family(modality: str, negative: bool) -> str:
    """The line style of a claim: fact, reported, alleged, denied or open."""
    return "denied" if negative and modality != "unknown" else FAMILIES.get(modality, "open")


def lead(modality: str, who: str) -> str:
    """The words before a claim's verb: who puts it how; never a bare accusation.

    >>> lead("alleged", "lawsuit"), lead("possible", ""), lead("stated_as_fact", "")
    ('lawsuit alleged: ', 'possibly: ', '')
    """
    if modality in _SAID:
        return f"{who or 'the document'} {_SAID[modality]}: "
    said = f"{who}: " if who else ""
    return f"{said}{_HEDGED[modality]}: " if modality in _HEDGED else said


def line_label(claims: list[dict[str, Any]]) -> str:
    """The words on a line that bundles *claims*: who, how, and the verbs."""
    leads = sorted({c["lead"] for c in claims}, key=lambda x: (-sum(c["lead"] == x for c in claims), x))
    verbs = list(dict.fromkeys(("not: " if c["negative"] and c["modality"] != "denied" else "") + c["label"] for c in claims))
    first = leads[0] if len(leads) == 1 else f"{len(leads)} sources, {claims[0]['modality'].replace('_', ' ')}: "
    shown = ", ".join(verbs[:3]) + (f" +{len(verbs) - 3}" if len(verbs) > 3 else "")
    return f"{first}{shown}{f' ×{len(claims)}' if len(claims) > len(verbs) else ''}"


def _add_lines(network: Network, claims: list[dict[str, Any]]) -> None:
    """Claims of one pair and one strength are one line; the lines of a pair fan out."""
    lines: dict[tuple[int, int, str], list[int]] = {}
    for number, claim in enumerate(claims):
        style = family(claim["modality"], claim["negative"])
        lines.setdefault((claim["from"], claim["to"], style), []).append(number)
    pairs: dict[tuple[int, int], int] = {}
    for (source, target, style), members in lines.items():
        pair = (min(source, target), max(source, target))
        place = pairs[pair] = pairs.get(pair, -1) + 1
        bend = ((place + 1) // 2) * 0.3 * (1 if place % 2 else -1) * (1 if source <= target else -1)
        kind = "curvedCW" if bend >= 0 else "curvedCCW"
        smooth = {"enabled": place > 0 or source == target, "type": kind, "roundness": round(abs(bend), 2)}
        text = wrap(line_label([claims[k] for k in members]), 24, 4)
        network.add_edge(source, target, id=f"e{len(network.edges)}", label=text, claims=members, family=style, smooth=smooth)


def _clean(text: str) -> str:
    """Text without what could steer the display: direction overrides and control characters."""
    return "".join(c for c in text if c >= " " and c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")
