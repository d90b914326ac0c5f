"""The claims as the page's data: short keys, tables for what repeats, places in JavaScript's
units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.model.licence import explain_licence
from kg.model.safe_text import display_text, display_values, paragraph_text
from kg.model.wording import document_name
from kg.namespace import contract
from kg.ontology.reading_order import reading_rank
from kg.view.material import Material

_TITLE = 30
_MANNER = ("modality", "family", "licence", "confidence")
_SAID = {
    "admitted": "admitted",
    "found": "found",
    "reported": "said",
    "alleged": "alleged",
    "denied": "denied",
}
_HEDGED = {
    "probable": "probably",
    "possible": "possibly",
    "hypothetical": "asked, planned or supposed",
    "unknown": "unclear whether",
}
_WEAK = {m: m for m in ("reported", "alleged", "denied")} | dict.fromkeys(
    ("stated_as_fact", "admitted", "found"), "reported"
)


@dataclass
class Table:
    """Values that many records share, each once, by number."""

    rows: list[Any] = field(default_factory=list)
    _numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        """The number of *value*, which is added if it is new."""
        if value not in self._numbers:
            self._numbers[value] = len(self.rows)
            self.rows.append(value)
        return self._numbers[value]


def cap_network(graph: nx.MultiDiGraph, cap: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """Return the *cap* most connected nodes with the claims between them, and the names of those
    left out, most connected first."""
    if len(graph) <= cap:
        return graph, []
    ranked = sorted(graph, key=lambda n: (-graph.degree(n), n))
    out = nx.MultiDiGraph()
    out.add_nodes_from((n, graph.nodes[n]) for n in sorted(ranked[:cap]))
    inside = graph.subgraph(ranked[:cap]).edges(keys=True, data=True)
    out.add_edges_from(sorted(inside, key=lambda e: e[2]))
    return out, [display_text(graph.nodes[n]["label"]) for n in ranked[cap:]]


def build_model(graph: nx.MultiDiGraph, material: Material) -> dict[str, Any]:
    """Return documents with texts, entities, relations, voices and claims; places count UTF-16
    units, as JavaScript does."""
    index = {node: number for number, node in enumerate(graph)}
    documents = read_documents(graph, material)
    predicates, voices, statements = Table(), Table(), Table()
    claims = []
    for a, b, key, d in graph.edges(keys=True, data=True):
        document = documents[d["document"]]
        claim = _claim(key, d) | document.places(key, d, material)
        claim |= {"from": index[a], "to": index[b], "document": document.number}
        claim["predicate"] = predicates.number(
            (
                display_text(d["predicate"]),
                display_text(d["label"]),
                reading_rank(d["predicate"]),
            )
        )
        claim["voice"] = voices.number(_voice(d, index, document.number))
        claim["statement"] = statements.number(
            material.statements.get(key) or (a, d["predicate"], b)
        )
        if key in material.verdicts:
            claim["verdict"] = display_values(material.verdicts[key])
        claims.append(claim)
    nodes = [_node(iri, d) for iri, d in graph.nodes(data=True)]
    return {
        "claims": claims, "documents": [d.record for d in documents.values()], "nodes": nodes,
        "predicates": predicates.rows, "voices": voices.rows,
    }  # fmt: skip


def share_manners(
    claims: Iterable[Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], list[tuple[str, ...]]]:
    """Return *claims* with a number for how each is put (modality, family, licence,
    confidence), and what the numbers stand for.

    >>> share_manners([{"id": "c", "modality": "alleged", "family": "alleged"}])
    ([{'id': 'c', 'manner': 0}], [('alleged', 'alleged', '', '')])
    """
    manners = Table()
    shared = [
        {name: value for name, value in c.items() if name not in _MANNER}
        | {"manner": manners.number(tuple(c.get(name, "") for name in _MANNER))}
        for c in claims
    ]
    return shared, manners.rows


def _node(iri: str, d: dict[str, Any]) -> dict[str, Any]:
    record = {
        "id": display_text(contract(iri)),
        "name": display_text(d["label"]),
        "kind": display_text(d["type"]),
        "named": d["named"],
    }
    aliases = [display_text(a) for a in d["aliases"]]
    return record | ({"aliases": aliases} if aliases else {})


def _voice(d: dict[str, Any], index: dict[str, int], document: int) -> tuple[str, int, int]:
    """Who claims: the words, the entity's number or -1, and the document's number where it speaks
    itself, else -1."""
    who, ids = d["attribution"], d["attribution_ids"]
    if not who:
        return "", -1, document
    return " › ".join(map(display_text, who)), index.get(ids[-1], -1) if ids else -1, -1


def _claim(key: str, d: dict[str, Any]) -> dict[str, Any]:
    negative = d["polarity"] == "negative"
    record = {
        "id": display_text(contract(key)),
        "modality": d["modality"],
        "family": family(d["modality"], negative, d["is_fact"]),
        "confidence": d["confidence"],
    }
    optional = {
        "negative": negative,
        "start": display_text(d["time_start"] or ""),
        "end": display_text(d["time_end"] or ""),
        "licence": display_text(explain_licence(d["licence"])),
        "undone": bool(d["undone_by"]),
        "when": display_text(d["time_text"]),
        "reason": display_text(d["reason"]),
        "revision": display_text(d.get("revision", "")),
        "more": [[display_text(p), display_text(v)] for p, v in d["qualifiers"]],
    }
    return record | {name: value for name, value in optional.items() if value}


@dataclass
class Reader:
    """A document for the page: its record, and how code points of the source become units of the
    shown text."""

    number: int
    record: dict[str, Any]
    moved: dict[int, int] | None = None
    """Start of a passage → where it stands, when only quoted passages are shown."""
    units: list[int] | None = None
    """Code point → UTF-16 unit, when the text has characters that take two."""

    def places(self, key: str, d: dict[str, Any], material: Material) -> dict[str, Any]:
        """The places of a claim: quote (``at``), subject and object (``spans``), and the quote's
        code points in the source."""
        start, end = d["start"], d["end"]
        shift = 0 if self.moved is None else self.moved[start] - start
        found: dict[str, Any] = {"at": self._units(start + shift, end + shift)}
        if found["at"] != [start, end]:
            found["points"] = [start, end]
        inside = [
            s
            for s in material.spans.get(key, ())
            if self.moved is None or start <= s[0] < s[1] <= end
        ]
        if inside:
            found["spans"] = [self._units(a + shift, b + shift) for a, b in inside]
        return found

    def note_lesser(self, places: Iterable[tuple[int, int]]) -> None:
        """Keep where claims of less interest stand, in a document that is there whole."""
        if places and self.moved is None:
            self.record["lesser"] = [self._units(start, end) for start, end in places]

    def _units(self, start: int, end: int) -> list[int]:
        return [start, end] if self.units is None else [self.units[start], self.units[end]]


def read_documents(graph: nx.MultiDiGraph, material: Material) -> dict[str, Reader]:
    """Return the documents of the claims by IRI: the oldest first, those without a date last."""
    drawn = {d["document"]: d for *_, d in graph.edges(data=True)}
    seen = {**material.lesser.documents, **drawn}
    passages: dict[str, dict[tuple[int, int], str]] = {iri: {} for iri in seen}
    for *_, d in graph.edges(data=True):
        if d["document"] not in material.texts:
            passages[d["document"]][d["start"], d["end"]] = d["quote"]
    order = sorted(
        seen, key=lambda iri: (seen[iri]["document_date"] or "9", seen[iri]["source"], iri)
    )
    out = {}
    for number, iri in enumerate(order):
        d = seen[iri]
        record = {
            "id": display_text(contract(iri)),
            "source": display_text(d["source"]),
            "title": display_text(d["document_title"]),
            "name": display_text(
                document_name(d["document_title"], d["source"], d["document_date"] or "")
            ),
            "date": display_text(d["document_date"]),
            "kind": display_text(d["document_kind"]),
        }
        if iri in material.standing:
            record["standing"] = display_text(material.standing[iri])
        out[iri] = _reader(number, record, material.texts.get(iri), passages[iri])
        out[iri].note_lesser(material.lesser.places.get(iri, ()))
    return out


def _reader(
    number: int, record: dict[str, Any], text: str | None, passages: dict[tuple[int, int], str]
) -> Reader:
    moved = None
    if text is None:
        text, moved = join_passages(passages)
        record["partial"] = True
    units = None
    if any(character > "\uffff" for character in text):
        units = [0]
        for character in text:
            units.append(units[-1] + (2 if character > "\uffff" else 1))
    record["text"] = paragraph_text(text)
    return Reader(number, record, moved, units)


def join_passages(passages: dict[tuple[int, int], str]) -> tuple[str, dict[int, int]]:
    """Return quoted passages as one text in their order, and where each start stands in it;
    overlapping ones share their words."""
    parts: list[str] = []
    moved: dict[int, int] = {}
    length, reached = 0, -1
    for (start, end), quote in sorted(passages.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= reached:
            if parts:
                parts.append("\n")
                length += 1
            moved[start], offset = length, 0
        else:
            offset = reached - start
            moved[start] = length - offset
        added = quote[offset : end - start]
        parts.append(added)
        length, reached = length + len(added), max(reached, end)
    return "".join(parts), moved


def short_title(title: str) -> str:
    """What a document may be called on a line: its title up to the first comma, where that is
    short; else "".

    >>> short_title("Complaint, Ortiz v. Larkfield Motors")
    'Complaint'
    >>> short_title("Carmaker sold the locations of its drivers, suit says")
    ''
    """
    head = display_text(title).partition(",")[0].strip()
    return head if len(head) <= _TITLE else ""


def family(modality: str, negative: bool, is_fact: bool) -> str:
    """The line style of a claim: fact (only where it stands as one), reported, alleged, denied or
    open.

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


def describe_sentence(
    documents: Iterable[dict[str, Any]], claims: Iterable[dict[str, Any]], lesser: int = 0
) -> str:
    """Return what a page opens with: documents, their dates, claims by strength, how many
    statements are disputed, how many claims of less interest are not drawn."""
    documents, claims = list(documents), list(claims)
    counts = [(sum(c["family"] == name for c in claims), words) for name, words in _COUNTED]
    told = ", ".join(f"{count:,} {words}" for count, words in counts if count)
    made = "makes" if len(documents) == 1 else "make"
    span = _describe_dates(documents)
    head = f"{_count(len(documents), 'document')}{span} {made} {_count(len(claims), 'claim')}"
    first = f"{head}: {told}.{_describe_disputed(claims)}" if told else f"{head}."
    are = "is" if lesser == 1 else "are"
    more = f" {lesser:,} more of less interest {are} only marked in the text."
    return first + more * bool(lesser)


def _describe_dates(documents: Iterable[dict[str, Any]]) -> str:
    days = sorted(d["date"] for d in documents if d["date"])
    if not days:
        return ""
    return f" of {days[0]}" if days[0] == days[-1] else f" from {days[0]} to {days[-1]}"


def _describe_disputed(claims: list[dict[str, Any]]) -> str:
    disputed = len(find_disputed(claims))
    what = "statement is" if disputed == 1 else "statements are"
    return f" {disputed:,} {what} disputed." if disputed else ""


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


_COUNTED = (
    ("fact", "put as fact"),
    ("reported", "reported"),
    ("alleged", "alleged"),
    ("denied", "denied"),
    ("open", "left open"),
)


def find_disputed(claims: Iterable[dict[str, Any]]) -> set[int]:
    """Return the statements that somebody holds to be true and somebody to be false."""
    sides: dict[int, set[str]] = {}
    for claim in claims:
        sides.setdefault(claim["statement"], set()).add(claim["family"])
    return {
        number
        for number, found in sides.items()
        if "denied" in found and found & {"fact", "reported", "alleged"}
    }
