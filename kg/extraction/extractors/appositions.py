"""What a thing is, said in passing: "Tessera, a spinoff of Northgate, …", "the board, the Council
for Trade".

Offices and kinships in apposition are the business of the roles and titles extractors; other names
("formerly", "also known as") of aliases.
"""

from collections.abc import Iterator

from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_MAX_WORDS = 10
_SAYING = ("ReportNoun", "AllegeNoun", "DenyNoun", "AdmitNoun", "FindNoun", "AccountNoun", "ViewNoun")
"""Nouns that sum up the clause before them: "he ate it in Lyon, an explanation that …"."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is a Y" for a description in commas behind a name, and for what "and" joins to
    it."""
    for noun in sentence.tokens:
        if noun.dep != "appos" or noun.i < noun.head or not _describes(sentence, noun.i, ontology):
            continue
        name = mention_at(sentence, noun.head, ontology)
        for k in (noun.i, *sentence.dependents(noun.i, "conj")):
            what = mention_at(sentence, k, ontology)
            if (
                name is not None
                and what is not None
                and name.kind is MentionKind.NAME
                and _tells(sentence, ontology, name, what)
            ):
                yield ClaimMention(
                    sentence.index,
                    name,
                    "rel:be",
                    "is",
                    what,
                    noun.i,
                    "appositions",
                    (),
                    CONFIDENCE,
                    True,
                )


def _describes(sentence: Sentence, noun: int, ontology: Ontology) -> bool:
    """Whether the apposition *noun* tells what the name before it is: "an Oslo woman and former
    clerk", no list of names."""
    token = sentence.tokens[noun]
    head = sentence.tokens[token.head]
    bodies = token.pos == "PROPN" and token.entity == head.entity == "ORG"
    if (
        head.pos != "PROPN"
        or head.dep == "conj"
        or not (token.pos == "NOUN" or bodies)
        or is_cue(sentence, noun, ontology, "OfficeNoun", *_SAYING)
    ):
        return False
    joined = [sentence.tokens[k] for k in sentence.dependents(noun, "conj")]
    listed = any(
        t.pos != "NOUN"
        and t.entity not in {"NORP", ""}
        or is_cue(sentence, t.i, ontology, "OfficeNoun")
        for t in joined
    )
    described = any(
        sentence.tokens[d].text.lower() in {"a", "an", "the"}
        for d in sentence.dependents(noun, "det")
    )
    return described and not listed and _in_commas(sentence, head.i, noun)


def _in_commas(sentence: Sentence, head: int, noun: int) -> bool:
    between = [t.text for t in sentence.tokens[head + 1 : noun]]
    return "," in between and "(" not in between and len(between) < _MAX_WORDS


def _tells(sentence: Sentence, ontology: Ontology, name: Mention, what: Mention) -> bool:
    """Whether the description can be of the name: no person is a company, and the reverse."""
    if (
        what.kind not in {MentionKind.NOMINAL, MentionKind.NAME}
        or what.end - what.start > _MAX_WORDS
    ):
        return False
    known = name.type and what.type
    adherent = (
        name.type == "Person" and what.type == "Group" and what.kind is MentionKind.NAME
    )  # "a former Quaker"
    if not known:
        return name.type != "Place"
    return (
        adherent
        or ontology.is_a(name.type, what.type)
        or ontology.is_a(what.type, name.type)
    )
