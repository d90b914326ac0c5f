"""What a thing is, said in passing: "Tessera, a spinoff of Northgate, …", "the board, the Council
for Trade".

Offices and kinships in apposition are the business of the roles and titles extractors; other names
("formerly", "also known as") of aliases.
"""

from collections.abc import Iterator

from kg.extraction.frame_matching import may_be
from kg.extraction.typed_claims import name_at
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import SAYING_NOUNS, is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_MAX_WORDS = 10
_SAYING = (*SAYING_NOUNS, "ViewNoun")
"""Nouns that sum up the clause before them: "he ate it in Lyon, an explanation that …"."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is a Y" for a description in commas behind a name, and for what "and" joins to
    it."""
    for noun in sentence.tokens:
        if noun.dep != "appos" or noun.i < noun.head or not _describes(sentence, noun.i, ontology):
            continue
        name = name_at(sentence, noun.head, ontology)
        if name is None:
            continue
        for k in (noun.i, *sentence.dependents(noun.i, "conj")):
            what = mention_at(sentence, k, ontology)
            if what is not None and _tells(ontology, name, what):
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
    head = sentence.tokens[noun].head
    if not _may_be_described(sentence, head, noun) or not _in_commas(sentence, head, noun):
        return False
    if is_cue(sentence, noun, ontology, *_SAYING):
        return False
    articles = {sentence.word(d) for d in sentence.dependents(noun, "det")}
    return not articles.isdisjoint({"a", "an", "the"}) and not _is_office_or_listed(
        sentence, noun, ontology
    )


def _may_be_described(sentence: Sentence, head: int, noun: int) -> bool:
    """Whether *head* is a name outside a list, and *noun* a noun or the name of a body behind
    one."""
    name, other = sentence.tokens[head], sentence.tokens[noun]
    if name.pos != "PROPN" or name.dep == "conj":
        return False
    return other.pos == "NOUN" or other.pos == "PROPN" and other.entity == name.entity == "ORG"


def _is_office_or_listed(sentence: Sentence, noun: int, ontology: Ontology) -> bool:
    """Whether *noun*, or what is joined to it, is an office; or a name is joined to it."""
    joined = sentence.dependents(noun, "conj")
    if any(is_cue(sentence, k, ontology, "OfficeNoun") for k in (noun, *joined)):
        return True
    others = (sentence.tokens[k] for k in joined)
    return any(t.pos != "NOUN" and t.entity not in {"NORP", ""} for t in others)


def _in_commas(sentence: Sentence, head: int, noun: int) -> bool:
    between = [t.text for t in sentence.tokens[head + 1 : noun]]
    return "," in between and "(" not in between and len(between) < _MAX_WORDS


def _tells(ontology: Ontology, name: Mention, what: Mention) -> bool:
    """Whether the description can be of the name: no person is a company, and the reverse."""
    if what.kind not in {MentionKind.NOMINAL, MentionKind.NAME}:
        return False
    if what.end - what.start > _MAX_WORDS:
        return False
    if not (name.type and what.type):
        return name.type != "Place"
    if may_be(ontology, name.type, (what.type,)):
        return True
    # "a former Quaker"
    return name.type == "Person" and what.type == "Group" and what.kind is MentionKind.NAME
