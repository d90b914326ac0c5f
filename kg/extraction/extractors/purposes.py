"""Relations from nouns of effort and what they are for: "Northgate's campaign to defeat the Red
Front".

The infinitive says what the effort is for (the purpose argument of NomBank, Meyers et al. 2004);
that there is the effort stands as its noun does, not as its purpose."""

from collections.abc import Iterator, Mapping

from kg.extraction.frame_matching import claims_from, match_frame
from kg.extraction.typed_claims import OWNERS
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Sentence
from kg.ontology.frames import Frame
from kg.ontology.loader import Ontology, Relation

CONFIDENCE = 0.75


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims of noun frames that ask for an infinitive (``inf``) and its object
    (``aim``)."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for token in sentence.tokens:
        frames = _aimed_frames(token.lemma, ontology) if token.pos == "NOUN" else ()
        roles = _roles(sentence, token.i, clauses, ontology) if frames else {}
        matches = (match_frame(sentence, relation, frame, roles) for relation, frame in frames)
        match = next(filter(None, matches), None)
        if match is not None:
            yield from claims_from(sentence, ontology, match, token.i, "purposes", CONFIDENCE)


def _aimed_frames(noun: str, ontology: Ontology) -> list[tuple[Relation, Frame]]:
    index = ontology.noun_index.get(noun, ())
    return [
        (relation, frame)
        for relation, frame in index
        if any(slot.path == "inf" for slot in frame.slots)
    ]


def _roles(
    sentence: Sentence, i: int, clauses: Mapping[int, Clause], ontology: Ontology
) -> dict[str, tuple[int, ...]]:
    """Whose effort it is (``poss``), the infinitives below it (``inf``) and their objects
    (``aim``)."""
    verbs = [k for k in _infinitives(sentence, i) if sentence.dependents(k, "dobj")]
    aims = [k for verb in verbs for k in sentence.dependents(verb, "dobj")]
    return (
        {"inf": tuple(verbs), "aim": tuple(aims), "poss": _owners(sentence, i, clauses, ontology)}
        if verbs
        else {}
    )


def _infinitives(sentence: Sentence, i: int) -> list[int]:
    """The infinitives right behind noun *i* or behind the phrase that it ends, with those joined to
    them."""
    below = [
        k
        for k in (i, *sentence.ancestors(i)[:2])
        for k in sentence.dependents(k, "acl", "relcl", "xcomp", "advcl")
    ]
    first = [
        k
        for k in below
        if i < k <= i + 4
        and any(sentence.tokens[a].tag == "TO" for a in sentence.dependents(k, "aux"))
    ]
    return [
        *first,
        *(
            c
            for k in first
            for c in sentence.dependents(k, "conj")
            if sentence.tokens[c].tag == "VB"
        ),
    ]


def _owners(
    sentence: Sentence, i: int, clauses: Mapping[int, Clause], ontology: Ontology
) -> tuple[int, ...]:
    """The possessor or the name before the noun; else the subject of the verb that says who carries
    it out."""
    owners = [
        k for k in sentence.dependents(i, *OWNERS) if k < i and _is_owner(sentence, k, ontology)
    ]
    if owners or sentence.dependents(i, "poss"):
        return tuple(owners)
    clause = clauses.get(sentence.tokens[i].head)
    if clause is None or clause.passive or clause.lemma not in ontology.words["CarryingOutVerb"]:
        return ()
    return clause.roles.get("nsubj", ()) if i in clause.roles.get("dobj", ()) else ()


def _is_owner(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    token = sentence.tokens[i]
    return (token.dep == "poss" or token.entity in {"ORG", "GPE", "NORP"}) and mention_at(
        sentence, i, ontology
    ) is not None
