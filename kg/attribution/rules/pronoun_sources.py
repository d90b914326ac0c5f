"""Whom a pronoun that speaks stands for: "He added that ...", "It implies that ..."."""

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution.scopes import Scope
from kg.model import Mention, MentionKind, Modality, Sentence
from kg.ontology.genders import gender_words, is_female_name

_PERSONAL = frozenset({"he", "she"})


def find_speaker_before(
    scope: Scope,
    before: Sequence[Sequence[Scope]],
    sentences: Sequence[Sentence],
    beside: Sequence[Scope] = (),
) -> Scope:
    """Return *scope* with the last source of its kind as whom its pronoun speaks for ("it
    implies"), which inherits that one's role as accuser; *beside* are the attributions of its own
    sentence."""
    source = scope.source
    if source is None or source.kind is not MentionKind.PRONOUN or _is_named(source, beside):
        return scope
    for index in range(scope.sentence - 1, max(scope.sentence - 3, -1), -1):
        fitting = [s for s in before[index] if _may_stand_for(source, s, sentences)]
        if not fitting:
            continue
        between = sentences[index : scope.sentence + 1]
        open_ = _stays_open(source.text.lower(), between) or _are_unlike(fitting)
        return scope if open_ else _speak_for(scope, fitting[-1])
    return scope


def _is_named(pronoun: Mention, beside: Sequence[Scope]) -> bool:
    """Whether somebody by name says in the same sentence what a "he" or "she" says ("Moss said she
    could not confirm it"): that is no speaker of the sentence before."""
    around = [s.source for s in beside if pronoun.head in s.content and s.source is not None]
    named = any(source.kind is MentionKind.NAME for source in around)
    return named and pronoun.text.lower() in _PERSONAL


def _are_unlike(fitting: Sequence[Scope]) -> bool:
    """Whether one sentence has sources of different names: "Pike said that Moss told him"."""
    named = {s.source.text for s in fitting if s.source and s.source.kind is MentionKind.NAME}
    return len(named) > 1


def _stays_open(pronoun: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a pronoun need not mean the source in the first of *sentences*: it is far off, or
    somebody is named since."""
    apart = sentences[0].unit < sentences[-1].unit - 1
    if pronoun == "it" and any(_is_about_body(sentence) for sentence in sentences[1:-1]):
        return True
    named = (label for sentence in sentences[1:-1] for _, _, label in sentence.entities)
    return apart or pronoun in {"i", "we", "you"} or pronoun in _PERSONAL and "PERSON" in named


def _is_about_body(sentence: Sentence) -> bool:
    """Whether a body is the subject of the sentence: "[Crestwick] denied it"."""
    subjects = (t for t in sentence.tokens if t.dep == "nsubj" and t.entity == "ORG")
    return any(sentence.tokens[t.head].dep == "ROOT" for t in subjects)


def _is_of_other_gender(pronoun: str, known: Mention, sentence: Sentence) -> bool:
    """Whether a title or a given name tells that its bearer is no "he", or no "she"."""
    if pronoun not in _PERSONAL:
        return False
    if (pronoun == "he") in gender_words(sentence, known):
        return True
    names = known.text.split()
    return any(is_female_name(name) is (pronoun == "he") for name in names[:-1] or names)


def _may_stand_for(pronoun: Mention, earlier: Scope, sentences: Sequence[Sentence]) -> bool:
    """Whether a pronoun may mean the source of an earlier attribution: a person or not, one paper
    or more."""
    known, word = earlier.source, pronoun.text.lower()
    if known is None or known.kind is MentionKind.PRONOUN and not earlier.cue:
        return False
    if _is_of_other_gender(word, known, sentences[known.sentence]):
        return False
    if (known.type == "Person") is not (word in _PERSONAL):
        return False
    if word in _PERSONAL and sentences[known.sentence].tokens[known.head].tag in {"NNS", "NNPS"}:
        return False
    return word != "they" or not (
        known.type == "Document" or _is_paper(sentences[known.sentence], known)
    )


def _speak_for(scope: Scope, earlier: Scope) -> Scope:
    """The attribution with the source of the earlier one; what an accuser reports is alleged."""
    accuses = earlier.modality is Modality.ALLEGED and scope.modality is Modality.REPORTED
    return replace(
        scope, source=earlier.source, modality=Modality.ALLEGED if accuses else scope.modality
    )


def _is_paper(sentence: Sentence, source: Mention) -> bool:
    """Whether a source is one paper, which "they" cannot stand for."""
    return sentence.tokens[source.head].tag == "NN" and not source.type
