"""Claims of a typed relation between two phrases whose kinds fit it, and the phrases of a clause
that such claims join."""

from collections.abc import Iterator

from kg.extraction.frame_matching import fits
from kg.language.clauses import Clause
from kg.language.mentions import coordinated, mention_at, noun_types, sharing, span_head
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Span
from kg.ontology.loader import Ontology

OWNERS = ("poss", "compound", "nmod", "amod")
"""Dependencies by which whose deed or effort it is hangs on its noun."""


def relate(
    sentence: Sentence,
    ontology: Ontology,
    relation: str,
    left: Mention | None,
    right: Mention | None,
    anchor: int,
    extractor: str,
    confidence: float,
    aside: bool = False,
) -> Iterator[ClaimMention]:
    """Yield the claim "*left* *relation* *right*" if both are phrases of kinds that the relation
    joins; else nothing."""
    if left is None or right is None or left.span == right.span or left.kind is MentionKind.VALUE:
        return
    found = ontology.relations[relation]
    fit = fits(ontology, left, found.domain) * fits(ontology, right, found.range)
    if fit > 0:
        sure = round(confidence * fit, 3)
        yield ClaimMention(
            sentence.index, left, relation, found.label, right, anchor, extractor, (), sure, aside
        )


def name_at(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """The name whose main word is token *i*, or ``None`` where it is none."""
    mention = mention_at(sentence, i, ontology)
    return mention if mention is not None and mention.kind is MentionKind.NAME else None


def named_people(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[int, Mention]]:
    """Yield the people whom *sentence* names, each behind the token at which the recognised name
    ends."""
    people = ((a, b) for a, b, label in sentence.entities if label == "PERSON")
    for start, end in people:
        person = name_at(sentence, span_head(sentence, start, end), ontology)
        if person is not None:
            yield end, person


def noun_mention(sentence: Sentence, i: int, type_: str) -> Mention:
    """The noun at token *i* as a description by itself, also where it modifies another ("[police]
    raid")."""
    token = sentence.tokens[i]
    return Mention(
        sentence.index,
        i,
        i + 1,
        i,
        Span(token.start, token.end),
        token.text,
        MentionKind.NOMINAL,
        type_,
    )


def body_before(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """The common noun for a body that stands as modifier at token *i* ("[police] raid"), as a
    mention; else ``None``."""
    token = sentence.tokens[i]
    kind = (
        noun_types(ontology).get(token.lemma, "")
        if token.pos == "NOUN" and token.dep == "compound"
        else ""
    )
    return noun_mention(sentence, i, kind) if kind and ontology.is_a(kind, "Agent") else None


def doers_of(sentence: Sentence, clause: Clause) -> list[int]:
    """The subjects of the active *clause*, each of a list by itself."""
    return [
        k
        for subject in clause.roles.get("nsubj", ())
        for k in sharing(sentence, subject, clause.head)
    ]


def objects_of(sentence: Sentence, clause: Clause) -> list[int]:
    """What the deed of *clause* is done to, each of a list by itself."""
    return [
        k for thing in clause.roles.get("dobj", ()) for k in sharing(sentence, thing, clause.head)
    ]


def reached_from(sentence: Sentence, i: int, *words: str) -> list[int]:
    """What stands behind the prepositions *words* of token *i*, each of a list by itself."""
    preps = (p for p in sentence.dependents(i, "prep") if sentence.tokens[p].text.lower() in words)
    return [
        k
        for p in preps
        for thing in sentence.dependents(p, "pobj")
        for k in coordinated(sentence, thing)
    ]
