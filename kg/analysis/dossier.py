"""A memo about one thing: who says what of it, how strongly, in which words; what is contradicted,
what nobody answered.

It is written from claims alone: no sentence of it says more than who puts what how. Method and
digest stand at its end."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from html import escape

import networkx as nx
from markdown_it import MarkdownIt

from kg.analysis.ask import load_question
from kg.analysis.evidence import Evidence, read_evidence
from kg.analysis.propositions import Proposition, group_claims
from kg.model.safe_text import display_text
from kg.network.build import filter_network

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~&"})
_OPEN_QUESTIONS = (
    ("contradictions", "What is contradicted"),
    ("unanswered", "What has no recorded response"),
)
_METHOD = (
    "Each statement is what a source says, in the strength in which it says it; nothing here was checked by kg against the world. "
    "Claims that were rejected in review are left out. Offsets are code points of the source's text."
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
    groups = group_claims(network, claims)
    if undisputed:
        groups = [g for g in groups if g.asserted and not g.denied]
    parts = [
        f"# {_plain(name)}",
        _summary(claims),
        *(_chronology(groups) if chronology else _statements(groups)),
        *([] if undisputed else _open_questions(network, entity)),
        "## Sources",
        *_sources(claims),
        "## Method",
        _METHOD,
        f"Digest of the claims: sha256:{_digest(claims)}",
    ]
    return "\n\n".join(parts) + "\n"


def _claims_about(network: nx.MultiDiGraph, entity: str) -> list[Evidence]:
    if entity not in network:
        return []
    near = read_evidence(filter_network(network, [entity], 1))
    return [claim for claim in near if entity in (claim.subject, claim.object)]


def render_html(markdown: str, title: str) -> str:
    """Return the memo as one page; HTML in a source's words stays text."""
    body = MarkdownIt("commonmark", {"html": False}).render(markdown)
    style = (
        "body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.55 Georgia,serif}"
        "blockquote{border-left:3px solid #999;margin-left:0;padding-left:1em}"
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(display_text(title))}</title><style>{style}</style></head>\n<body>\n{body}</body></html>\n"
    )


def _plain(text: str) -> str:
    """A source's words in Markdown, as text."""
    return display_text(text).translate(_MARKS)


def _rank(group: Proposition) -> tuple[bool, bool, int, str]:
    return (
        not (group.asserted and group.denied),
        not group.key[1].startswith("kg:"),
        -len(group.claims),
        "\n".join(group.key),
    )


def _statements(groups: Iterable[Proposition]) -> list[str]:
    parts = (line for group in sorted(groups, key=_rank) for line in _statement(group))
    return ["## Who says what", *parts]


def _statement(group: Proposition) -> list[str]:
    disputed = " (disputed)" if group.asserted and group.denied else ""
    first = group.claims[0]
    triple = (first.subject_label, first.label, first.object_label)
    head = f"### {' – '.join(map(_plain, triple))}{disputed}"
    voices = (*group.denied, *(c for c in group.claims if not c.negative))
    return [head, *map(_voice, voices)]


def _voice(claim: Evidence) -> str:
    when = f" [{claim.when}]" if claim.when else ""
    return f"- {_plain(claim.sentence)}{when}\n\n  > {_plain(claim.quote.strip())}\n\n  {_place(claim)}"


def _place(claim: Evidence) -> str:
    title = f"{_plain(claim.title)}, " if claim.title else ""
    cited = f"{_plain(claim.citation)}, " if claim.citation else ""
    return f"{title}{claim.date or 'no date'}; {_plain(claim.source)}, {cited}characters {claim.start}–{claim.end}"


def _chronology(groups: Iterable[Proposition]) -> list[str]:
    claims = [claim for group in groups for claim in group.claims]
    order = sorted(
        (c for c in claims if c.when), key=lambda c: (c.when, c.source, c.start, c.claim)
    )
    undated = len(claims) - len(order)
    rest = [f"{undated} claims without a date are left out."] if undated else []
    told = (f"**{claim.when}**\n\n{_voice(claim)}" for claim in order)
    return ["## Chronology", *told, *rest]


def _open_questions(network: nx.MultiDiGraph, entity: str) -> Iterator[str]:
    for question, title in _OPEN_QUESTIONS:
        yield from _question(network, entity, question, title)


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
        f"{count} {how.replace('_', ' ')}"
        for how, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    return f"{len(claims)} claims in {len({c.document for c in claims})} documents{f': {told}' if told else ''}."


def _sources(claims: list[Evidence]) -> list[str]:
    found = sorted({(c.date or "no date", c.title, c.source) for c in claims})
    return [
        f"- {_plain(title or source)}, {date} ({_plain(source)})" for date, title, source in found
    ]


def _digest(claims: list[Evidence]) -> str:
    return hashlib.sha256("\n".join(sorted(c.claim for c in claims)).encode()).hexdigest()


FORMS: dict[str, Callable[[str, str], str]] = {"md": lambda text, title: text, "html": render_html}
"""Suffix → what writes the memo in that form, from its Markdown and title."""
