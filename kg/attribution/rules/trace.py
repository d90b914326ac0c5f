"""How a stance came about, step by step, for who asks why: the walk, the attributions, the
account."""

from collections.abc import Iterator, Sequence

from kg.attribution.accounts import Account
from kg.attribution.modality.walk import assess
from kg.attribution.scopes import Scope
from kg.model import Sentence, Stance
from kg.ontology.loader import Ontology


def trace_stance(
    sentence: Sentence,
    token: int,
    scopes: Sequence[Scope],
    account: Account | None,
    stance: Stance,
    ontology: Ontology,
) -> Iterator[str]:
    """Yield the steps that lead to *stance* for the proposition at *token*, in the order in which
    they were taken."""
    levels = sorted(
        (s for s in scopes if token in s.content), key=lambda s: (len(s.content), s.cue)
    )
    steps: list[str] = []
    assess(sentence, token, ontology, levels[0].content if levels else None, steps=steps)
    yield from steps
    for scope in levels:
        yield (
            f"attributed by {scope.rule or 'quotation'}: {_source(scope)}, "
            f"{_cue(sentence, scope)}, {scope.modality or 'changes nothing'}"
        )
    if account is not None:
        who = account.source.text if account.source is not None else "nobody named"
        yield (
            f"account by {account.rule}: "
            f"{who}, {account.modality}, reaches {account.reach.name.lower()}"
        )
    yield f"so: {stance.modality}, {stance.polarity}" + (
        f" ({stance.reason})" if stance.reason else ""
    )


def _source(scope: Scope) -> str:
    return scope.source.text if scope.source is not None else "nobody named"


def _cue(sentence: Sentence, scope: Scope) -> str:
    """The words that attribute; those of another sentence where a quotation goes on."""
    return " ".join(sentence.tokens[k].text for k in scope.cue) or "goes on"
