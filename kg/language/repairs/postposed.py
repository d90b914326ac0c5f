"""Words behind a name that the parser hung on it, or on what stands between, though they belong to
the verb."""

from dataclasses import replace

from kg.language.mentions import noun_types
from kg.language.repairs.tree import Changes, mend_each, mend_first, move_before
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_NOBODY = frozenset({"LegalCase", "Event", "Document"})
"""Classes of what stands in a court and is not accused."""


def free_verdict(sentence: Sentence) -> Sentence:
    """Return "The jury found Boyd, the head of Larkfield, [guilty] of fraud" with the adjective as
    what Boyd is found to be, not as Larkfield's.

    No adjective stands behind a comma and its noun but as a predicate; one of guilt right behind
    what is judged is one, too ("held the firm [liable]").
    """
    return mend_first(sentence, _free_adjective)


def _free_adjective(sentence: Sentence, adjective: Token) -> Changes:
    if not _is_said_of_object(sentence, adjective):
        return {}
    above = (sentence.tokens[k] for k in sentence.ancestors(adjective.i))
    verb = next((t for t in above if t.pos == "VERB"), None)
    if verb is None or verb.lemma not in words_of("VerdictVerb"):
        return {}
    judged = [k for k in sentence.dependents(verb.i, "dobj") if verb.i < k < adjective.i]
    return {adjective.i: replace(adjective, dep="oprd", head=verb.i)} if judged else {}


def _stands_behind_comma(sentence: Sentence, adjective: Token) -> bool:
    """Whether an adjective was given to a noun before the comma that it stands behind."""
    given = (adjective.pos, adjective.dep) == ("ADJ", "amod")
    return (
        given and adjective.head < adjective.i - 1 and sentence.tokens[adjective.i - 1].text == ","
    )


def _is_said_of_object(sentence: Sentence, adjective: Token) -> bool:
    return _stands_behind_comma(sentence, adjective) or _tells_guilt(adjective)


def _tells_guilt(adjective: Token) -> bool:
    """Whether an adjective of guilt was given to the noun right before it."""
    given = (adjective.pos, adjective.dep, adjective.head) == ("ADJ", "amod", adjective.i - 1)
    return given and adjective.lemma in words_of("GuiltAdjective")


def free_accusation(sentence: Sentence) -> Sentence:
    """Return "Boyd is on trial, [accused] of fraud" with Boyd as who is accused, not the trial.

    A participle of accusing behind a comma is said of somebody, and so of the subject where the
    noun before it is none that can be accused.
    """
    return mend_first(sentence, _free_participle)


def _free_participle(sentence: Sentence, verb: Token) -> Changes:
    if (verb.tag, verb.dep, sentence.tokens[verb.i - 1].text) != ("VBN", "acl", ","):
        return {}
    noun = sentence.tokens[verb.head]
    main = sentence.tokens[sentence.tokens[noun.head].head]
    stands = noun.dep == "pobj" and noun.pos == "NOUN" and main.pos in {"VERB", "AUX"}
    if not stands or noun_types(load_ontology()).get(noun.lemma, "") not in _NOBODY:
        return {}
    accuses = is_cue(sentence, verb.i, load_ontology(), "AccuseVerb")
    subjects = sentence.dependents(main.i, *SUBJECTS)
    return {verb.i: replace(verb, head=subjects[0])} if accuses and subjects else {}


def attach_venue(sentence: Sentence) -> Sentence:
    """Return "pleaded guilty in the District Court [for] the District of Orr" with the venue as the
    court's, not as what was pleaded for."""
    return mend_each(sentence, _hang_on_court)


def _hang_on_court(sentence: Sentence, link: Token) -> Changes:
    court = sentence.tokens[link.i - 1]
    if link.text != "for" or link.dep != "prep" or link.head >= court.i:
        return {}
    named = court.pos == "PROPN" and noun_types(load_ontology()).get(court.text.lower()) == "Court"
    if not named:
        return {}
    freed = _free_venue(sentence, link)
    venue = any(sentence.tokens[k].pos == "PROPN" for k in sentence.dependents(link.i, "pobj"))
    return freed | {link.i: replace(link, head=court.i)} if freed or venue else {}


def _free_venue(sentence: Sentence, link: Token) -> Changes:
    """The venue freed of a participle that it is no subject of: "an information was filed in the
    Court for the District of Orr [charging] Boyd" charges by what was filed."""
    charging = next(iter(sentence.dependents(link.i, "pcomp")), None)
    venues = sentence.dependents(charging, "nsubj") if charging is not None else ()
    filed = sentence.dependents(link.head, *SUBJECTS)
    if charging is None or not venues or not filed or sentence.tokens[venues[0]].pos != "PROPN":
        return {}
    return {
        venues[0]: replace(sentence.tokens[venues[0]], dep="pobj", head=link.i),
        charging: replace(sentence.tokens[charging], dep="acl", head=filed[0]),
    }


def read_pursuant(sentence: Sentence) -> Sentence:
    """Return "designated Ana Boyd [pursuant] to the order" with Boyd as who is designated, and the
    word as the preposition that it is."""
    return mend_first(sentence, _part_pursuant, "dobj")


def _part_pursuant(sentence: Sentence, word: Token) -> Changes:
    before = sentence.tokens[word.i - 1] if word.i else word
    if word.lemma != "pursuant" or before.head != word.i:
        return {}
    return move_before(sentence, word.i, before.i) | {
        before.i: replace(before, dep="dobj", head=word.head),
        word.i: replace(word, dep="prep", pos="ADP", tag="IN"),
    }
