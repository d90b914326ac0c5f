"""The layer of open predicates: every clause of a sentence as a tuple of its own words.

Wider than the graph, which keeps stricter rules: pronouns, clauses and long phrases may be
arguments here. Clause types follow ClausIE (Del Corro & Gemulla 2013): a verb group with its
subject, its complement, then its adjuncts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.language.clauses import Clause, antecedent, find_clauses
from kg.model import Sentence

_VERB_GROUP = ("aux", "auxpass", "neg", "prt")
_BY_CLAUSE = {"ccomp": 0.6, "relcl": 0.63, "advcl": 0.55, "xcomp": 0.55, "acl": 0.55, "pcomp": 0.55}
_CUT = frozenset({"relcl", "appos", "acl"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class OpenTuple:
    """A clause in its own words: the verb group, its subject, complement and adjuncts.

    ``head`` is the token index of the verb; ``confidence`` lies in 0..1.
    """

    relation: str
    args: tuple[str, ...]
    head: int
    confidence: float


def open_tuples(sentence: Sentence) -> list[OpenTuple]:
    """Return the open tuples of *sentence*, in text order."""
    out: dict[tuple[str, tuple[str, ...]], OpenTuple] = {}
    for clause in find_clauses(sentence):
        for found in _clause_tuples(sentence, clause):
            out.setdefault((found.relation, found.args), found)
    for found in _appositions(sentence):
        out.setdefault((found.relation, found.args), found)
    return list(out.values())


def _clause_tuples(sentence: Sentence, clause: Clause) -> Iterator[OpenTuple]:
    subjects = clause.roles.get("dobj" if clause.passive else "nsubj", ())
    if not subjects or _in_chain(sentence, clause.head):
        return
    group, complement, adjuncts = _arrange(sentence, clause, set(subjects))
    relation = _words(sentence, group)
    confidence = _confidence(sentence, clause)
    tail = [_words(sentence, a) for a in adjuncts]
    for subject in subjects:
        for member in _members(sentence, subject):
            who = _words(sentence, _phrase(sentence, member, subject))
            if not who:
                continue
            for part in _split(sentence, complement):
                args = tuple(a for a in (who, _words(sentence, part), *tail) if a)
                if len(args) > 1 and relation:
                    yield OpenTuple(relation, args, clause.head, confidence)


def _in_chain(sentence: Sentence, i: int) -> bool:
    """Whether verb *i* is told as part of the verb group above it ("is struggling to
    dismantle")."""
    token = sentence.tokens[i]
    return token.dep == "xcomp" and i > token.head and not sentence.dependents(token.head, "dobj")


def _arrange(
    sentence: Sentence, clause: Clause, subjects: set[int]
) -> tuple[list[int], list[int], list[list[int]]]:
    """The verb group, the complement, and the adjuncts, as token lists in text order."""
    group, complement, adjuncts = _verb_group(sentence, clause.head), [], []
    chain = [clause.head]
    while True:
        nexts = [
            k
            for k in sentence.dependents(chain[-1], "xcomp")
            if sentence.tokens[k].pos in {"VERB", "AUX"}
        ]
        if not nexts or sentence.dependents(chain[-1], "dobj") or nexts[0] < chain[-1]:
            break
        chain.append(nexts[0])
        group += _verb_group(sentence, nexts[0])
    for verb in chain:
        for k in sentence.children[verb]:
            dep = sentence.tokens[k].dep
            if k in subjects or k in group or k in chain:
                continue
            if dep == "ccomp" and k < clause.head:
                complement += [j for j in _full(sentence, k) if j < clause.head]
            elif (
                dep in {"dobj", "attr", "acomp", "ccomp", "oprd", "dative", "xcomp"}
                and k > clause.head
            ):
                complement += _full(sentence, k)
            elif dep in {"prep", "agent", "npadvmod", "advmod"}:
                adjuncts.append(_full(sentence, k))
    gap = clause.roles.get("dobj", ()) if not clause.passive else ()
    if not complement and gap and gap[0] < clause.head:
        complement = _phrase(sentence, gap[0], gap[0])
    if not complement:
        _promote(sentence, chain[-1], group, complement, adjuncts)
    return sorted(group), sorted(complement), adjuncts


def _promote(
    sentence: Sentence,
    head: int,
    group: list[int],
    complement: list[int],
    adjuncts: list[list[int]],
) -> None:
    """Without a complement the first following phrase is one, and its preposition joins the verb
    group."""
    for adjunct in adjuncts:
        first = adjunct[0]
        if first > head and sentence.tokens[first].dep in {"prep", "agent"}:
            group.append(first)
            complement.extend(adjunct[1:])
            adjuncts.remove(adjunct)
            return
    for adjunct in adjuncts:
        complement.extend(adjunct)
        adjuncts.remove(adjunct)
        return


def _verb_group(sentence: Sentence, i: int) -> list[int]:
    group = [i, *sentence.dependents(i, *_VERB_GROUP)]
    low = min(group)
    group += [
        k for k in sentence.dependents(i, "advmod") if low < k < i and not sentence.children[k]
    ]
    return sorted(group)


def _full(sentence: Sentence, k: int) -> list[int]:
    return list(sentence.subtree(k))


def _members(sentence: Sentence, i: int) -> list[int]:
    out, todo = [], [i]
    while todo:
        k = todo.pop()
        out.append(k)
        todo.extend(
            c
            for c in sentence.dependents(k, "conj")
            if sentence.tokens[c].pos in {"NOUN", "PROPN", "PRON"}
        )
    return sorted(out)


def _phrase(sentence: Sentence, member: int, top: int) -> list[int]:
    """The noun phrase of a subject without relative clauses and appositions; conjuncts apart."""
    member = antecedent(sentence, member)
    out: list[int] = []
    todo = [member]
    while todo:
        k = todo.pop()
        out.append(k)
        for c in sentence.children[k]:
            dep = sentence.tokens[c].dep
            if k == member and (
                dep in _CUT or dep in {"cc", "conj", "preconj"} or dep == "punct" and c > member
            ):
                continue
            todo.append(c)
    return sorted(out)


def _split(sentence: Sentence, complement: list[int]) -> list[list[int]]:
    """A complement without relative clauses and appositions, one for each noun of a
    coordination."""
    kept = _without_clauses(sentence, complement)
    inside = set(kept)
    tops = [
        k for k in kept if sentence.tokens[k].head not in inside or sentence.tokens[k].head == k
    ]
    if len(tops) != 1:
        return [kept]
    head, lead = tops[0], []
    if sentence.tokens[head].pos == "ADP":
        objects = [k for k in sentence.dependents(head, "pobj") if k in inside]
        if len(objects) != 1:
            return [kept]
        head, lead = objects[0], [k for k in kept if k <= head]
    if sentence.tokens[head].pos not in _NOUNS:
        return [kept]
    parts = _conjuncts(sentence, head, inside)
    return [kept] if len(parts) == 1 else [sorted({*lead, *part}) for part in parts]


def _without_clauses(sentence: Sentence, phrase: list[int]) -> list[int]:
    inside = set(phrase)
    cut = {
        k
        for k in phrase
        if sentence.tokens[k].dep in {"relcl", "appos"} and sentence.tokens[k].head in inside
    }
    dropped = {j for k in cut for j in sentence.subtree(k)}
    return [k for k in phrase if k not in dropped] or phrase


def _conjuncts(sentence: Sentence, head: int, inside: set[int]) -> list[list[int]]:
    """The tokens of *head* and of each noun coordinated with it, conjunctions and commas between
    them left out."""
    nexts = [
        k
        for k in sentence.dependents(head, "conj")
        if sentence.tokens[k].pos in _NOUNS and k in inside
    ]
    own = set(sentence.subtree(head)) & inside
    if nexts:
        own -= {j for k in nexts for j in sentence.subtree(k)} | set(
            sentence.dependents(head, "cc", "preconj")
        )
        own -= {k for k in sentence.dependents(head, "punct") if k > head}
    return [sorted(own), *(part for k in nexts for part in _conjuncts(sentence, k, inside))]


def _words(sentence: Sentence, tokens: Iterable[int]) -> str:
    """The words of some tokens, runs of neighbours exactly as they stand, without outer
    punctuation."""
    run = list(tokens)
    while run and sentence.tokens[run[0]].pos == "PUNCT":
        run.pop(0)
    while run and sentence.tokens[run[-1]].pos == "PUNCT":
        run.pop()
    parts, start = [], 0
    for k in range(1, len(run) + 1):
        if k == len(run) or run[k] != run[k - 1] + 1:
            if run[start:k]:
                parts.append(sentence.slice(run[start], run[k - 1] + 1))
            start = k
    return " ".join(parts)


def _confidence(sentence: Sentence, clause: Clause) -> float:
    """The share of a tuple's words that are right, as measured on CaRB by the kind of clause."""
    dep = sentence.tokens[clause.head].dep
    direct = bool(sentence.dependents(clause.head, "nsubj", "nsubjpass"))
    return round(_BY_CLAUSE.get(dep, 0.75) - (0.0 if direct else 0.05), 2)


def _appositions(sentence: Sentence) -> Iterator[OpenTuple]:
    for token in sentence.tokens:
        if (
            token.dep == "appos"
            and token.pos in {"NOUN", "PROPN"}
            and sentence.tokens[token.head].pos in {"NOUN", "PROPN"}
        ):
            left = _words(sentence, _phrase(sentence, token.head, token.head))
            right = _words(sentence, _phrase(sentence, token.i, token.i))
            if left and right:
                yield OpenTuple("is", (left, right), token.i, 0.43)
