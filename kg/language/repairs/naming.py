"""Participles that give a thing its name, hung on what they name."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of


def attach_naming(sentence: Sentence) -> Sentence:
    """Return "the unit within Tessera [called the Crown]" and "a cell in Oslo [known as] the Hand"
    with the unit and the cell as what is named: a name takes no restrictive modifier (Quirk et al.
    1985, 5.64)."""
    return mend_each(sentence, _attach)


def _attach(sentence: Sentence, verb: Token) -> Changes:
    names = verb.tag in {"VBN", "VBD"} and sentence.word(verb.i) in words_of("NamingParticiple")
    if not names or verb.i < 2 or sentence.dependents(verb.i, "nsubj", "nsubjpass", "aux"):
        return {}
    before = sentence.tokens[verb.i - 1]
    link = sentence.tokens[before.head]
    noun = _described_before(sentence, before, link)
    if noun is None or not _gives_name(sentence, verb.i) or verb.i in sentence.ancestors(noun.i):
        return {}
    named = replace(verb, dep="acl", tag="VBN", head=noun.i)
    return {verb.i: named, link.i: replace(link, head=noun.i)}


def _described_before(sentence: Sentence, before: Token, link: Token) -> Token | None:
    """The common noun that the phrase which ends in the name *before* belongs to, or that stands
    right before the preposition of the phrase."""
    if before.pos != "PROPN" or before.dep != "pobj":
        return None
    above = sentence.tokens[link.head]
    noun = sentence.tokens[link.i - 1] if above.pos == "VERB" else above
    return noun if noun.tag == "NN" and noun.i < before.i else None


def _gives_name(sentence: Sentence, verb: int) -> bool:
    """Whether a name stands behind the participle."""
    behind = sentence.tokens[verb + 1 : verb + 4]
    plain = [t for t in behind if t.text.lower() not in {"as", "the"}]
    return bool(plain) and plain[0].pos == "PROPN"
