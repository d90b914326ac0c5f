"""A document's standing: that it was retracted, corrected, superseded or withdrawn, as a person set
it.

Its claims stay, and every list, answer, page and export says so beside each; none of them stands as
fact by this document alone. A standing is keyed by the digest of the text, as verdicts are, so that
it survives moving the file, and holds for each copy of the text."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from pyoxigraph import Literal as Words
from pyoxigraph import NamedNode, Quad

from kg.errors import ReviewError
from kg.model import Claim, Licence
from kg.namespace import DATA, KG
from kg.rdf import terms as t
from kg.rdf.nodes import make_iri, text_facts
from kg.values.near_names import suggest

type StandingChoice = Literal["any", "not-retracted", "in-force"]
STANDING_CHOICES: tuple[StandingChoice, ...] = ("any", "not-retracted", "in-force")
"""Which documents are kept: any (the default), all but retracted and withdrawn ones, or only those
of which nobody said that they stand no more as they are."""


class Status(StrEnum):
    """What became of a document after it was published or filed."""

    RETRACTED = "retracted"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


_TAKEN_BACK = frozenset({Status.RETRACTED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody set of a document: by whom, when (ISO 8601), why.

    ``document`` is the digest of its text ("sha256:..."); ``other`` names what corrects or
    supersedes it, as its source or in words."""

    document: str
    status: Status
    other: str = ""
    note: str = ""
    by: str = ""
    when: str = ""

    def __str__(self) -> str:
        """The standing in words, with who set it.

        >>> str(Standing("", Status.CORRECTED, "the notice of 4 May", by="R."))
        'corrected by the notice of 4 May, set by R.'
        """
        other = f" by {self.other}" if self.other else ""
        why = f" ({self.note})" if self.note else ""
        return f"{self.status}{other}{why}, set by {self.by or 'a reviewer'}"

    def to_record(self) -> dict[str, Any]:
        """Return JSON values; ``standing`` tells the record from a verdict's."""
        record = asdict(self)
        return {"standing": record.pop("status").value, **record}


def make_standing(document: str, status: str, **more: str) -> Standing:
    """Return the standing of the text *document* (a digest); raise ReviewError for a status that is
    none."""
    known = [s.value for s in Status]
    if status not in known:
        hint = suggest(status, known, f"there are: {', '.join(known)}")
        raise ReviewError(f"no standing {status!r}", hint)
    return Standing(document, Status(status), **more)


def read_standing(record: Mapping[str, Any]) -> Standing:
    """Return the standing of a record that to_record gave; raise ReviewError."""
    given = {name: str(value) for name, value in record.items() if name != "standing"}
    return make_standing(given.pop("document"), str(record["standing"]), **given)


def split_lines(text: str) -> tuple[str, list[Standing]]:
    """Return the lines of *text* (what kg review export wrote) that are no standings, each other
    one empty in its place, and the standings; raise ReviewError with the line that breaks the
    form."""
    lines, standings = text.split("\n"), []
    for number, line in enumerate(lines):
        if line.startswith('{"standing"'):
            try:
                standings.append(read_standing(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise ReviewError(
                    f"line {number + 1}: {error}", "it is no standing of a document"
                ) from None
            lines[number] = ""
    return "\n".join(lines), standings


def check_standing_choice(choice: str) -> StandingChoice:
    """Return *choice*; raise ReviewError where it is none."""
    for known in STANDING_CHOICES:
        if known == choice:
            return known
    raise ReviewError(
        f"no choice {choice!r} of standing", f"there are: {', '.join(STANDING_CHOICES)}"
    )


def keeps_document(standing: Standing | None, choice: StandingChoice) -> bool:
    """Whether a document with this standing (``None``: nobody set one) belongs to what was asked
    for."""
    if standing is None or choice == "any":
        return True
    return choice == "not-retracted" and standing.status not in _TAKEN_BACK


def weaken_claim(claim: Claim, standing: Standing | None) -> Claim:
    """Return *claim* as its document's standing leaves it: it says so, and is no fact by this
    document."""
    if standing is None:
        return claim
    said = f"its document was {standing}"
    revision = f"{claim.revision}; {said}" if claim.revision else said
    undone = claim.ground == Licence.UNDONE  # what takes another claim back goes on doing so
    ground = claim.ground if undone else Licence.WITHHELD
    return replace(claim, ground=ground, revision=revision)


def standings_to_quads(standings: Iterable[Standing]) -> Iterator[Quad]:
    """Yield the standings as quads of the graph of verdicts."""
    for standing in standings:
        node = NamedNode(f"{DATA}standing/{standing.document.rpartition(':')[2]}")
        facts: list[tuple[NamedNode, NamedNode | Words]] = [
            (t.TYPE, t.DOCUMENT_STANDING),
            (t.TYPE, t.ENTITY),
            (t.DIGEST, Words(standing.document)),
            (t.JUDGEMENT, make_iri(f"kg:{standing.status}")),
        ]
        facts += text_facts(standing, _TEXTS)
        yield from (Quad(node, predicate, words, t.VERDICTS_GRAPH) for predicate, words in facts)


_TEXTS = {"other": t.GIVES_WAY_TO, "note": t.REASON, "by": t.DECIDED_BY, "when": t.DECIDED_AT}


def quads_to_standings(quads: Iterable[Quad]) -> dict[str, Standing]:
    """Return digest → standing, of the quads of the graph of verdicts."""
    nodes: dict[str, dict[NamedNode, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Words):
            nodes.setdefault(quad.subject.value, {})[quad.predicate] = quad.object.value
    found = [_read_node(own) for _, own in sorted(nodes.items()) if t.VERDICT_SUBJECT not in own]
    return {standing.document: standing for standing in found}


def _read_node(own: Mapping[NamedNode, str]) -> Standing:
    more = {name: own.get(term, "") for name, term in _TEXTS.items()}
    return Standing(own[t.DIGEST], Status(own[t.JUDGEMENT].removeprefix(KG)), **more)
