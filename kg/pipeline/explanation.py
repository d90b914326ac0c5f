"""Why a document gives the claims that it gives: parse, frame, who speaks by which rule, each step
of the strength.

What is explained is read anew from the text, by the same functions that read it first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg.attribution.rules.trace import trace_stance
from kg.coreference.context import Link
from kg.model import Claim, ClaimMention, Document, Mention, Sentence, Stance
from kg.pipeline.documents import (
    Reading,
    assemble_extraction,
    follow_stages,
    read_sentences,
)
from kg.storage.store import Store


@dataclass(frozen=True)
class ReadClaim:
    """A claim as it was read: its frame (extractor and the word it hangs on), and the steps to its
    strength; ``id`` if it was kept."""

    subject: str
    predicate: str
    object: str
    extractor: str
    anchor: str
    steps: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class Explanation:
    """What was made of one sentence: ``parse`` is a line a word, ``referents`` whom each pronoun
    and description was taken for, by which rule, and which candidates lost; ``unread`` why it gave
    no claim."""

    start: int
    end: int
    text: str
    parse: tuple[str, ...]
    claims: tuple[ReadClaim, ...]
    unread: str = ""
    referents: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return asdict(self)


def explain_claim(store: Store, claim: str) -> list[Explanation]:
    """Return what was made of the sentence of the claim with this IRI; nothing where *store* has
    none."""
    for found in store.claims():
        if found.id == claim:
            return explain_document(store.document(found.document), found.start)
    return []


def explain_document(document: Document, offset: int | None = None) -> list[Explanation]:
    """Return what was made of each sentence of *document*, or of the one at the character
    *offset*."""
    sentences = read_sentences(document)
    reading = follow_stages(document, sentences)
    kept = assemble_extraction(reading).claims
    found: dict[int, list[ClaimMention]] = {}
    for mention in reading.stances:
        found.setdefault(mention.sentence, []).append(mention)
    referents = _list_referents(reading)
    wanted = [s for s in sentences if offset is None or s.span.start <= offset < s.span.end]
    return [
        replace(
            _explain(s, found.get(s.index, []), reading, kept),
            referents=tuple(referents.get(s.index, ())),
        )
        for s in wanted
    ]


def _list_referents(reading: Reading) -> dict[int, list[str]]:
    """Return, by sentence, whom its pronouns and descriptions were taken for."""
    lines: dict[int, list[str]] = {}
    for mention, link in sorted(reading.links.items(), key=lambda pair: pair[0].span):
        if link.rule:
            entity = reading.entities.get(mention) if link.key is not None else None
            who = entity.label if entity is not None else "nobody"
            lines.setdefault(mention.sentence, []).append(_describe_link(mention, link, who))
    return lines


def _describe_link(mention: Mention, link: Link, who: str) -> str:
    """Return a decision as a line: the word, whom it was taken for, the rule, and who else
    fitted."""
    lost = [key.lstrip("~") for key in link.candidates if key != link.key]
    others = f"; could be: {', '.join(lost)}" if lost else ""
    return f"“{mention.text}” is taken for {who} ({link.rule}{others})"


def _explain(
    sentence: Sentence, found: Sequence[ClaimMention], reading: Reading, kept: Sequence[Claim]
) -> Explanation:
    parse = tuple(
        f"{t.text} {t.tag} {t.dep} of {sentence.tokens[t.head].text}" for t in sentence.tokens
    )
    claims = tuple(_read(sentence, mention, reading, kept) for mention in found)
    silent = reading.attributed.is_silent(sentence.index)
    unread = (
        ""
        if any(c.id for c in claims)
        else "law, a citation or boilerplate"
        if silent
        else _why_unread(sentence, bool(claims))
    )
    return Explanation(sentence.span.start, sentence.span.end, sentence.text, parse, claims, unread)


def _read(
    sentence: Sentence, mention: ClaimMention, reading: Reading, kept: Sequence[Claim]
) -> ReadClaim:
    stance, attributed = reading.stances[mention], reading.attributed
    account = attributed.accounts.get(sentence.index)
    steps = tuple(
        trace_stance(
            sentence,
            mention.anchor,
            attributed.scopes[sentence.index],
            account,
            stance,
            attributed.ontology,
        )
    )
    spans = (mention.subject.span, mention.object.span)
    claim = next(
        (
            c
            for c in kept
            if c.predicate.id == mention.predicate and (c.subject_span, c.object_span) == spans
        ),
        None,
    )
    anchor = sentence.tokens[mention.anchor].text
    steps += tuple(_conclude(claim, stance)) if claim is not None else ()
    return ReadClaim(
        mention.subject.text,
        mention.predicate,
        mention.object.text,
        mention.extractor,
        anchor,
        steps,
        claim.id if claim else "",
    )


def _conclude(claim: Claim, stance: Stance) -> Iterator[str]:
    """What the rest of the document made of the claim, and what lets it stand as a fact."""
    if claim.modality is not stance.modality:
        yield f"weakened to {claim.modality}: {claim.reason}"
    yield f"licence: {claim.licence}"


def _why_unread(sentence: Sentence, found: bool) -> str:
    """Why a sentence gives no claim."""
    if sentence.heading:
        return "a heading"
    if found:
        return "nobody is known to be its subject or object"
    if not any(t.pos in {"VERB", "AUX"} for t in sentence.tokens):
        return "no verb"
    return "a question" if sentence.tokens[-1].text == "?" else "no relation with two ends"
