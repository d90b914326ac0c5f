"""Infinitives that a promise or an order governs: "agreed [to pay]", "was ordered [to pay]".

What is on record is the promise or the order, so that its verb is part of the relation and carries
its strength (commissive and directive complements, Searle 1976).
"""

from dataclasses import dataclass, replace

from kg.language.clauses import Clause, is_passive
from kg.model import Sentence

_PROMISING = frozenset(
    "agree refuse decline pledge promise vow undertake conspire attempt try plot threaten offer intend plan move consent seek "
    "volunteer scheme aim strive".split()
)
_PLOTTING = frozenset({"conspire", "plot", "agree"})
_ORDERING = frozenset(
    "order require sentence bar prohibit forbid direct force compel oblige persuade design tell instruct ask urge pressure coerce "
    "allow permit authorize authorise entitle expect schedule assign hire recruit invite encourage trick".split()
)
_DIRECTED = {
    "require": "required", "oblige": "obliged", "order": "ordered", "direct": "directed", "force": "forced", "compel": "compelled",
    "tell": "told", "instruct": "instructed", "ask": "asked", "urge": "urged", "pressure": "pressured", "coerce": "coerced",
    "persuade": "persuaded", "trick": "tricked",
}  # fmt: skip
_DEMANDING = frozenset({"require", "oblige"})
"""What these say holds as long as the order or the law does."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """The verb that binds, the words up to the infinitive, these as minted into a predicate, and as a frame's trigger."""

    governor: int
    label: str
    minted: tuple[str, ...]
    trigger: str


def commitment_of(sentence: Sentence, clause: Clause) -> Commitment | None:
    """Return what binds the subject of an infinitive to do it; conjuncts share the first one's ("agreed to serve and [pay]")."""
    head = _first_infinitive(sentence, clause.head)
    if head is None:
        return None
    token = sentence.tokens[head]
    if token.dep == "conj" and sentence.tokens[token.head].tag == "VB" and _to(sentence, head):
        token = sentence.tokens[token.head]
    governor = sentence.tokens[token.head]
    governed = token.dep == "xcomp" or token.dep == "advcl" and governor.lemma in _PLOTTING | _ORDERING
    if governor.pos != "VERB" or not governed or not _to(sentence, token.i):
        return None
    bound = _bind(sentence, governor.i, clause.lemma)
    return _deny(bound) if bound is not None and sentence.dependents(head, "neg") else bound


def _first_infinitive(sentence: Sentence, head: int) -> int | None:
    """The infinitive with "to" that *head* is coordinated with; ``None`` where it is of another clause."""
    while sentence.tokens[head].dep == "conj" and sentence.tokens[head].tag == "VB" and not _to(sentence, head):
        first = sentence.tokens[head].head
        if sentence.tokens[first].tag != "VB" or sentence.dependents(head, "nsubj", "nsubjpass"):
            return None
        head = first
    return head


def _deny(bound: Commitment) -> Commitment:
    """ "Was told [not] to leave": the negation belongs to what is promised or ordered, and no frame of the deed fits."""
    *words, to = bound.minted
    return replace(bound, label=f"{bound.label.removesuffix(' to')} not to", minted=(*words, "not", to), trigger="")


def _bind(sentence: Sentence, i: int, lemma: str) -> Commitment | None:
    governor = sentence.tokens[i]
    passive = _is_passive(sentence, i)
    word = governor.text.lower()
    if governor.lemma in _PROMISING and not passive:
        return Commitment(i, f"{word} to", (governor.lemma, "to"), f"{governor.lemma}_to_{lemma}")
    if governor.lemma in _ORDERING and passive:
        return Commitment(i, f"was {word} to", ("be", word, "to"), f"be_{governor.lemma}_to_{lemma}")
    participle = _DIRECTED.get(governor.lemma)
    if participle and not passive and sentence.dependents(i, "dobj"):  # "the order requires Boyd to pay", "told her to leave"
        be = "is" if governor.lemma in _DEMANDING else "was"
        return Commitment(i, f"{be} {participle} to", ("be", participle, "to"), f"be_{governor.lemma}_to_{lemma}")
    return None


def _is_passive(sentence: Sentence, i: int) -> bool:
    """Whether the governor is passive, also as the second of two: "was fined and [ordered] to pay"."""
    token = sentence.tokens[i]
    second = token.dep == "conj" and token.tag == "VBD" and not sentence.dependents(i, "dobj", "nsubj")
    return is_passive(sentence, i) or second and is_passive(sentence, token.head)


def _to(sentence: Sentence, i: int) -> bool:
    return any(sentence.tokens[k].text.lower() == "to" for k in sentence.dependents(i, "aux"))
