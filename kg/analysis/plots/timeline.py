"""When is what claimed to have happened, and by whom: one mark a claim, one row a claimant."""

from typing import Any

import networkx as nx

from kg.analysis.evidence import Evidence, read_evidence
from kg.analysis.plots.plot import (
    Plot,
    colour_by_strength,
    describe_columns,
    load_altair,
    strength_of,
)

_ROW = 24  # pixels
_LABEL = 240  # pixels of a claimant's name


def plot_timeline(network: nx.MultiDiGraph, width: int = 640) -> Plot:
    """Return the dated claims of *network*, each from the first day that its words allow to the
    last, *width* pixels wide; raise ExportError without Altair.

    Claims without a time are left out and counted in the summary; an open end is drawn as the day
    that is known."""
    altair = load_altair()
    claims = read_evidence(network)
    rows = [row for claim in claims if (row := _describe(claim)) is not None]
    rows.sort(key=lambda row: (row["first"], row["last"], row["claim"]))
    voices = list(dict.fromkeys(row["claimant"] for row in rows))
    base = altair.Chart(altair.Data(values=rows)).encode(
        y=altair.Y("claimant:N", title=None, sort=voices).axis(labelLimit=_LABEL),
        color=colour_by_strength(altair, (row["strength"] for row in rows)),
        tooltip=describe_columns(altair, ("sentence", "when", "quote", "source")),
    )
    first = altair.X("first:T", title="when it is claimed to have happened")
    bars = base.mark_rule(strokeWidth=3, opacity=0.5).encode(x=first, x2="last:T")
    points = base.mark_point(filled=True, size=60).encode(x=first)
    chart = (bars + points).properties(width=width, height=_ROW * max(len(voices), 1))
    summary = f"{len(rows)} dated claims of {len(voices)} claimants; {len(claims) - len(rows)} "
    return Plot(chart, summary + "without a time are left out.")


def _describe(claim: Evidence) -> dict[str, Any] | None:
    """The row of *claim*; ``None`` where no day of it is known."""
    period = claim.period
    if period is None:
        return None
    return {
        "claim": claim.claim,
        "claimant": claim.claimant,
        "first": period.first_known.isoformat(),
        "last": period.last_known.isoformat(),
        "strength": strength_of(claim),
        "sentence": claim.sentence,
        "when": claim.when,
        "quote": claim.quote,
        "source": claim.source,
    }
