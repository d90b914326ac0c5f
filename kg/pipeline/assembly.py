"""Claim mentions, stances and entities → claims: grounded, without doubles, downgraded where
due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extraction.told_labels import read_label
from kg.model import (
    Claim,
    ClaimMention,
    Document,
    Entity,
    EventTime,
    Mention,
    MentionKind,
    Modality,
    Predicate,
    Qualifier,
    Sentence,
    Span,
    Stance,
    Value,
)  # fmt: skip
from kg.model.citing import cite_place
from kg.model.licence import OF_OTHERS
from kg.namespace import DATA, digest
from kg.ontology.loader import load_ontology
from kg.pipeline.licensing import find_claim_ground, weaken_accusations
from kg.pipeline.repeated_steps import date_repeated_steps
from kg.pipeline.sourcing import note_sources, word_notes

DATATYPES = {"Money": "kg:Money", "Date": "kg:EDTF", "Quantity": "kg:Quantity"}
_ACTORS = frozenset(
    {
        "Person",
        "Group",
        "Organization",
        "Company",
        "Agency",
        "Court",
        "PoliticalParty",
        "MediaOrganization",
        "Agent",
    }
)
_ACTS = frozenset({"LegalCase", "Law", "Agreement", "Document", "Place", "Event"})
"""What binds, orders or shows something, and bodies that go by the name of their place."""


def assemble_claims(
    document: Document,
    sentences: Sequence[Sentence],
    stances: Mapping[ClaimMention, Stance],
    entities: Mapping[Mention, Entity],
) -> list[Claim]:
    """Return the claims of a document, sorted by place: the propositions that its sentences put,
    each with its stance.

    A mention whose subject or object cannot be resolved (a pronoun) gives no claim. The bare
    statement of what the document elsewhere attributes is downgraded to that modality.
    """
    claims: dict[str, Claim] = {}
    for mention, stance in stances.items():
        claim = _assemble(document, sentences[mention.sentence], mention, stance, entities)
        if claim is not None:
            claims.setdefault(claim.id, claim)
    weakened = note_sources(weaken_accusations(downgrade(_drop_doubles(claims.values()))))
    return sorted(date_repeated_steps(weakened), key=lambda c: (c.start, c.end, c.id))


def _assemble(
    document: Document,
    sentence: Sentence,
    mention: ClaimMention,
    stance: Stance,
    entities: Mapping[Mention, Entity],
) -> Claim | None:
    mention = _own_name(mention, entities)
    subject, obj = entities.get(mention.subject), ground(mention.object, entities)
    if subject is None or obj is None or subject == obj or _empty(mention, stance, subject, obj):
        return None
    chain = _chain(entities.get(m) for m in stance.chain)
    span = sentence.span
    grounded = ((role, ground(m, entities)) for role, m in mention.qualifiers)
    return Claim(
        _mint_iri(document, span, mention, stance, chain),
        document.id,
        subject,
        Predicate(mention.predicate, read_label(sentence, mention, stance.modality)),
        obj,
        stance.modality,
        stance.polarity,
        document.text[span.start : span.end],
        span.start,
        span.end,
        chain,
        stance.time,
        tuple(Qualifier(role, value) for role, value in grounded if value is not None),
        mention.extractor,
        mention.confidence,
        stance.reason,
        mention.subject.span,
        mention.object.span,
        cite_place(document, span.start, sentence.label),
        find_claim_ground(mention.predicate, stance),
        source_notes=word_notes(document, stance, chain),
    )


def _mint_iri(
    document: Document, span: Span, mention: ClaimMention, stance: Stance, chain: Iterable[Entity]
) -> str:
    """The claim's IRI: a digest of its words' places, its relation, how it is put and by whom."""
    ends = (mention.subject.span, mention.object.span)
    identity = digest(
        document.id,
        *(f"{s.start},{s.end}" for s in (span, *ends)),
        mention.predicate,
        stance.modality,
        stance.polarity,
        *(e.id for e in chain),
    )
    return f"{DATA}claim/{identity}"


def _own_name(mention: ClaimMention, entities: Mapping[Mention, Entity]) -> ClaimMention:
    """A former name that was resolved to its bearer is no thing of its own: the name as such is the
    value."""
    same = entities.get(mention.subject) is not None and entities.get(
        mention.subject
    ) == entities.get(mention.object)
    if mention.predicate != "kg:formerNameOf" or not same:
        return mention
    name = replace(mention.subject, kind=MentionKind.VALUE, type="")
    return replace(
        mention,
        subject=mention.object,
        object=name,
        predicate="kg:formerName",
        label="was formerly named",
    )


def _empty(mention: ClaimMention, stance: Stance, subject: Entity, obj: Entity | Value) -> bool:
    """Whether an open claim says nothing to hold on to: no end has a name, and nobody acts or says
    so, or it is only wished."""
    if (
        not mention.predicate.startswith("rel:")
        or subject.named
        or isinstance(obj, Entity)
        and obj.named
    ):
        return False
    return stance.modality is Modality.HYPOTHETICAL and subject.type not in _ACTORS | _ACTS


def ground(mention: Mention, entities: Mapping[Mention, Entity]) -> Entity | Value | None:
    """The entity or the value that a mention stands for; ``None`` if it cannot be told."""
    if mention.kind is MentionKind.VALUE:
        return Value(mention.text, DATATYPES.get(mention.type, "xsd:string"))
    return entities.get(mention)


def _chain(sources: Iterable[Entity | None]) -> tuple[Entity, ...]:
    out: list[Entity] = []
    for source in sources:
        if source is not None and (not out or out[-1].id != source.id):
            out.append(source)
    return tuple(out)


def _end(value: Entity | Value) -> str:
    return value.id if isinstance(value, Entity) else value.value


def _drop_doubles(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for a proposition in the same words, however many extractors or mentions give
    it."""
    best: dict[tuple[object, ...], Claim] = {}
    for c in claims:
        key = (
            c.start,
            c.end,
            c.subject.id,
            c.predicate.id,
            _end(c.object),
            c.modality,
            c.polarity,
            tuple(e.id for e in c.attribution),
        )
        if key not in best or (c.confidence, c.id) > (best[key].confidence, best[key].id):
            best[key] = c
    return list(best.values())


def _proposition(claim: Claim) -> tuple[str, ...]:
    """What is claimed: the triple and its further places (access to an interface is not access to
    chats).

    A deed that accuses somebody is the same whatever is said beside it: "bribed X in May" is no
    other bribe."""
    triple = claim.subject.id, claim.predicate.id, _end(claim.object)
    relation = load_ontology().relations.get(claim.predicate.id)
    if relation is not None and "Accusation" in relation.families:
        return triple
    return *triple, *sorted(
        _end(q.value) for q in claim.qualifiers if q.predicate.startswith("kg:")
    )


def downgrade(claims: Sequence[Claim]) -> list[Claim]:
    """Lower a bare statement to what the same document attributes elsewhere, and keep the reason.

    A lede or headline states as fact what the body only alleges; the body is right.
    """
    attributed: dict[tuple[str, ...], Claim] = {}
    for c in claims:
        if c.modality in OF_OTHERS:
            key = _proposition(c)
            if key not in attributed or (c.start, c.id) < (
                attributed[key].start,
                attributed[key].id,
            ):
                attributed[key] = c
    out = []
    for c in claims:
        source = attributed.get(_proposition(c))
        if c.modality is Modality.STATED_AS_FACT and source is not None:
            weaker = Modality.REPORTED if source.modality is Modality.DENIED else source.modality
            reason = f"stated bare here, {source.modality} at {source.start}-{source.end}"
            c = replace(
                c,
                modality=weaker,
                attribution=source.attribution,
                reason=reason,
                source_notes=source.source_notes,
            )
        out.append(c)
    return out


def with_time(stance: Stance, time: EventTime | None) -> Stance:
    """Return *stance* with the time of its event."""
    return replace(stance, time=time) if time is not None else stance
