"""Who says what: statements by claimants, each cell with how strongly."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx

from kg.analysis.evidence import Evidence, read_evidence, strongest_first
from kg.analysis.plots.plot import (
    Plot,
    colour_by_strength,
    describe_columns,
    load_altair,
    strength_of,
)
from kg.analysis.propositions import Proposition, PropositionKey, group_claims, weight_of
from kg.model.licence import plain_words

_CELL, _ROW = 96, 26  # pixels
_LABEL, _NAME = 420, 150  # pixels of a statement and of a claimant's name


def plot_voices(network: nx.MultiDiGraph, statements: int = 25, voices: int = 8) -> Plot:
    """Return the statements of *network* × who puts them how; raise ExportError without Altair.

    At most *statements* rows, the disputed first, then those of most claimants, and *voices*
    columns, those that speak to most of the rows; the summary says how many are left out."""
    found = sorted(group_claims(network, read_evidence(network)), key=_rank(network))
    chosen = found[:statements]
    speaking = Counter(voice for p in chosen for voice in _voices(p))
    columns = sorted(speaking, key=lambda voice: (-speaking[voice], voice))[:voices]
    told = [p for p in chosen if not _voices(p).isdisjoint(columns)]
    cells = [cell for number, p in enumerate(told, 1) for cell in _cells(number, p, columns)]
    left = f" {len(found) - len(told)} statements are left out." if found[len(told) :] else ""
    summary = f"{len(told)} statements by {len(columns)} claimants.{left}"
    return Plot(_draw(cells, columns), summary)


def _voices(proposition: Proposition) -> set[str]:
    return {claim.claimant for claim in proposition.claims}


def _draw(cells: list[dict[str, Any]], columns: list[str]) -> Any:
    """The chart of *cells*, rows in their order."""
    altair = load_altair()
    rows = list(dict.fromkeys(cell["statement"] for cell in cells))
    names = altair.X("voice:N", title=None, sort=columns)
    statements = altair.Y("statement:N", title=None, sort=rows)
    base = altair.Chart(altair.Data(values=cells)).encode(
        x=names.axis(orient="top", labelAngle=-30, labelLimit=_NAME),
        y=statements.axis(labelLimit=_LABEL),
        tooltip=describe_columns(altair, ("sentence", "quote", "source")),
    )
    tiles = base.mark_rect(opacity=0.9).encode(
        color=colour_by_strength(altair, (cell["strength"] for cell in cells))
    )
    words = base.mark_text(color="white", fontWeight="bold").encode(text="how:N")
    return (tiles + words).properties(
        width=_CELL * max(len(columns), 1), height=_ROW * max(len(rows), 1)
    )


def _rank(
    network: nx.MultiDiGraph,
) -> Callable[[Proposition], tuple[bool, int, int, PropositionKey]]:
    """The order of rows: disputed, told by many, of substance."""

    def rank(proposition: Proposition) -> tuple[bool, int, int, PropositionKey]:
        told = len(_voices(proposition))
        return not proposition.disputed, -told, weight_of(proposition, network), proposition.key

    return rank


def _cells(number: int, proposition: Proposition, columns: list[str]) -> Iterator[dict[str, Any]]:
    """The cells of one row: for each voice its strongest claim."""
    words = f"{number}. {proposition.words}"
    for voice in columns:
        said = strongest_first(c for c in proposition.claims if c.claimant == voice)
        if said:
            yield _cell(words, voice, said[0])


def _cell(words: str, voice: str, claim: Evidence) -> dict[str, Any]:
    return {
        "statement": words,
        "voice": voice,
        "strength": strength_of(claim),
        "how": _how(claim),
        "sentence": claim.sentence,
        "quote": claim.quote,
        "source": claim.source,
    }


def _how(claim: Evidence) -> str:
    """How strongly, in a word or two; what is held to be false never reads as held to be true."""
    words = plain_words(claim.modality)
    return f"{words}: not" if claim.held_false else words
