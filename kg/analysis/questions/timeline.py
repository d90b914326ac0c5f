"""What is claimed to have happened when, with the date of the text beside it.

The time is the event's, in EDTF as the text gives it ("2021", "2013-08", "2010/.."); the text's own
date stands beside it, because what is told later may be told differently. Claims without a time are
left out and counted. Denials and suppositions stay, as such."""

import re
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence
from kg.values.periods import read_window

_PLAIN = re.compile(r"[\d/-]*")
_QUARTERS = re.compile(r"-(?:2[1-9]|3\d|4[01])\b")
_COLUMNS = ("when", "claimed", "text of", "source")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only claims about this entity."] = None,
    since: Annotated[
        str, "Only events that may lie at or after this date (2021, 2021-03, 2021-03-04)."
    ] = "",
    until: Annotated[str, "Only events that may lie at or before this date."] = "",
) -> Answer:
    """Return the dated claims in order of their events; raise QuestionError for a date that is
    none."""
    window = read_window(since, until)
    undated, rows = 0, []
    for claim in read_evidence(network):
        period = claim.period
        if about not in (None, claim.subject, claim.object):
            continue
        if period is None:
            undated += 1
        elif period.meets(window):
            cells = (_when(claim), claim.sentence, claim.date or "undated", claim.source)
            rows.append(
                (
                    (
                        period.first_known,
                        period.latest,
                        claim.date,
                        claim.source,
                        claim.start,
                        claim.claim,
                    ),
                    (cells, [claim]),
                )
            )
    rows.sort(key=lambda pair: pair[0])
    note = f"{undated} claims without a time are left out" if undated else ""
    return make_answer(
        network, "What is claimed to have happened when?", _COLUMNS, [row for _, row in rows], note
    )


def _when(claim: Evidence) -> str:
    """The time in EDTF, with the text's own words where EDTF alone is hard to read ("197X",
    "2000-36" for a quarter)."""
    plain = _PLAIN.fullmatch(claim.when) and not _QUARTERS.search(claim.when)
    return claim.when if plain or not claim.time_text else f"{claim.when} (“{claim.time_text}”)"
