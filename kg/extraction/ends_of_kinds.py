"""Ends that are none of the kind which a deed takes: a plea to a judge, who is no offence; "named"
without an office; whom a quotation only addresses."""

from kg.model import ClaimMention, Mention, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

_PLEAS = frozenset({"kg:pleadedGuiltyTo", "kg:pleadedNotGuiltyTo", "kg:pleadedNoContestTo"})
_CLOSING = frozenset({'"', "”", "’", "''"})


def is_of_other_kind(sentence: Sentence, claim: ClaimMention, ontology: Ontology) -> bool:
    """Return whether one of the ends of *claim* cannot be what its verb takes there."""
    if claim.predicate in _PLEAS:
        return _is_judge(sentence, claim.object, ontology)
    if claim.predicate == "kg:appointed" and sentence.tokens[claim.anchor].lemma == "name":
        return not any(_is_office(sentence, role, ontology) for _, role in claim.qualifiers)
    return _is_addressed(sentence, claim.object)


def _is_judge(sentence: Sentence, end: Mention, ontology: Ontology) -> bool:
    """Whether somebody stands there: "pleaded not guilty to [Judge Ana Holm]"."""
    return sentence.tokens[end.head].entity == "PERSON" or ontology.is_a(end.type, "Person")


def _is_office(sentence: Sentence, role: Mention, ontology: Ontology) -> bool:
    """Whether an office is given: "named her [president]", not "named him as the [driver]"."""
    return is_cue(sentence, role.head, ontology, "OfficeNoun")


def _is_addressed(sentence: Sentence, end: Mention) -> bool:
    """Whether a name stands between a comma and the end of a quotation: "“Cool boat, [Omar].”"."""
    words = [t.text for t in sentence.tokens[end.end : end.end + 2]]
    closes = len(words) == 2 and words[0] in {".", "!", "?"} and words[1] in _CLOSING
    name = sentence.tokens[end.head].pos == "PROPN"
    return closes and name and end.start > 0 and sentence.tokens[end.start - 1].text == ","
