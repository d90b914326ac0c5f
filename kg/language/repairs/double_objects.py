"""The second object of a verb of giving, where a long first one stands between."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of


def part_late_object(sentence: Sentence) -> Sentence:
    """Return "gives the drive to hand them a defeat [new momentum]" with the momentum as what is
    given and the drive as what gets it: an adjective begins a noun phrase and does not stand behind
    a noun in it (Quirk et al. 1985, section 17.113)."""
    return mend_each(sentence, _part_late, "advcl", "acl", "xcomp")


def _part_late(sentence: Sentence, deed: Token) -> Changes:
    first = _given_before(sentence, deed)
    objects = sentence.dependents(deed.i, "dobj") if first is not None else ()
    ends = ((_inner_object(sentence, k), k) for k in objects)
    inner, late = next(((n, k) for n, k in ends if n is not None), (None, 0))
    if first is None or inner is None:
        return {}
    before = sentence.dependents(late, "det", "amod", "compound", "poss")
    moved = {d: replace(sentence.tokens[d], head=inner) for d in before if d < inner}
    return moved | {
        late: replace(sentence.tokens[late], head=first.head),
        inner: replace(sentence.tokens[inner], dep="dobj", head=deed.i),
        first.i: replace(first, dep="dative"),
        deed.i: replace(deed, dep="acl", head=first.i),
    }


def _inner_object(sentence: Sentence, late: int) -> int | None:
    """The noun before the adjective of a noun phrase: "a [defeat] new momentum"."""
    adjectives = sentence.dependents(late, "amod")
    nouns = [n for n in sentence.dependents(late, "nmod") if sentence.tokens[n].tag == "NN"]
    return next((n for n in nouns[-1:] if any(n < a < late for a in adjectives)), None)


def _given_before(sentence: Sentence, deed: Token) -> Token | None:
    """The one object of a verb of giving before an infinitive."""
    above = sentence.tokens[deed.head]
    verb = above if above.pos == "VERB" else sentence.tokens[above.head]
    objects = [k for k in sentence.dependents(verb.i, "dobj", "dative") if k < deed.i]
    gives = verb.lemma in words_of("TransferVerb") and deed.tag == "VB"
    return sentence.tokens[objects[0]] if gives and len(objects) == 1 else None
