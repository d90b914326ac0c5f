"""Sums of money that no other reading reaches: "faces ten years and [a $250,000 fine]", "the bank's
forfeiture of [$3 million]".

The sum goes to who stands as subject of its clause, to the owner of its noun, or, where it is the
subject itself, to who gets it; kg.extraction.run keeps it only where no other claim holds the sum.
"""

from collections.abc import Iterator

from kg.language.clauses import Clause, read_clause
from kg.language.commitments import commitment_of
from kg.language.mentions import mention_at, sharing, span_head
from kg.language.phrase_spans import kind_end
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.6
_COUNTING = frozenset({"total", "amount"})
_MAX_QUANTITY = 7
"""Words between the verb and the sum that a predicate holds and still reads at a glance."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X VERB sum", "X NOUN sum" and "X was VERBED sum"."""
    for start, end, label in sentence.entities:
        head = span_head(sentence, start, end)
        if label != "MONEY" or _is_no_sum_of_its_own(sentence, start, head):
            continue
        value = _make_value(sentence, start, _noun_end(sentence, head, end))
        owned = _find_owner(sentence, head)
        if owned is not None:
            yield from _make_claims(
                sentence,
                ontology,
                owned[0],
                owned[1],
                f"{sentence.tokens[owned[1]].text.lower()} of",
                value,
            )
            continue
        if worth := _find_worth(sentence, head):
            things, anchor, adjective = worth
            label = f"is {sentence.tokens[adjective].text.lower()}"
            minted = f"be_{sentence.tokens[adjective].lemma}"
            yield from _make_claims(sentence, ontology, things, anchor, label, value, minted)
            continue
        verb = _verb_above(sentence, head)
        if verb is not None:
            yield from _claim_of_clause(
                sentence, ontology, read_clause(sentence, verb), start, value
            )


def _is_no_sum_of_its_own(sentence: Sentence, start: int, head: int) -> bool:
    """Whether a sum is a half of a word, tells another in other money ("13 billion baht [($400
    million)]"), or measures a distance ("[11 cents] ahead of the forecast")."""
    token = sentence.tokens[head]
    measured = token.dep == "npadvmod" and sentence.tokens[token.head].pos == "ADV"
    again = start > 1 and sentence.word(start - 1) == "(" and _ends_sum(sentence, start - 1)
    return again or measured or sentence.tokens[start].text.startswith("-")


def _ends_sum(sentence: Sentence, end: int) -> bool:
    return any(b == end and label == "MONEY" for _, b, label in sentence.entities)


def _heads_clause(sentence: Sentence, i: int) -> bool:
    """Whether token *i* is a verb or a copula with a subject of its own; "following" before a noun
    is none."""
    token = sentence.tokens[i]
    copula = token.lemma == "be" and token.pos == "AUX" and token.dep not in {"aux", "auxpass"}
    return token.dep != "prep" and (token.pos == "VERB" or copula)


def _verb_above(sentence: Sentence, i: int) -> int | None:
    """The verb whose clause token *i* is in; that of "awards" in "offered awards totaling
    $125,000"."""
    verbs = [k for k in sentence.ancestors(i) if _heads_clause(sentence, k)]
    counted = (
        len(verbs) > 1
        and sentence.tokens[verbs[0]].lemma in _COUNTING
        and sentence.tokens[verbs[0]].dep == "acl"
    )
    return verbs[int(counted)] if verbs else None


def _noun_end(sentence: Sentence, head: int, end: int) -> int:
    """Where the noun ends that the sum counts ("a [$250,000 criminal fine]"), or what it is of
    ("[$3 million in gains]")."""
    token = sentence.tokens[head]
    above = sentence.tokens[token.head]
    counted = (
        token.dep in {"nummod", "nmod", "compound", "quantmod"}
        and above.pos == "NOUN"
        and end <= above.i < end + 3
    )
    return above.i + 1 if counted else kind_end(sentence, head, end, "MONEY")


def _make_value(sentence: Sentence, start: int, end: int) -> Mention:
    return Mention.over(sentence, start, end, MentionKind.VALUE, "Money")


def _find_owner(sentence: Sentence, head: int) -> tuple[tuple[int, ...], int] | None:
    """Who owns the noun that the sum is of, and the noun: "the bank's [forfeiture] of $3
    million"."""
    above = sentence.tokens[sentence.tokens[head].head]
    noun = above.head
    if above.text.lower() != "of" or above.dep != "prep" or sentence.tokens[noun].pos != "NOUN":
        return None
    owners = sentence.dependents(noun, "poss")
    return (owners, noun) if owners else None


def _find_worth(sentence: Sentence, head: int) -> tuple[tuple[int, ...], int, int] | None:
    """What is worth the sum, the word that says so hangs on, and the adjective: "a [contract] worth
    $3 million", "the [deal] is worth $3 million"."""
    adjective = sentence.tokens[sentence.tokens[head].head]
    if adjective.lemma not in words_of("WorthAdjective"):
        return None
    above = sentence.tokens[adjective.head]
    if above.pos == "NOUN":
        return (above.i,), above.i, adjective.i
    return read_clause(sentence, above.i).roles.get("nsubj", ()), above.i, adjective.i


def _claim_of_clause(
    sentence: Sentence, ontology: Ontology, clause: Clause, start: int, value: Mention
) -> Iterator[ClaimMention]:
    bound = commitment_of(sentence, clause)
    verb = sentence.tokens[clause.head].text.lower()
    if bound is not None:  # "requires Boyd to pay": what binds carries the strength
        subjects, minted = clause.roles.get("nsubj", ()), "_".join((*bound.minted, clause.lemma))
        yield from _make_claims(
            sentence, ontology, subjects, bound.governor, f"{bound.label} {verb}", value, minted
        )
        return
    subjects = tuple(k for k in clause.subjects if k < clause.head)
    if any(start <= s < value.end for s in subjects):  # "$40,000 will be paid to the Board"
        reached = clause.roles.get("prep_to", ()) if clause.passive else ()
        yield from _make_claims(sentence, ontology, reached, clause.head, f"was {verb}", value)
    elif not any(start in sentence.subtree(s) for s in subjects):  # not "an offer of $41 is"
        label = f"was {verb}" if clause.passive else verb
        quantity, minted = _read_quantity(sentence, clause, start)
        yield from _make_claims(
            sentence, ontology, subjects, clause.head, f"{label} {quantity}".strip(), value, minted
        )


def _read_quantity(sentence: Sentence, clause: Clause, start: int) -> tuple[str, str]:
    """What the sum from *start* on says the size of, as it reads behind the verb ("revenue of",
    "rise in its profit to") and minted with the verb; ``("", "")`` where the verb reaches the sum
    itself."""
    words = _words_before_sum(sentence, clause.head + 1, start)
    nouns = [t.lemma for t in words if t.pos in {"NOUN", "ADP"} and t.lemma.isalpha()]
    if len(nouns) < 2:
        return "", ""
    return " ".join(t.text for t in words), "_".join((clause.lemma, *nouns))


def _words_before_sum(sentence: Sentence, behind: int, start: int) -> tuple[Token, ...]:
    """The words from *behind* the verb up to the preposition of a sum, or the noun before that;
    none where no preposition stands there."""
    if not behind < start or sentence.tokens[start - 1].pos != "ADP":
        return ()
    first = behind
    if start - behind > _MAX_QUANTITY or not all(map(_is_plain, sentence.tokens[behind:start])):
        first = start - 1
        while first > behind and _is_of_noun(sentence.tokens[first - 1]):
            first -= 1
    return tuple(sentence.tokens[first + (sentence.tokens[first].pos == "DET") : start])


def _is_plain(token: Token) -> bool:
    """Whether a word may stand in a predicate: it names nobody and opens no clause."""
    return token.entity in {"", "DATE"} and token.pos in {"DET", "ADJ", "NOUN", "ADP", "PRON"}


def _is_of_noun(token: Token) -> bool:
    """Whether a word goes with the noun behind it: "[earnings per] share"."""
    return token.pos in {"NOUN", "ADJ"} or token.text == "per"


def _make_claims(
    sentence: Sentence,
    ontology: Ontology,
    owners: tuple[int, ...],
    anchor: int,
    label: str,
    value: Mention,
    minted: str = "",
) -> Iterator[ClaimMention]:
    lemma = sentence.tokens[anchor].lemma
    words = (
        f"be_{label[4:]}"
        if label.startswith("was ")
        else f"{lemma}_of"
        if label.endswith(" of")
        else lemma
    )
    predicate = f"rel:{minted or words}"
    for k in (m for o in owners for m in sharing(sentence, o, anchor)):
        owner = mention_at(sentence, k, ontology)
        if (
            owner is not None
            and owner.kind is not MentionKind.VALUE
            and predicate.removeprefix("rel:").replace("_", "").isalpha()
        ):
            yield ClaimMention(
                sentence.index, owner, predicate, label, value, anchor, "sums", (), CONFIDENCE
            )
