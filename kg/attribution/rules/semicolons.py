"""What an account goes on with behind a semicolon: "Prosecutors said that Lang stole the car; [Moor
hid the keys]; and [Reyes paid a clerk]".

A semicolon parts what stands together (Huddleston & Pullum 2002, chapter 20, section 5), so that
the second clause may be told as the first is; in doubt it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.attribution.scopes import Scope
from kg.model import Modality, Polarity, Sentence
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import cue_classes
from kg.ontology.loader import Ontology

_TOLD = frozenset({Modality.REPORTED, Modality.ALLEGED})
_OWN_WORD = frozenset({"DenyVerb", "ReportVerb"})
_STEPS = frozenset({"ProcedureVerb", "ConvictVerb", "AcquitVerb"})


def widen_over_semicolons(
    sentence: Sentence, ontology: Ontology, found: Sequence[Scope]
) -> list[Scope]:
    """Return the scopes *found*, those that end at a semicolon with the clauses behind it, up to
    one with a source or a step of the proceeding of its own."""
    marks = [t.i for t in sentence.tokens if t.text == ";"]
    if not marks:
        return list(found)
    cues = {k for scope in found for k in scope.cue}
    return [_widen(sentence, ontology, scope, marks, cues) for scope in found]


def _widen(
    sentence: Sentence, ontology: Ontology, scope: Scope, marks: list[int], cues: set[int]
) -> Scope:
    end = _end_of_account(sentence, scope, marks)
    if end is None or not cues.isdisjoint(range(max(scope.content) + 1, end)):
        return scope
    added: set[int] = set()
    for clause in _clauses_behind(sentence, marks, end):
        own = any(k in cues or _is_own_step(sentence, ontology, k) for k in clause)
        if own or not _holds_clause(sentence, clause):
            break
        added.update(clause)
    return replace(scope, content=scope.content | added)


def _end_of_account(sentence: Sentence, scope: Scope, marks: list[int]) -> int | None:
    """The semicolon behind what is told in *scope*; ``None`` where it tells no clause."""
    if scope.modality not in _TOLD or scope.polarity is not Polarity.POSITIVE:
        return None
    opens = bool(scope.cue) and bool(scope.content) and min(scope.cue) < min(scope.content)
    if not opens or not _holds_clause(sentence, scope.content):
        return None
    return next((m for m in marks if m > max(scope.content)), None)


def _clauses_behind(sentence: Sentence, marks: list[int], first: int) -> Iterator[range]:
    """The tokens between the semicolons from the one at *first* on."""
    starts = [m + 1 for m in marks if m >= first]
    for start, end in zip(starts, [*starts[1:], len(sentence.tokens)], strict=True):
        yield range(start, end)


def _holds_clause(sentence: Sentence, tokens: Collection[int]) -> bool:
    """Whether a finite verb with its subject stands among the *tokens*: no item of a list."""
    return any(
        sentence.tokens[k].tag in FINITE_TAGS
        and any(s in tokens for s in sentence.dependents(k, *SUBJECTS))
        for k in tokens
    )


def _is_own_step(sentence: Sentence, ontology: Ontology, k: int) -> bool:
    """Whether a verb has a word of its own, or is a step of the proceeding that the writer tells:
    "he was sentenced on Friday"."""
    if sentence.tokens[k].pos != "VERB":
        return False
    classes = cue_classes(sentence, k, ontology)
    undergone = bool(sentence.dependents(k, "auxpass"))
    return bool(classes & _OWN_WORD) or undergone and bool(classes & _STEPS)
