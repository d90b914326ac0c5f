"""A bare sentence between two that the same source tells is that source's too: news tells a
statement in turns."""

from collections.abc import Container, Sequence

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.procedure import is_procedural
from kg.attribution.scopes import SPEAKERS, Scope
from kg.model import Mention, Modality, Sentence
from kg.ontology.loader import Ontology


def find_between(
    sentences: Sequence[Sentence],
    scopes: Sequence[Sequence[Scope]],
    told: Container[int],
    ontology: Ontology,
) -> dict[int, Account]:
    """Return the account of each sentence that stands alone between two statements of one speaker
    in its paragraph."""
    out: dict[int, Account] = {}
    for before, own, after in zip(sentences, sentences[1:], sentences[2:], strict=False):
        first, last = _teller(before, scopes[before.index]), _teller(after, scopes[after.index])
        one_paragraph = before.unit == own.unit == after.unit
        if first is None or not one_paragraph or not _is_same(first, last):
            continue
        if own.index not in told and not scopes[own.index] and not is_procedural(own, ontology):
            out[own.index] = Account(
                first, Modality.REPORTED, Reach.DEEDS, "between two statements"
            )
    return out


def _teller(sentence: Sentence, scopes: Sequence[Scope]) -> Mention | None:
    """Who says most of a sentence, or its main clause."""
    size, root = len(sentence.tokens), sentence.root
    for scope in scopes:
        whole = 2 * len(scope.content) > size or bool(scope.cue) and scope.cue[0] == root
        if (
            scope.modality is Modality.REPORTED
            and whole
            and scope.source is not None
            and scope.source.type in SPEAKERS
        ):
            return scope.source
    return None


def _is_same(first: Mention, last: Mention | None) -> bool:
    """Whether two mentions are one, or end in the same name."""
    return last is not None and (first == last or first.text.split()[-1] == last.text.split()[-1])
