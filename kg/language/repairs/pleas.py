"""The charge of a plea or a verdict, parsed as an infinitive or hung on another word."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each, mend_first
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of


def read_charge(sentence: Sentence) -> Sentence:
    """Return "pleaded not guilty to [fraud]" with the charge as a noun that "to" reaches, and "to"
    as the verb's where a day or a court stands between.

    What one pleads to is a charge and never a deed in the infinitive.
    """
    return mend_first(mend_first(sentence, _read_noun), _reach_from_plea)


def _reach_from_plea(sentence: Sentence, to: Token) -> Changes:
    if (
        to.dep != "prep"
        or to.text.lower() != "to"
        or sentence.tokens[to.head].lemma in words_of("PleaWord")
    ):
        return {}
    verb = _verb_above(sentence, to)
    if verb is None or verb.lemma not in words_of("PleaWord") or verb.i > to.i:
        return {}
    return {} if _is_answered(sentence, verb, to.i) else {to.i: replace(to, head=verb.i)}


def _verb_above(sentence: Sentence, word: Token) -> Token | None:
    """The next verb, or "guilty", above a word."""
    above = (sentence.tokens[k] for k in sentence.ancestors(word.i))
    return next((t for t in above if t.pos == "VERB" or t.lemma in words_of("PleaWord")), None)


def _is_answered(sentence: Sentence, verb: Token, end: int) -> bool:
    """Whether the plea has reached its charge by another "to" before token *end*."""
    heads = {verb.i, verb.i + 1}
    return any(
        t.text.lower() == "to" and t.head in heads for t in sentence.tokens[verb.i + 1 : end]
    )


def _read_noun(sentence: Sentence, charge: Token) -> Changes:
    if charge.tag != "VB" or sentence.dependents(charge.i, "dobj", "xcomp", "ccomp"):
        return {}
    to = _to_before(sentence, charge)
    if to is None:
        return {}
    above = sentence.tokens[to.head if to.i == charge.head else charge.head]
    if above.lemma not in words_of("PleaWord") or above.i >= to.i:
        return {}
    return {
        to.i: replace(to, dep="prep", pos="ADP", tag="IN", head=above.i),
        charge.i: replace(charge, dep="pobj", pos="NOUN", tag="NN", head=to.i),
    }


def _to_before(sentence: Sentence, charge: Token) -> Token | None:
    """The "to" that the charge hangs on, or that marks it as an infinitive."""
    head = sentence.tokens[charge.head]
    if head.text.lower() == "to":
        return head
    marks = (sentence.tokens[k] for k in sentence.dependents(charge.i, "aux"))
    return next((mark for mark in marks if mark.tag == "TO"), None)


def attach_charge(sentence: Sentence) -> Sentence:
    """Return "one count each [of fraud]" with the offence at the count, "found guilty after a trial
    [of fraud]" with it at the verdict, and "accused in the suit [of stealing]" with the deed at the
    accusation."""
    return mend_each(sentence, _free_of)


def _free_of(sentence: Sentence, of: Token) -> Changes:
    above = sentence.tokens[of.head]
    if of.dep != "prep" or of.text != "of" or above.i != of.i - 1:
        return {}
    counted = above.text == "each" and above.dep in {"appos", "advmod", "npadvmod", "det"}
    if counted and above.head < above.i:
        return {
            of.i: replace(of, head=above.head),
            above.i: replace(above, dep="det", pos="DET"),
        }
    head = _verdict_before(sentence, above)
    head = _accusation_before(sentence, of, above) if head is None else head
    return {of.i: replace(of, head=head)} if head is not None else {}


def _accusation_before(sentence: Sentence, of: Token, paper: Token) -> int | None:
    """The verb of accusation whose paper stands between it and the deed that *of* opens."""
    link = sentence.tokens[paper.head]
    verb = sentence.tokens[link.head]
    within = paper.lemma in words_of("PaperNoun") and sentence.word(link.i) == "in"
    deeds = sentence.dependents(of.i, "pcomp")
    return verb.i if within and deeds and verb.lemma == "accuse" else None


def _verdict_before(sentence: Sentence, trial: Token) -> int | None:
    """The verb of "found guilty", where "after" and a trial stand between it and the offence."""
    after = sentence.tokens[trial.head]
    verb = sentence.tokens[after.head]
    if trial.dep != "pobj" or after.text not in {"after", "following"} or verb.pos != "VERB":
        return None
    found = sentence.dependents(verb.i, "oprd", "acomp", "attr")
    guilty = any(sentence.tokens[k].lemma in words_of("GuiltAdjective") for k in found)
    return verb.i if guilty and trial.lemma == "trial" else None
