"""Who does what somebody saw: "saw [Ruiz] open the safe", where the parser joined the name with the
verb behind it (bare infinitives of verbs of perception: Quirk et al. 1985, section 16.52)."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of


def read_perceived_doer(sentence: Sentence) -> Sentence:
    """Return "watched Karl [Dent] hand him a bag" with Dent as who hands it, not as part of the
    verb; "saw Dent [shoot] Ruiz" with what Dent did as a verb, not as a noun before a name."""
    return mend_each(sentence, _read_doer, "compound")


def _read_doer(sentence: Sentence, name: Token) -> Changes:
    deed = sentence.tokens[name.head]
    if name.pos != "PROPN" or name.i + 1 != deed.i:
        return {}
    above = sentence.tokens[deed.head]
    if deed.dep == "ccomp" and deed.text.islower() and _perceives(above):
        met = {k: replace(sentence.tokens[k], dep="dobj") for k in _met(sentence, deed)}
        verb = replace(deed, pos="VERB", tag="VB")
        return met | {name.i: replace(name, dep="nsubj"), deed.i: verb}
    return _read_deed(sentence, name, deed, above)


def _met(sentence: Sentence, deed: Token) -> tuple[int, ...]:
    """The noun behind a deed that was read as a name: whom it met."""
    behind = (k for k in sentence.dependents(deed.i, "appos") if k > deed.i)
    return tuple(k for k in behind if sentence.dependents(k, "det", "poss"))


def _read_deed(sentence: Sentence, name: Token, deed: Token, met: Token) -> Changes:
    """A noun between two names, the second of whom is seen, as the verb of what the first did."""
    seen = sentence.tokens[met.head]
    joined = (deed.tag, deed.dep, met.dep) == ("NN", "compound", "dobj")
    blow = words_of("BlowVerb") | words_of("HarmVerb") | words_of("ShootingVerb")
    if not joined or met.pos != "PROPN" or deed.i + 1 > met.i or not _perceives(seen):
        return {}
    if deed.lemma not in blow or sentence.dependents(met.i, "det", "poss"):
        return {}
    behind = (k for k in sentence.dependents(seen.i, "prep") if k > met.i)
    moved = {k: replace(sentence.tokens[k], head=deed.i) for k in behind}
    return moved | {
        name.i: replace(name, dep="nsubj"),
        deed.i: replace(deed, pos="VERB", tag="VB", dep="ccomp", head=seen.i),
        met.i: replace(met, head=deed.i),
    }


def _perceives(verb: Token) -> bool:
    return verb.pos == "VERB" and verb.lemma in words_of("SeeingVerb")
