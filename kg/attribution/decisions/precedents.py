"""Sentences of a judgment that tell the law by other cases, by what is settled or by how a court
reviews: "In Doe v. Roe, the court held ...", "It is trite law that ...", "We review de novo"."""

from kg.model import Sentence
from kg.ontology.lexicon import words_of

_LONGEST = 20
"""So many words the name of a case in front of a sentence has at most."""


def tells_settled_law(sentence: Sentence) -> bool:
    """Return whether the sentence tells what was held in another case, what is settled, whose
    burden something is, or how a court reviews."""
    return (
        _opens_with_case(sentence)
        or _is_settled(sentence)
        or _names_doctrine(sentence)
        or _reviews(sentence)
    )


def _opens_with_case(sentence: Sentence) -> bool:
    """ "In Doe v. Roe, ...": the name of a case before the first comma."""
    if sentence.word(0) not in {"in", "following"}:
        return False
    comma = next((t.i for t in sentence.tokens[:_LONGEST] if t.text == ","), 0)
    versus = words_of("VersusWord")
    return any(t.text.lower().rstrip(".") in versus for t in sentence.tokens[1:comma])


def _is_settled(sentence: Sentence) -> bool:
    """ "It is well settled that ...", "the law is trite"."""
    root = sentence.tokens[sentence.root]
    settled = words_of("SettledAdjective")
    said = (root.i, *sentence.dependents(root.i, "acomp", "attr"))
    below = (k for i in said for k in (i, *sentence.dependents(i, "amod")))
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass", "expl")
    of_law = any(sentence.word(k) in {"it", "law"} for k in subjects)
    return of_law and any(sentence.word(k) in settled for k in below)


def _names_doctrine(sentence: Sentence) -> bool:
    """ "The burden lies upon the tenant": the subject is a doctrine, the verb in the present."""
    root = sentence.tokens[sentence.root]
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    named = any(sentence.tokens[k].lemma in words_of("DoctrineNoun") for k in subjects)
    return named and root.tag in {"VBZ", "VBP"}


def _reviews(sentence: Sentence) -> bool:
    """ "We review the denial of a motion de novo": in the present, and no case of its own."""
    root = sentence.tokens[sentence.root]
    own = any(sentence.word(k) == "we" for k in sentence.dependents(root.i, "nsubj"))
    return own and root.tag == "VBP" and root.lemma in words_of("ReviewingVerb")
