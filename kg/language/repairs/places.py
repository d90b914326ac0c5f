"""Repairs of places that open a sentence, which the parser reads as its subject, and of those that
somebody is at home in; each rule is a pure function."""

from dataclasses import replace

from kg.language.repairs.names import as_entity
from kg.language.repairs.tree import mend
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import home_nouns

PLACING = ("Near", "Outside", "Inside")
"""Prepositions that, with a capital, are read as the first word of a name."""
_LONGEST = 6  # words of a name, with its preposition
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def front_place(sentence: Sentence) -> Sentence:
    """Return "[Near Tel Amar], two shells hit a school" with where it happened in front, neither
    subject nor person."""
    if sentence.tokens[0].text not in PLACING:
        return sentence
    comma = next((t.i for t in sentence.tokens[:_LONGEST] if t.text == ","), 0)
    name = sentence.tokens[1:comma]
    if not name or not all(t.pos == "PROPN" or t.text.istitle() for t in name):
        return sentence
    verb = _governor(sentence, comma)
    if verb is None:
        return sentence
    mended = mend(sentence, _hang_place(sentence, comma, verb))
    return mended if mended is sentence else replace(mended, entities=_as_place(sentence, comma))


def _governor(sentence: Sentence, comma: int) -> Token | None:
    """The verb behind the comma that the phrase before it hangs on."""
    for k in (comma - 1, *sentence.ancestors(comma - 1)):
        if k > comma and sentence.tokens[k].pos == "VERB":
            return sentence.tokens[k]
    return None


def _hang_place(sentence: Sentence, comma: int, verb: Token) -> dict[int, Token]:
    """The tokens of the place, read as "near" and its object; what hung on the name goes to the
    verb."""
    first, last = sentence.tokens[0], comma - 1
    changed = {
        0: replace(
            first, pos="ADP", tag="IN", lemma=first.text.lower(), dep="prep", head=verb.i, entity=""
        )
    }
    for token in sentence.tokens[1:comma]:
        label = token.entity if token.entity in _PLACES else "GPE"
        dep, head = ("pobj", 0) if token.i == last else ("compound", last)
        changed[token.i] = replace(token, dep=dep, head=head, entity=label)
    return {**changed, **_free_dependents(sentence, comma, verb)}


def _free_dependents(sentence: Sentence, comma: int, verb: Token) -> dict[int, Token]:
    """What hung on the name before *comma*, now on the verb; the first noun joined to it is the
    subject that it was taken for."""
    hung = [sentence.tokens[k] for i in range(comma) for k in sentence.children[i] if k >= comma]
    changed = {t.i: replace(t, head=verb.i) for t in hung}
    joined = next((t for t in hung if t.dep in {"conj", "appos"}), None)
    subject = _subject_label(sentence, comma, verb)
    if subject and joined is not None:
        changed[joined.i] = replace(joined, dep=subject, head=verb.i)
    return changed


def _subject_label(sentence: Sentence, comma: int, verb: Token) -> str:
    """As what subject the name before *comma* was read; "" where the verb has one behind it."""
    if any(k > comma for k in sentence.dependents(verb.i, *SUBJECTS)):
        return ""
    return next((t.dep for t in sentence.tokens[:comma] if t.dep in SUBJECTS), "")


def _as_place(sentence: Sentence, comma: int) -> tuple[tuple[int, int, str], ...]:
    """The entities of the sentence, the name before *comma* as a place."""
    label = next(
        (label for start, _, label in sentence.entities if start < comma and label in _PLACES),
        "GPE",
    )
    return (1, comma, label), *(e for e in sentence.entities if e[0] >= comma)


def read_home(sentence: Sentence) -> Sentence:
    """Return "a resident of [Harlow]" and "Ana Ruiz, 41, of [Harlow]" with a place, where the
    recogniser took it for a person."""
    for start, end, label in sentence.entities:
        if label == "PERSON" and _is_home(sentence, start):
            sentence = as_entity(sentence, start, end, "GPE")
    return sentence


def _is_home(sentence: Sentence, start: int) -> bool:
    """Whether "of" stands before the token *start*, and before that a noun for whoever is at home,
    or an age in commas."""
    before = sentence.tokens[max(start - 4, 0) : start]
    if len(before) < 2 or before[-1].text != "of":
        return False
    aged = [t.text for t in before[:-1:2]] == [",", ","] and before[1].text.isdigit()
    return aged or before[-2].lemma in home_nouns()
