"""The network as a pyvis Network, and the claims as the page's data."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.view.geometry import Line
from kg.view.labels import box_size, text_size, wrap_label
from kg.view.layout import place_nodes

WORDS_FONT = 11.0
"""Pixels of the words on lines, on the screen (drawing.js)."""

_FAN = 0.34
_TITLE = 30
_BREAKS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f"
_SAID = {"admitted": "admitted", "found": "found", "reported": "said", "alleged": "alleged", "denied": "denied"}
_HEDGED = {
    "probable": "probably", "possible": "possibly", "hypothetical": "asked, planned or supposed", "unknown": "unclear whether",
}  # fmt: skip
_WEAK = {m: m for m in ("reported", "alleged", "denied")} | dict.fromkeys(("stated_as_fact", "admitted", "found"), "reported")


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


def build_model(graph: nx.MultiDiGraph) -> tuple[Network, dict[str, Any]]:
    """Return the drawing (nodes with positions, lines) and the claims with their documents."""
    index = {node: k for k, node in enumerate(graph)}
    documents = sorted(
        {(d["document"], d["source"], d["document_title"], d["document_date"]) for *_, d in graph.edges(data=True)}
    )
    numbers = {iri: k for k, (iri, *_) in enumerate(documents)}
    quotes: dict[str, int] = {}
    claims: list[dict[str, Any]] = []
    for a, b, key, d in graph.edges(keys=True, data=True):
        claim = _claim(index[a], index[b], key, d, numbers[d["document"]])
        claim["quote"] = quotes.setdefault(clean_text(d["quote"]), len(quotes))
        claims.append(claim)
    network = _draw([d for _, d in graph.nodes(data=True)], bundle_claims(claims))
    sources = [{"source": clean_text(s), "title": clean_text(t), "date": clean_text(date)} for _, s, t, date in documents]
    return network, {"claims": claims, "documents": sources, "quotes": list(quotes)}


def _draw(nodes: Sequence[dict[str, Any]], lines: list[dict[str, Any]]) -> Network:
    network = Network(directed=True)
    labels = [wrap_label(clean_text(d["label"]), 20, 2) for d in nodes]
    traced = [Line(x["source"], x["to"], x["bend"], text_size(x["label"], WORDS_FONT)) for x in lines]
    places, bends = place_nodes([box_size(label) for label in labels], traced)
    for k, (d, label, (x, y)) in enumerate(zip(nodes, labels, places, strict=True)):
        network.add_node(
            k, label, shape="box", x=x, y=y, physics=False, kind=clean_text(d["type"]), width=box_size(label)[0],
            name=clean_text(d["label"]), aliases=[clean_text(a) for a in d["aliases"]], named=d["named"],
        )  # fmt: skip
    for line, bend in zip(lines, bends, strict=True):
        network.add_edge(**line | {"bend": bend})
    return network


def _claim(source: int, target: int, key: str, d: dict[str, Any], document: int) -> dict[str, Any]:
    who = [clean_text(w) for w in d["attribution"]]
    voice = " › ".join(who) or (short_title(d["document_title"]) if d["modality"] in _SAID else "")
    return {
        "id": key, "from": source, "to": target, "predicate": clean_text(d["predicate"]), "label": clean_text(d["label"]),
        "modality": d["modality"], "negative": d["polarity"] == "negative", "who": who,
        "start": clean_text(d["time_start"] or ""), "end": clean_text(d["time_end"] or ""),
        "when": clean_text(d["time_text"]), "at": [d["start"], d["end"]], "document": document, "confidence": d["confidence"],
        "lead": lead(d["modality"], voice), "family": family(d["modality"], d["polarity"] == "negative", d["is_fact"]),
        "places": [[clean_text(p), clean_text(v)] for p, v in d["qualifiers"]], "reason": clean_text(d["reason"]),
    }  # fmt: skip


def short_title(title: str) -> str:
    """What a document may be called on a line: its title up to the first comma, where that is short; else "".

    >>> short_title("Complaint, Ortiz v. Larkfield Motors"), short_title("Carmaker sold the locations of its drivers, suit says")
    ('Complaint', '')
    """
    head = clean_text(title).partition(",")[0].strip()
    return head if len(head) <= _TITLE else ""


def family(modality: str, negative: bool, is_fact: bool) -> str:
    """The line style of a claim: fact (only where it stands as one), reported, alleged, denied or open.

    What somebody admits about others is no fact: it is drawn as reported.
    """
    if is_fact:
        return "fact"
    return "denied" if negative and modality != "unknown" else _WEAK.get(modality, "open")


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
    first = leads[0] if len(leads) == 1 else _joint_lead(claims)
    shown = ", ".join(verbs[:3]) + (f" +{len(verbs) - 3}" if len(verbs) > 3 else "")
    return f"{first}{shown}{f' ×{len(claims)}' if len(claims) > len(verbs) else ''}"


def _joint_lead(claims: list[dict[str, Any]]) -> str:
    """Who put several claims, and how, when they don't all start with the same words."""
    claimants = {" › ".join(c["who"]) or c["document"] for c in claims}
    how = ", ".join(dict.fromkeys(c["modality"].replace("_", " ") for c in claims))
    return f"{len(claimants)} claimants, {how}: " if len(claimants) > 1 else f"{' › '.join(claims[0]['who']) or 'the document'}, {how}: "


def bundle_claims(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims of one pair and one strength are one line; the lines of a pair fan out."""
    bundles: dict[tuple[int, int, str], list[int]] = {}
    for number, claim in enumerate(claims):
        bundles.setdefault((claim["from"], claim["to"], claim["family"]), []).append(number)
    fans = Counter((min(a, b), max(a, b)) for a, b, _ in bundles)
    placed: Counter[tuple[int, int]] = Counter()
    lines: list[dict[str, Any]] = []
    for (source, target, style), members in bundles.items():
        pair = (min(source, target), max(source, target))
        bend = (placed[pair] - (fans[pair] - 1) / 2) * _FAN * (1 if source <= target else -1)
        placed[pair] += 1
        text = wrap_label(line_label([claims[k] for k in members]), 20, 3)
        lines.append({
            "source": source, "to": target, "id": f"e{len(lines)}", "label": text, "claims": members, "family": style,
            "bend": round(bend, 2),
        })  # fmt: skip
    return lines


def clean_text(text: str) -> str:
    """Text without what could steer the display: direction overrides and control characters; line breaks are spaces."""
    spaced = "".join(" " if c in _BREAKS else c for c in text)
    return "".join(c for c in spaced if c >= " " and c not in _STEERING)
