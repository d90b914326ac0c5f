"""Answers: rows of text in which every row carries the claims that it rests on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx

from kg.analysis.evidence import Evidence
from kg.errors import QuestionError
from kg.model.licence import plain_words
from kg.model.safe_text import csv_line, html_text, json_text
from kg.view import View, draw_network

NONE_FOUND = "none found in these documents"
_SHOWN = 200


@dataclass(frozen=True)
class Answer:
    """What a question gave: ``columns``, ``rows`` of text, and for each row its ``evidence``.

    ``asked`` puts the question in words, ``note`` says what the answer does not: "none found in
    these documents". ``network`` holds the claims of the evidence, to be drawn."""

    question: str
    asked: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    note: str = ""
    network: nx.MultiDiGraph = field(default_factory=nx.MultiDiGraph, repr=False, compare=False)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def rests_on(self) -> tuple[tuple[str, int], ...]:
        """The modalities of the claims that the answer rests on, with their numbers, the most
        frequent first.

        A negative claim counts apart, as "reported, held to be false".
        """
        claims = {e.claim: e for row in self.evidence for e in row}.values()
        counts = Counter(
            e.modality + (", held to be false" if e.held_false else "") for e in claims
        )
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows as JSON values, each with its evidence."""
        return [
            dict(zip(self.columns, row, strict=True))
            | {"evidence": [e.to_record() for e in claims]}
            for row, claims in zip(self.rows, self.evidence, strict=True)
        ]

    def to_json(self) -> str:
        """Return the answer as one JSON object: asked, rows with evidence, what it rests on, the
        note."""
        record = {
            "question": self.question,
            "asked": self.asked,
            "columns": list(self.columns),
            "rows": self.to_records(),
            "rests_on": dict(self.rests_on),
            "note": self.note,
        }
        return json_text(record, indent=1)

    def to_csv(self) -> str:
        """Return the rows with the claims' sentences, quotes, sources and IRIs.

        Parts of a cell are on lines of their own; text that a spreadsheet would run is quoted with
        an apostrophe."""
        lines = [csv_line((*self.columns, "claimed", "quotes", "sources", "claims"))]
        for row, claims in zip(self.rows, self.evidence, strict=True):
            parts = (
                [e.sentence for e in claims],
                [e.quote for e in claims],
                [place(e) for e in claims],
                [e.claim for e in claims],
            )
            lines.append(csv_line((*row, *("\n".join(part) for part in parts))))
        return "".join(lines)

    def to_dataframe(self) -> Any:
        """Return a pandas DataFrame, the claims' IRIs in the last column; raise QuestionError
        without pandas."""
        try:
            import pandas
        except ImportError:
            raise QuestionError(
                "pandas is not installed", "pip install 'kg-claims[notebook]'"
            ) from None
        rows = [
            (*row, [e.claim for e in claims])
            for row, claims in zip(self.rows, self.evidence, strict=True)
        ]
        return pandas.DataFrame(rows, columns=[*self.columns, "claims"])

    def draw(self, title: str = "") -> str:
        """Return the page that draws the claims of the answer (see kg.view)."""
        return draw_network(self.network, title=title or self.asked)

    def view(self, path: str | Path | None = None, title: str = "", height: int = 640) -> View:
        """Return the claims of the answer drawn as a page; it is written to *path* where one is
        given, and shows itself in Jupyter."""
        claims = self.network.number_of_edges()
        view = View(self.draw(title), f"{claims} claims of {len(self)} rows.", height)
        if path is not None:
            view.save(path)
        return view

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html_text(c)}</th>" for c in (*self.columns, "evidence"))
        body = "".join(map(_html_row, islice(zip(self.rows, self.evidence, strict=True), _SHOWN)))
        more = f"<p>{len(self):,} rows, the first {_SHOWN} shown</p>" if len(self) > _SHOWN else ""
        below = filter(None, (self.note, describe_rests(self)))
        foot = "".join(f"<p>{html_text(text)}</p>" for text in below)
        table = (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            if self.rows
            else ""
        )
        return f"<p><b>{html_text(self.asked)}</b></p>{table}{more}{foot}"


def describe_rests(answer: Answer) -> str:
    """Return what an answer rests on in words: "Rests on claims: 3 alleged, 1 denied"; "" where on
    none."""
    rests = ", ".join(f"{count} {plain_words(name)}" for name, count in answer.rests_on)
    return f"Rests on claims: {rests}" if rests else ""


def _html_row(pair: tuple[tuple[str, ...], tuple[Evidence, ...]]) -> str:
    row, claims = pair
    cells = "".join(
        f'<td style="text-align:left;white-space:pre-line">{html_text(c)}</td>' for c in row
    )
    items = "".join(
        f"<li>{html_text(e.sentence)}<br><q>{html_text(e.quote)}</q> {html_text(place(e))}</li>"
        for e in claims
    )
    return (
        f"<tr>{cells}<td><details><summary>{len(claims)} claims</summary>"
        f"<ul>{items}</ul></details></td></tr>"
    )


def place(evidence: Evidence) -> str:
    """Where the quote stands: source, code points and, as people cite it, page, line and
    paragraph."""
    cited = f" ({evidence.citation})" if evidence.citation else ""
    return f"{evidence.source}:{evidence.start}-{evidence.end}{cited}"


def make_answer(
    network: nx.MultiDiGraph,
    asked: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[tuple[str, ...], Iterable[Evidence]]],
    note: str = "",
) -> Answer:
    """Return the answer with these rows, each a pair of cells and evidence; *network* is what was
    asked.

    An answer without rows notes that none was found in these documents: absence of a claim proves
    nothing."""
    pairs = [(cells, tuple(evidence)) for cells, evidence in rows]
    notes = [] if pairs else [NONE_FOUND]
    notes += [note] if note else []
    part = _part(network, (e for _, evidence in pairs for e in evidence))
    return Answer(
        "",
        asked,
        columns,
        tuple(c for c, _ in pairs),
        tuple(e for _, e in pairs),
        ". ".join(notes),
        part,
    )


def _part(network: nx.MultiDiGraph, evidence: Iterable[Evidence]) -> nx.MultiDiGraph:
    """The claims of *evidence* as a network of their own, in order of their IRIs."""
    found = [
        (e.subject, e.object, e.claim)
        for e in evidence
        if network.has_edge(e.subject, e.object, e.claim)
    ]
    part = nx.MultiDiGraph()
    part.add_nodes_from(
        (n, network.nodes[n]) for n in sorted({n for a, b, _ in found for n in (a, b)})
    )
    part.add_edges_from(
        (a, b, k, network.edges[a, b, k]) for a, b, k in sorted(set(found), key=lambda x: x[2])
    )
    return part
