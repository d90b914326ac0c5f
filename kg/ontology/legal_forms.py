"""Legal forms of companies (ISO 20275), which documents add to a name or leave out."""

from collections.abc import Mapping
from functools import cache

from kg.ontology.loader import load_ontology

_SHORT = 2
"""Up to this many letters a form counts only as the ontology writes it: "AS" is one, "As" is a
word."""


def is_legal_form(word: str) -> bool:
    """Whether *word*, at the end of a name, is a company's legal form; full stops and a comma make
    no difference.

    >>> is_legal_form("S.p.A."), is_legal_form("AB,")
    (True, True)
    >>> is_legal_form("Ab initio"), is_legal_form("Spa")
    (False, False)
    """
    bare = _bare(word)
    written = _written_forms().get(bare.casefold(), frozenset())
    return bare in written or (bool(written) and bare.isupper() and len(bare) > _SHORT)


@cache
def folded_forms() -> frozenset[str]:
    """Return all legal forms in lower case without full stops: for names whose case says
    nothing."""
    return frozenset(_written_forms())


@cache
def _written_forms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form in load_ontology().words.get("LegalForm", ()):
        found.setdefault(_bare(form).casefold(), set()).add(_bare(form))
    return {folded: frozenset(forms) for folded, forms in found.items()}


def _bare(word: str) -> str:
    return word.strip(",()").replace(".", "")
