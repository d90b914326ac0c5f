"""What a claim needs beside its ends to say something: what a thing was done for ("used the
records [to bill the programme]"), what somebody calls it ("called the suit [a stunt]"), and the
phrase right behind its object ("sued Brask [for fraud]").

All are words of the text and assert nothing by themselves: a purpose need not come true (Quirk et
al. 1985, section 15.48: adjuncts of purpose), and a name is only given (section 10.8: object
complements)."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.open_claims import is_thing, name_qualifier
from kg.language.mentions import coordinated, mention_at
from kg.language.phrases import complex_preposition, deed_end, leads_on
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology

PURPOSE = "rel:purpose"
NAMED_AS = "rel:as"
_CLAUSES = ("xcomp", "advcl")
_OPENING = frozenset({"to", "for"})
"""What opens an infinitive, without a subject or with one: "a call [for Oslo to pay]"."""
_GOING_ON = ("acl", "relcl")
_OF_VERBS = frozenset({"adjuncts", "open", "verbs"})
_MOST = 9
"""Words of a phrase that still reads at a glance, as of an end of an open claim."""


def complete_claim(sentence: Sentence, claim: ClaimMention) -> ClaimMention:
    """Return *claim* with what its deed is for and what its object is called, where the text says
    so right behind the object."""
    if sentence.tokens[claim.anchor].pos != "VERB":
        return claim
    verb = _verb_of_object(sentence, claim)
    held = {m.start for _, m in claim.qualifiers}
    purposes = _purposes(sentence, verb, claim.object)
    found = (
        *((role, m) for role, m in purposes if m.start not in held),
        *_names(sentence, verb, claim.object),
        *_phrases_behind(sentence, verb, claim),
    )
    return replace(claim, qualifiers=(*claim.qualifiers, *found)) if found else claim


def _verb_of_object(sentence: Sentence, claim: ClaimMention) -> int:
    """The verb below the one that the claim hangs on whose object is the claim's: "agreed to [form]
    groups"."""
    above = sentence.ancestors(claim.object.head)
    inside = above[: above.index(claim.anchor)] if claim.anchor in above else ()
    return next((k for k in inside if sentence.tokens[k].dep in _CLAUSES), claim.anchor)


def _purposes(sentence: Sentence, verb: int, reached: Mention) -> Iterator[tuple[str, Mention]]:
    """The infinitive right behind what the verb reached, or of a noun in it."""
    of_noun = (
        k for i in range(reached.head, reached.end) for k in sentence.dependents(i, *_GOING_ON)
    )
    below = (*sentence.dependents(verb, *_CLAUSES), *of_noun)
    for k in below:
        to = sentence.subtree(k)[0]
        if sentence.tokens[k].tag != "VB" or to < reached.end:
            continue
        if sentence.word(to) not in _OPENING:
            continue
        end = deed_end(sentence, k, to + 1)
        if end is not None and not _is_apart(sentence, to):
            yield PURPOSE, Mention.over(sentence, to + 1, end, MentionKind.VALUE)
            return


def _is_apart(sentence: Sentence, to: int) -> bool:
    """Whether a mark parts the infinitive from what stands before it."""
    return sentence.tokens[to - 1].pos == "PUNCT"


def _phrases_behind(
    sentence: Sentence, verb: int, claim: ClaimMention
) -> Iterator[tuple[str, Mention]]:
    """The phrase that a preposition opens right behind the object, and that no other place of the
    claim holds: "two years in prison [for taking a bribe]"."""
    k = _row_end(sentence, claim.object)
    if not _opens(sentence, k, verb, claim):
        return
    role, reached = _reach(sentence, k)
    mention = mention_at(sentence, reached, load_ontology()) if reached is not None else None
    if mention is None or mention.start < k or _is_held(claim, mention):
        return
    if sentence.tokens[mention.head].tag == "VBG":
        yield f"rel:{role}", replace(mention, kind=MentionKind.VALUE, type="")
    elif is_thing(sentence, mention.head):
        name = name_qualifier(sentence, f"prep_{role}", mention)
        yield from [(name, mention)] if name else ()


def _row_end(sentence: Sentence, reached: Mention) -> int:
    """Where the list ends that the object is of: "paid [fees] and bribes to clerks"."""
    last = mention_at(sentence, coordinated(sentence, reached.head)[-1], load_ontology())
    return reached.end if last is None else max(reached.end, last.end)


def _opens(sentence: Sentence, k: int, verb: int, claim: ClaimMention) -> bool:
    """Whether token *k* is a preposition below the verb or what it reached that leads on."""
    token = sentence.tokens[k] if k < len(sentence.tokens) else None
    if token is None or claim.extractor not in _OF_VERBS or claim.object.head < verb:
        return False
    inside = claim.object.start <= token.head < k
    return (
        token.dep == "prep"
        and token.text.isalpha()
        and (inside or token.head in {verb, claim.anchor} and sentence.word(k) != "of")
        and leads_on(sentence, k)
    )


def _reach(sentence: Sentence, k: int) -> tuple[str, int | None]:
    """The preposition that token *k* opens, in one word or three, and the token that it reaches."""
    nouns = sentence.dependents(k, "pobj", "pcomp")
    last = complex_preposition(sentence, k, nouns[0])
    if last is None:
        return sentence.word(k), nouns[0]
    words = "_".join(sentence.word(i) for i in range(k, last + 1))
    return words, next(iter(sentence.dependents(last, "pobj", "pcomp")), None)


def _is_held(claim: ClaimMention, mention: Mention) -> bool:
    """Whether the claim has words of the phrase already."""
    ends = (claim.subject, *(place for _, place in claim.qualifiers))
    return any(end.start < mention.end and mention.start < end.end for end in ends)


def _names(sentence: Sentence, verb: int, reached: Mention) -> Iterator[tuple[str, Mention]]:
    """What the object is called right behind it: "called the suit [a political stunt]"."""
    if sentence.tokens[verb].lemma not in words_of("NamingVerb"):
        return
    for k in sentence.dependents(verb, "oprd"):
        below = sentence.subtree(k)
        start, end = below[0], below[-1] + 1
        while start < k and sentence.tokens[start].dep in {"det", "punct"}:
            start += 1
        if reached.end <= start and end - start <= _MOST:
            yield NAMED_AS, Mention.over(sentence, start, end, MentionKind.VALUE)
            return
