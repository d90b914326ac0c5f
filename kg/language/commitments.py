"""Infinitives that a promise or an order governs: "agreed [to pay]", "was ordered [to pay]".

What is on record is the promise or the order, so that its verb is part of the relation and carries
its strength (commissive and directive complements, Searle 1976).
"""

from dataclasses import dataclass, replace

from kg.language.clauses import Clause, is_passive
from kg.language.clauses.agreement import has_to
from kg.model import Sentence, Token
from kg.ontology.lexicon import values_of, words_of


@dataclass(frozen=True, slots=True)
class Commitment:
    """The verb that binds, the words up to the infinitive, these as minted into a predicate, and as
    a frame's trigger."""

    governor: int
    label: str
    minted: tuple[str, ...]
    trigger: str


def commitment_of(sentence: Sentence, clause: Clause) -> Commitment | None:
    """Return what binds the subject of an infinitive to do it; conjuncts share the first one's
    ("agreed to serve and [pay]")."""
    head = _first_infinitive(sentence, clause.head)
    if head is None:
        return None
    token = _first_with_to(sentence, head)
    governor = sentence.tokens[token.head]
    if governor.pos == "NOUN" and has_to(sentence, token.i):
        return _bind_by_agreement(sentence, governor, clause.lemma)
    if governor.pos != "VERB" or not _is_governed(token, governor) or not has_to(sentence, token.i):
        return None
    bound = _bind(sentence, governor.i, clause.lemma)
    return _deny(bound) if bound is not None and sentence.dependents(head, "neg") else bound


def _first_with_to(sentence: Sentence, head: int) -> Token:
    """The first of two infinitives that each have their "to": "agreed [to serve] and to pay"."""
    token = sentence.tokens[head]
    joined = token.dep == "conj" and sentence.tokens[token.head].tag == "VB"
    return sentence.tokens[token.head] if joined and has_to(sentence, head) else token


def _bind_by_agreement(sentence: Sentence, noun: Token, lemma: str) -> Commitment | None:
    """The commitment that an agreement makes of the verb *lemma* for who reaches it: "signed a
    [deal] to buy X"."""
    verb = sentence.tokens[noun.head]
    if noun.dep != "dobj" or noun.lemma not in words_of("AgreementNoun"):
        return None
    made = verb.lemma in words_of("UndertakingVerb") and verb.lemma != "have"
    if not made or _is_passive_here(sentence, verb):
        return None
    words = (verb.text.lower(), noun.text.lower(), "to")
    return Commitment(verb.i, " ".join(words), (verb.lemma, noun.lemma, "to"), f"agree_to_{lemma}")


def only_agrees(sentence: Sentence, clause: Clause) -> bool:
    """Return whether the clause is of an agreement to do what its infinitive says, which is a claim
    of its own: "reached [an agreement to buy X]"."""
    agreed = (
        k
        for k in clause.roles.get("dobj", ())
        if sentence.tokens[k].lemma in words_of("AgreementNoun")
    )
    deeds = (d for k in agreed for d in sentence.dependents(k, "acl", "relcl"))
    return any(has_to(sentence, d) for d in deeds)


def _is_governed(infinitive: Token, governor: Token) -> bool:
    """Whether an infinitive is the complement of its verb; one of plotting or ordering may show it
    as an adverbial."""
    purposeful = words_of("PlottingVerb") | words_of("OrderingVerb")
    return infinitive.dep == "xcomp" or infinitive.dep == "advcl" and governor.lemma in purposeful


def _first_infinitive(sentence: Sentence, head: int) -> int | None:
    """The infinitive with "to" that *head* is coordinated with; ``None`` where it is of another
    clause."""
    while (
        sentence.tokens[head].dep == "conj"
        and sentence.tokens[head].tag == "VB"
        and not has_to(sentence, head)
    ):
        first = sentence.tokens[head].head
        if sentence.tokens[first].tag != "VB" or sentence.dependents(head, "nsubj", "nsubjpass"):
            return None
        head = first
    return head


def _deny(bound: Commitment) -> Commitment:
    """The commitment to the contrary, as the negation belongs to what is promised or ordered, and
    no frame of the deed fits: "was told [not] to leave"."""
    *words, to = bound.minted
    return replace(
        bound,
        label=f"{bound.label.removesuffix(' to')} not to",
        minted=(*words, "not", to),
        trigger="",
    )


def _bind(sentence: Sentence, i: int, lemma: str) -> Commitment | None:
    """The commitment that verb *i* makes of the verb *lemma*."""
    governor = sentence.tokens[i]
    word = governor.text.lower()
    passive = _is_passive_here(sentence, governor)
    if governor.lemma in words_of("PromisingVerb") and not passive:
        return Commitment(i, f"{word} to", (governor.lemma, "to"), f"{governor.lemma}_to_{lemma}")
    if governor.lemma in words_of("OrderingVerb") and passive:
        return Commitment(
            i, f"was {word} to", ("be", word, "to"), f"be_{governor.lemma}_to_{lemma}"
        )
    participle = values_of("DirectingVerb").get(governor.lemma)
    if (
        participle and not passive and sentence.dependents(i, "dobj")
    ):  # "the order requires Boyd to pay", "told her to leave"
        be = "is" if governor.lemma in words_of("DemandingVerb") else "was"
        return Commitment(
            i, f"{be} {participle} to", ("be", participle, "to"), f"be_{governor.lemma}_to_{lemma}"
        )
    return None


def _is_passive_here(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is passive, or shares a passive auxiliary: "was fined and [ordered] to
    pay"."""
    if is_passive(sentence, verb.i):
        return True
    second = (
        verb.dep == "conj"
        and verb.tag == "VBD"
        and not sentence.dependents(verb.i, "dobj", "nsubj")
    )
    return second and is_passive(sentence, verb.head)
