"""A memo about one thing, or one story: who says what of it, how strongly, in which words; what is
contradicted, what nobody answered.

It is written from claims alone: no sentence of it says more than who puts what how. Method and
digest stand at its end."""

import hashlib
from collections.abc import Iterable

import networkx as nx

from kg.analysis.ask import load_question
from kg.analysis.evidence import Evidence, read_evidence, strongest_first
from kg.analysis.propositions import Proposition, group_claims
from kg.analysis.stories import STORIES
from kg.model.licence import plain_words
from kg.model.safe_text import display_text
from kg.model.wording import document_name
from kg.network.build import filter_network
from kg.ontology.reading_order import reading_rank

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~&"})
_LINE = "\n"
_OPEN_QUESTIONS = (
    ("contradictions", "What is contradicted"),
    ("unanswered", "What has no recorded response"),
)
_UNDENIED = (
    "Only what somebody holds true and nobody denies in these documents. "
    "That no denial is found here does not make a statement undisputed."
)
_METHOD = (
    "Each statement is what a source says, in the strength in which it says it; "
    "nothing here was checked by kg against the world. "
    "Claims that were rejected in review are left out. "
    "Offsets are code points of the source's text."
)


def write_dossier(
    network: nx.MultiDiGraph, entity: str, undisputed: bool = False, chronology: bool = False
) -> str:
    """Return a memo in Markdown about the node *entity* of *network*.

    *undisputed*: only statements that somebody holds true and nobody denies. *chronology*: by the
    day of the event.
    """
    claims = _claims_about(network, entity)
    name = network.nodes[entity]["label"] if entity in network else entity
    groups = [g for g in group_claims(network, claims) if not undisputed or _is_undisputed(g)]
    parts = [f"# {_plain(name)}", _summary(claims), *([_UNDENIED] if undisputed else [])]
    parts += _tell(groups, chronology)
    for question, title in () if undisputed else _OPEN_QUESTIONS:
        parts += _question(network, entity, question, title)
    return _finish(parts, claims)


def _claims_about(network: nx.MultiDiGraph, entity: str) -> list[Evidence]:
    if entity not in network:
        return []
    near = read_evidence(filter_network(network, [entity], 1))
    return [claim for claim in near if entity in (claim.subject, claim.object)]


def write_story(network: nx.MultiDiGraph, story: str, chronology: bool = False) -> str:
    """Return a memo in Markdown about a question of *network* (a name of kg.analysis.stories): its
    rows, each with the claims that it rests on."""
    answer = load_question(story).ask(network)
    claims = list({e.claim: e for row in answer.evidence for e in row}.values())
    parts = [f"# {_plain(STORIES[story])}", _plain(answer.asked), _summary(claims)]
    if chronology:
        parts += _tell(group_claims(network, claims), chronology)
    for row, evidence in () if chronology else zip(answer.rows, answer.evidence, strict=True):
        cells = zip(answer.columns, row, strict=True)
        told = "; ".join(
            f"{column}: {' / '.join(cell.split(_LINE))}" for column, cell in cells if cell
        )
        parts += [f"### {_plain(told)}", *map(_voice, strongest_first(evidence))]
    return _finish([*parts, *([_plain(answer.note)] if answer.note else [])], claims)


def _is_undisputed(group: Proposition) -> bool:
    return bool(group.asserted) and not group.denied


def _tell(groups: list[Proposition], chronology: bool) -> list[str]:
    """The statements with their voices, or their claims day by day."""
    if chronology:
        return ["## Chronology", *_chronology(groups)]
    ranked = sorted(groups, key=_rank)
    return ["## Who says what", *(line for group in ranked for line in _statement(group))]


def _finish(parts: list[str], claims: list[Evidence]) -> str:
    """The memo with its sources, method and digest."""
    digest = f"Digest of the claims: sha256:{_digest(claims)}"
    end = ["## Sources", *_sources(claims), "## Method", _METHOD, digest]
    return "\n\n".join([*parts, *end]) + "\n"


def _plain(text: str) -> str:
    """A source's words in Markdown, as text."""
    return display_text(text).translate(_MARKS)


def _rank(group: Proposition) -> tuple[bool, int, int, str]:
    """What is disputed first, then as kg.ontology.reading_order has it."""
    return (
        not group.disputed,
        reading_rank(group.key[1]),
        -len(group.claims),
        "\n".join(group.key),
    )


def _statement(group: Proposition) -> list[str]:
    first = group.claims[0]
    words = (first.subject_label, first.label, first.object_label)
    voices = (*group.denied, *(c for c in group.claims if not c.negative))
    return [f"### {' – '.join(map(_plain, words))} ({_status(group)})", *map(_voice, voices)]


def _status(group: Proposition) -> str:
    """How the statement stands at its strongest: no heading leaves open that it is only alleged."""
    if group.disputed:
        return "disputed"
    strongest = strongest_first(group.claims)[0]
    held = "held to be false, " if strongest.held_false else ""
    return held + plain_words(strongest.modality)


def _voice(claim: Evidence) -> str:
    when = f" [{claim.when}]" if claim.when else ""
    return (
        f"- {_plain(claim.sentence)}{when}\n\n"
        f"  > {_plain(claim.quote.strip())}\n\n  {_place(claim)}"
    )


def _place(claim: Evidence) -> str:
    title = f"{_plain(claim.title)}, " if claim.title else ""
    cited = f"{_plain(claim.citation)}, " if claim.citation else ""
    return (
        f"{title}{claim.date or 'no date'}; "
        f"{_plain(claim.source)}, {cited}characters {claim.start}–{claim.end}"
    )


def _chronology(groups: Iterable[Proposition]) -> list[str]:
    claims = [claim for group in groups for claim in group.claims]
    order = sorted(
        (c for c in claims if c.when), key=lambda c: (c.when, c.source, c.start, c.claim)
    )
    undated = len(claims) - len(order)
    rest = [f"{undated} claims without a date are left out."] if undated else []
    return [*(f"**{claim.when}**\n\n{_voice(claim)}" for claim in order), *rest]


def _question(network: nx.MultiDiGraph, entity: str, question: str, title: str) -> list[str]:
    answer = load_question(question).ask(network, about=entity)
    told = [
        [
            f"{column}: {_plain(cell)}"
            for column, cell in zip(answer.columns, row, strict=True)
            if cell
        ]
        for row in answer
    ]
    rows = ["- " + "; ".join(cells) for cells in told]
    return [f"## {title}", _plain(answer.asked), *(rows or [_plain(answer.note)])]


def _summary(claims: list[Evidence]) -> str:
    counts = {
        how: sum(c.modality == how for c in claims)
        for how in dict.fromkeys(c.modality for c in claims)
    }
    told = ", ".join(
        f"{count} {plain_words(how)}"
        for how, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    documents = len({c.document for c in claims})
    count = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
    return f"{count} in {documents} document{'s' * (documents != 1)}{f': {told}' if told else ''}."


def _sources(claims: list[Evidence]) -> list[str]:
    found = sorted({(c.date or "no date", c.title, c.source) for c in claims})
    return [
        f"- {_plain(document_name(title, source))}, {date} ({_plain(source)})"
        for date, title, source in found
    ]


def _digest(claims: list[Evidence]) -> str:
    return hashlib.sha256("\n".join(sorted(c.claim for c in claims)).encode()).hexdigest()
