"""How a source knows ("who reviewed the records", "under oath"), and where a text names no source
("it is alleged")."""

from collections.abc import Iterator, Sequence

from kg.attribution.scopes import Scope
from kg.model import Mention, Modality, NoteKind, Sentence, SourceNote, Span
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

_ATTRIBUTED = frozenset({Modality.REPORTED, Modality.ALLEGED})


def find_source_notes(
    sentence: Sentence,
    levels: Sequence[Scope],
    modality: Modality,
    chain: Sequence[Mention],
    reason: str,
    ontology: Ontology,
) -> tuple[SourceNote, ...]:
    """Return the notes on the source of a proposition that *levels* (innermost first) attribute, in
    text order, without their words.

    Where it is reported or alleged and *chain* names nobody, one note says so.
    """
    found = [note for scope in levels for note in _find_basis(sentence, scope, ontology)]
    if modality in _ATTRIBUTED and not chain:
        found.append(
            SourceNote(NoteKind.DOCUMENT)
            if reason == "pleading"
            else _note_unnamed(sentence, levels)
        )
    return tuple(sorted(dict.fromkeys(found), key=lambda note: (note.span, note.kind)))


def _note_unnamed(sentence: Sentence, levels: Sequence[Scope]) -> SourceNote:
    """That nobody is named, with the words that attribute where there are any: "[allegedly]", "it
    is [alleged]"."""
    cue = next((scope.cue for scope in levels if scope.modality is not None and scope.cue), ())
    return (
        _note(sentence, NoteKind.UNNAMED, min(cue), max(cue))
        if cue
        else SourceNote(NoteKind.UNNAMED)
    )


def _find_basis(sentence: Sentence, scope: Scope, ontology: Ontology) -> Iterator[SourceNote]:
    """The phrases around a source and its verb that say how it knows."""
    if scope.source is not None and scope.source.sentence == sentence.index:
        for k in sentence.dependents(scope.source.head, "relcl", "acl", "appos", "amod"):
            if k > scope.source.head and _tells_source(sentence, k, scope, ontology):
                yield _whole(sentence, k, scope)
    for verb in scope.cue:
        for k in sentence.dependents(verb, "prep", "advcl"):
            if k not in scope.content and _tells_how(sentence, k, ontology):
                yield _whole(sentence, k, scope)


def _tells_source(sentence: Sentence, k: int, scope: Scope, ontology: Ontology) -> bool:
    """Whether words say what sort of source it is: "[who reviewed the records]", "[familiar with
    the matter]", ", [a former employee,]"."""
    if k in scope.content or k in scope.cue:
        return False
    if sentence.tokens[k].dep in {"appos", "amod"}:
        return _describes(sentence, k, ontology)
    return is_cue(sentence, k, ontology, "BasisVerb")


def _describes(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether a phrase says who a source is: "a former employee"; not an age, another name or a
    word alone."""
    office = any(is_cue(sentence, i, ontology, "OfficeNoun") for i in sentence.subtree(k))
    cut = k + 1 < len(sentence.tokens) and sentence.tokens[k + 1].text == "-"
    return (
        bool(sentence.children[k])
        and not cut
        and (office or sentence.tokens[k].pos in {"NOUN", "ADJ"})
    )


def _tells_how(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether words say how it was told: "[under oath]", "[speaking on condition of anonymity]"."""
    if sentence.tokens[k].dep == "advcl":
        return sentence.tokens[k].tag in {"VBG", "VBN"} and is_cue(
            sentence, k, ontology, "BasisVerb"
        )
    return any(is_cue(sentence, o, ontology, "BasisNoun") for o in sentence.dependents(k, "pobj"))


def _whole(sentence: Sentence, k: int, scope: Scope) -> SourceNote:
    """The phrase of token *k* as far as it stands together, without what is said."""
    below = {i for i in sentence.subtree(k) if i not in scope.content and i not in scope.cue}
    first = last = k
    while first - 1 in below:
        first -= 1
    while last + 1 in below:
        last += 1
    while last > first and sentence.tokens[last].pos == "PUNCT":
        last -= 1
    return _note(sentence, NoteKind.BASIS, first, last)


def _note(sentence: Sentence, kind: NoteKind, first: int, last: int) -> SourceNote:
    return SourceNote(kind, span=Span(sentence.tokens[first].start, sentence.tokens[last].end))
