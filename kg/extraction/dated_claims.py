"""When something is or was, for a clause that reaches nothing else: "the hearing is scheduled for
[May 4]", "[started] in 1990, the fair draws many"."""

from collections.abc import Iterator

from kg.extraction.open_claims import is_definite, is_known, pair_ends, reach_by
from kg.language.clauses import Clause
from kg.model import ClaimMention, Sentence
from kg.ontology.loader import Ontology

_WHEN = frozenset({"on", "in", "for", "from", "since", "through", "until"})


def claim_date(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield when it is, for a clause without another object: "the hearing is scheduled for May
    4"."""
    subjects = clause.subjects
    if not _can_be_dated(sentence, clause):
        return
    roles = [
        role
        for role in clause.roles
        if role.removeprefix("prep_") in _WHEN and _is_date(sentence, clause, clause.roles[role][0])
    ]
    named = tuple(
        k
        for k in subjects
        if is_known(sentence, k, ontology)
        or is_definite(sentence, k)
        or sentence.tokens[k].text.endswith("ing")
    )
    for role in sorted(roles, key=lambda r: (clause.roles[r][0], r))[:1]:
        yield from pair_ends(
            sentence, clause, named, clause.roles[role], *reach_by(sentence, clause, role), ontology
        )


def _can_be_dated(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is one of its own, or tells in passing when something was done ("the fund,
    announced in May 2006, …")."""
    token = sentence.tokens[clause.head]
    reaches = not clause.passive and not clause.roles.keys().isdisjoint({"dobj", "xcomp"})
    if reaches or token.dep == "pcomp":
        return False  # "began fighting in 1983": what began is the deed below
    if token.dep == "acl":
        return clause.passive and token.tag == "VBN"
    if token.dep == "advcl":  # "[founded] in 1990, the fair draws many"
        return clause.passive and token.i < token.head
    return token.dep != "xcomp" or sentence.tokens[token.head].lemma == "be"


def _is_date(sentence: Sentence, clause: Clause, k: int) -> bool:
    return k > clause.head and any(
        a <= k < b and label == "DATE" for a, b, label in sentence.entities
    )
