"""Who speaks in a quotation that runs over sentences, or stands without a verb of saying."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kg.attribution.rules.loose_quotes import find_block_speaker, find_loose_speaker
from kg.attribution.scopes import SPEAKERS, Scope
from kg.language.quotations import OPENING_MARKS
from kg.model import Modality, Sentence, Span
from kg.ontology.loader import Ontology


def continue_quotes(
    sentences: Sequence[Sentence],
    quotes: Sequence[Span],
    scopes: list[list[Scope]],
    ontology: Ontology,
) -> None:
    """Give sentences inside a quotation, and without a cue of their own, the quotation's
    speaker."""
    last: Scope | None = None
    starts, ends = [s.span.start for s in sentences], [s.span.end for s in sentences]
    for quote in quotes:
        members = sentences[bisect_right(ends, quote.start) : bisect_left(starts, quote.end)]
        speaker = (
            _speaker(members, quote, scopes, sentences)
            or _loose_speaker(members, quote, scopes, sentences, ontology)
            or _last_speaker(last, members, quote, sentences)
        )
        if speaker is None:
            continue
        last = speaker
        _give_quote(speaker, quote, members, scopes)


def continue_blocks(
    sentences: Sequence[Sentence], scopes: list[list[Scope]], ontology: Ontology
) -> None:
    """Give the paragraph without quotation marks behind a sentence that ends in a colon to who says
    it there: "The Church denied this:"; sentences with a speaker of their own stay his."""
    for before, first in pairwise(sentences):
        if scopes[first.index] or not _opens_block(before, first):
            continue
        speaker = find_block_speaker(before, ontology)
        if speaker is not None:
            told = [s for s in scopes[before.index] if s.content]
            scopes[before.index] = [*told, speaker]
            _give_block(speaker, first, sentences, scopes)


def _opens_block(before: Sentence, first: Sentence) -> bool:
    """Whether a colon stands before the paragraph that *first* opens without quotation marks."""
    if before.heading or first.heading or first.unit != before.unit + 1:
        return False
    return before.tokens[-1].text == ":" and first.tokens[0].text not in OPENING_MARKS


def _give_block(
    speaker: Scope, first: Sentence, sentences: Sequence[Sentence], scopes: list[list[Scope]]
) -> None:
    """Let the speaker go on in one paragraph, up to a sentence with a cue of its own."""
    for sentence in sentences[first.index :]:
        if sentence.unit != first.unit or scopes[sentence.index]:
            return
        words = frozenset(t.i for t in sentence.tokens)
        scopes[sentence.index].append(_continuation(sentence.index, words, speaker))


def _loose_speaker(
    members: Sequence[Sentence],
    quote: Span,
    scopes: list[list[Scope]],
    sentences: Sequence[Sentence],
    ontology: Ontology,
) -> Scope | None:
    """Who says a quotation without a verb of saying; he is one more of those who speak."""
    speaker = find_loose_speaker(members, quote, sentences, ontology) if members else None
    if speaker is not None:
        scopes[speaker.sentence].append(speaker)
    return speaker


def _give_quote(
    speaker: Scope, quote: Span, members: Sequence[Sentence], scopes: Sequence[list[Scope]]
) -> None:
    """Let the speaker go on in each sentence of the quotation that has no cue for it."""
    for sentence in members:
        inside = _within(sentence, quote)
        if inside and not any(s.quotable and s.content & inside for s in scopes[sentence.index]):
            scopes[sentence.index].append(_continuation(sentence.index, inside, speaker))


def _last_speaker(
    last: Scope | None, members: Sequence[Sentence], quote: Span, sentences: Sequence[Sentence]
) -> Scope | None:
    """Who spoke last, where the quotation opens a sentence of the same paragraph or the next."""
    if last is None or not members or members[0].unit - sentences[last.sentence].unit > 1:
        return None
    return last if _follows(members[0], quote) else None


def _within(sentence: Sentence, quote: Span) -> frozenset[int]:
    """The tokens of *sentence* inside a quotation."""
    return frozenset(t.i for t in sentence.tokens if quote.start <= t.start < quote.end)


def _continuation(sentence: int, inside: frozenset[int], speaker: Scope) -> Scope:
    return Scope(
        sentence,
        speaker.source,
        None,
        (),
        inside,
        speaker.modality,
        speaker.polarity,
        False,
        speaker,
    )


def _follows(sentence: Sentence, quote: Span) -> bool:
    return quote.start <= sentence.span.start + 1


def _speaker(
    members: Sequence[Sentence],
    quote: Span,
    scopes: Sequence[Sequence[Scope]],
    sentences: Sequence[Sentence],
) -> Scope | None:
    """Who speaks in a quotation over the sentences *members*: by a cue in one of them, around its
    beginning or before it."""
    if not members:
        return None
    opening = _within(members[0], quote) if len(members) > 1 else frozenset()
    return (
        _speaker_in(members, quote, scopes) or _speaker_around(opening, scopes[members[0].index])
        or _speaker_before(members[0], quote, scopes, sentences)
    )  # fmt: skip


def _speaker_in(
    members: Sequence[Sentence], quote: Span, scopes: Sequence[Sequence[Scope]]
) -> Scope | None:
    """The attribution whose speaker says the quotation of this sentence, too: "“It fell,” Ortiz
    said. “It fell by half.”"."""
    for sentence in members:
        inside = _within(sentence, quote)
        for scope in scopes[sentence.index]:
            if scope.quotable and scope.content & inside and scope.modality is not None:
                return scope
    return None


def _speaker_around(opening: frozenset[int], scopes: Sequence[Scope]) -> Scope | None:
    """Who says the first words of the quotation, by a cue outside of it."""
    named = (s for s in scopes if s.source is not None and s.modality is not None)
    return next((s for s in named if s.content & opening and not opening & set(s.cue)), None)


def _speaker_before(
    first: Sentence, quote: Span, scopes: Sequence[Sequence[Scope]], sentences: Sequence[Sentence]
) -> Scope | None:
    """Who speaks in the sentence before a quotation that opens the sentence *first*."""
    if first.index == 0 or not _follows(first, quote):
        return None
    before = sentences[first.index - 1]
    if before.unit >= first.unit - 1 and before.tokens[-1].text in {":", ","}:
        return next((s for s in reversed(scopes[before.index]) if s.quotable), None)
    if before.unit == first.unit:  # "As Ortiz told the paper, it fell. “It fell by half.”"
        return next((s for s in scopes[before.index] if _tells(s, before)), None)
    return None


def _tells(scope: Scope, sentence: Sentence) -> bool:
    """Whether a sentence as a whole is what somebody says, who may go on in a quotation."""
    said = (
        scope.source is not None and scope.modality is Modality.REPORTED and scope.continues is None
    )
    return (
        said
        and scope.source is not None
        and scope.source.type in SPEAKERS
        and 2 * len(scope.content) > len(sentence.tokens)
    )
