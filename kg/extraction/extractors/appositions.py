"""What a thing is, said in passing: "Tessera, a spinoff of Northgate, …", "the board, the Council for Trade".

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


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is a Y" for a description in commas behind a name."""
    for noun in sentence.tokens:
        head = sentence.tokens[noun.head]
        named = noun.pos == "PROPN" and noun.entity == head.entity == "ORG"
        if noun.dep != "appos" or not (noun.pos == "NOUN" or named) or head.pos != "PROPN" or noun.i < head.i:
            continue
        described = any(sentence.tokens[d].text.lower() in {"a", "an", "the"} for d in sentence.dependents(noun.i, "det"))
        listed = sentence.dependents(noun.i, "conj") or head.dep == "conj"
        if not described or listed or is_cue(sentence, noun.i, ontology, "OfficeNoun") or not _in_commas(sentence, head.i, noun.i):
            continue
        name, what = mention_at(sentence, head.i, ontology), mention_at(sentence, noun.i, ontology)
        if name is None or what is None or name.kind is not MentionKind.NAME or not _tells(sentence, ontology, name, what):
            continue
        yield ClaimMention(sentence.index, name, "rel:be", "is", what, noun.i, "appositions", (), CONFIDENCE, True)


def _in_commas(sentence: Sentence, head: int, noun: int) -> bool:
    between = [t.text for t in sentence.tokens[head + 1 : noun]]
    return "," in between and "(" not in between and len(between) < _MAX_WORDS


def _tells(sentence: Sentence, ontology: Ontology, name: Mention, what: Mention) -> bool:
    """Whether the description can be of the name: no person is a company, and the reverse."""
    if what.kind not in {MentionKind.NOMINAL, MentionKind.NAME} or what.end - what.start > _MAX_WORDS:
        return False
    known = name.type and what.type
    return not known or ontology.is_a(name.type, what.type) or ontology.is_a(what.type, name.type)
