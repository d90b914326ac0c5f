"""The last touch on a claim of a sentence, whichever extractor found it: ends that do not hold each
other, how the deed was done, offices that have ended."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.language.lists import list_up_to
from kg.language.phrase_spans import short_span
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import values_of, words_of
from kg.ontology.loader import Ontology, Relation, load_ontology

MANNER = "rel:manner"
"""How something was done, as a further place of its claim."""


def finish_claim(sentence: Sentence, claim: ClaimMention) -> ClaimMention:
    """Return *claim* as it goes into the graph: with short ends where one holds the other, with its
    manner, and in the past where its office is a former one."""
    return _in_its_time(sentence, _with_manner(sentence, _with_short_ends(sentence, claim)))


def _with_short_ends(sentence: Sentence, claim: ClaimMention) -> ClaimMention:
    """*claim* with ends that hold neither each other nor the word that it hangs on: of "firms that
    trade with Brask" the firms trade with Brask."""
    left, right = claim.subject, claim.object
    return replace(
        claim,
        subject=_outside(sentence, left, (claim.anchor, *list_up_to(sentence, right.head))),
        object=_outside(sentence, right, (claim.anchor, *list_up_to(sentence, left.head))),
    )


def _outside(sentence: Sentence, end: Mention, inside: tuple[int, ...]) -> Mention:
    """The description *end* without what restricts it from behind, where a token of *inside* stands
    in that."""
    described = end.kind is MentionKind.NOMINAL and sentence.tokens[end.head].pos == "NOUN"
    if not described or not any(end.head < k < end.end for k in inside):
        return end
    last = short_span(sentence, end.head)[1]
    if not end.head < last < end.end:
        return end
    return Mention.over(sentence, end.start, last, end.kind, end.type, end.head)


def _with_manner(sentence: Sentence, claim: ClaimMention) -> ClaimMention:
    """*claim* with the adverbs that tell guilt from mishap and all from part: "[illegally] accessed
    the files" (adverbs of volition, Jackendoff 1972, chapter 3)."""
    found = tuple((MANNER, adverb) for adverb in _manners(sentence, claim.anchor))
    return replace(claim, qualifiers=(*claim.qualifiers, *found)) if found else claim


def _manners(sentence: Sentence, anchor: int) -> Iterator[Mention]:
    """The adverbs of manner of the verb *anchor*, each with those joined to it."""
    if sentence.tokens[anchor].pos != "VERB":
        return
    for k in sentence.dependents(anchor, "advmod"):
        for i in (k, *sentence.dependents(k, "conj")):
            if sentence.word(i) in words_of("MannerAdverb"):
                yield Mention.over(sentence, i, i + 1, MentionKind.VALUE)


def _in_its_time(sentence: Sentence, claim: ClaimMention) -> ClaimMention:
    """*claim* in the past, where the noun that it hangs on is called a former one ("a [former]
    trooper with the Harbour Patrol", "[once] the treasurer of Brask") or its verb stands in it."""
    relation = load_ontology().relations.get(claim.predicate)
    if relation is None:
        return replace(claim, label=_told_label(sentence, claim))
    if claim.label != relation.label:
        return claim
    noun = sentence.tokens[claim.anchor].pos in {"NOUN", "PROPN"}
    past = (
        _is_former(sentence, claim.anchor) or _is_link_former(sentence, claim.object)
        if noun
        else _is_told_in_past(sentence, relation, claim.anchor)
    )
    return replace(claim, label=relation.label_of_past) if past else claim


def _told_label(sentence: Sentence, claim: ClaimMention) -> str:
    """The label of an open claim with its participle as a past tense: "had [seen] the letter" and
    "a letter [seen] by Boyd" are read "Boyd saw the letter"; who is a former Quaker was one."""
    named = claim.object.kind is MentionKind.NAME
    if claim.label == "is" and named and _is_former(sentence, claim.object.head):
        return "was"
    verb, (first, *rest) = sentence.tokens[claim.anchor], claim.label.split()
    past = values_of("IrregularPast").get(first) if verb.tag == "VBN" else None
    return " ".join([past, *rest]) if past and first == verb.text.lower() else claim.label


def _is_told_in_past(sentence: Sentence, relation: Relation, verb: int) -> bool:
    """Whether the relation's own verb stands in the past: "owned". What an event began ("joined the
    board") may last."""
    lemma = sentence.tokens[verb].lemma
    own = relation.label.split()[0] == ("is" if lemma == "be" else f"{lemma}s")
    helpers = sentence.dependents(verb, "aux", "auxpass")
    return own and any(sentence.tokens[k].tag == "VBD" for k in (verb, *helpers))


def _is_former(sentence: Sentence, noun: int) -> bool:
    """Whether an adjective or adverb says of an office that it has ended."""
    adjectives = sentence.dependents(noun, "amod", "compound")
    first = min([noun, *adjectives])
    before = sentence.tokens[max(first - 3, 0) : first]
    near = [t.text.lower() for t in before if t.text != "-"][-1:]
    adverbs = [sentence.word(k) for k in sentence.dependents(noun, "advmod")]
    told = words_of("FormerAdverb") | words_of("FormerNameAdverb")  # "[then] treasurer of Tessera"
    return not told.isdisjoint([*near, *adverbs]) or any(
        sentence.tokens[k].lemma in words_of("FormerAdjective") for k in adjectives
    )


def _is_link_former(sentence: Sentence, body: Mention) -> bool:
    """Whether the preposition before a body says that somebody has left it: "Boyd, [formerly of] a
    bank"."""
    above = sentence.tokens[sentence.tokens[body.head].head]
    before = sentence.word(above.i - 1) if above.pos == "ADP" and above.i else ""
    return before in words_of("FormerAdverb") | words_of("FormerNameAdverb")


def take_details(
    kept: Collection[ClaimMention], likely: Sequence[ClaimMention], ontology: Ontology
) -> list[ClaimMention]:
    """Return the claims that are *kept*, each with the further places of the wider claim that it
    implies: who acquired a firm "for $3 million" bought it for that sum."""
    relations = ontology.relations
    wider = {
        (claim.anchor, claim.predicate, claim.subject, claim.object): claim.qualifiers
        for claim in reversed(likely)
        if claim.qualifiers and claim.predicate in relations
    }
    if not wider:
        return list(kept)
    return [
        _add_places(claim, wider, relations[claim.predicate].parents)
        if claim.predicate in relations
        else claim
        for claim in kept
    ]


def _add_places(
    claim: ClaimMention,
    wider: Mapping[tuple[int, str, Mention, Mention], tuple[tuple[str, Mention], ...]],
    parents: Collection[str],
) -> ClaimMention:
    """*claim* with the places that it lacks and a claim of one of its *parents* has."""
    for parent in parents:
        more = wider.get((claim.anchor, parent, claim.subject, claim.object), ())
        roles = {role for role, _ in claim.qualifiers}
        new = tuple(place for place in more if place[0] not in roles)
        claim = replace(claim, qualifiers=(*claim.qualifiers, *new)) if new else claim
    return claim
