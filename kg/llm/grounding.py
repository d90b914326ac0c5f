"""What a model says → claim mentions, where the text and kg's grammar bear it out; else refused,
with the reason."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, product

from kg.llm.alignment import find_words
from kg.llm.parsing import Item
from kg.llm.readings import CONFIDENCE, NAME, find_readings, mention_in, read_untold
from kg.model import ClaimMention, Modality, Opinion, Polarity, Sentence, Span
from kg.ontology.loader import Ontology

_PLACES = 6
"""Of one word in a quotation; further ones are not tried."""


class Reason(StrEnum):
    """Why nothing becomes of what a model says; later ones are nearer to a claim."""

    STRENGTH = "the strength is none of the ten"
    QUOTE = "the quotation is not in the passage"
    WORDS = "the words for subject, cue or object are not in the quotation"
    CLAIMANT = "the words for the claimant are not in the sentence"
    SENTENCE = "subject, cue and object do not stand in one sentence"
    SILENT = "nobody claims what stands there (a headline, a caption, a signature)"
    NAMES = "the words for subject or object name nothing, or a part of a longer name"
    GRAMMAR = "the sentence says it of others, does not say it so, or it would accuse"


@dataclass(frozen=True, slots=True)
class Grounded:
    """What became of an item: a claim mention, or the reason why none."""

    item: Item
    claim: ClaimMention | None
    reason: Reason | None = None


class Grounder:
    """Grounds items in the sentences of one document."""

    def __init__(self, text: str, sentences: Sequence[Sentence], ontology: Ontology) -> None:
        self.text, self.ontology = text, ontology
        self.sentences = [s for s in sentences if s.tokens]
        self._starts = [s.span.start for s in self.sentences]

    def ground(self, item: Item, passage: Span) -> Grounded:
        """Return what becomes of an *item* of a model's answer on a *passage*."""
        if item.strength not in list(Modality):
            return Grounded(item, None, Reason.STRENGTH)
        quotes = list(islice(find_words(item.quote, self.text, passage), _PLACES))
        furthest = Reason.WORDS if quotes else Reason.QUOTE
        order = list(Reason)
        for quote in quotes:
            for found in self._in_quote(item, quote):
                if isinstance(found, ClaimMention):
                    return Grounded(item, found)
                furthest = max(furthest, found, key=order.index)
        return Grounded(item, None, furthest)

    def _in_quote(self, item: Item, quote: Span) -> Iterator[ClaimMention | Reason]:
        """Yield for each way to place the words in a quotation the claim, or what is wrong."""
        places = (
            list(islice(find_words(words, self.text, quote), _PLACES))
            for words in (item.subject, item.cue, item.object)
        )
        for subject, cue, obj in product(*places):
            sentence = self._sentence_at(cue.start)
            if sentence is None or not all(_holds(sentence, s) for s in (subject, cue, obj)):
                yield Reason.SENTENCE
            elif sentence.silent:
                yield Reason.SILENT
            else:
                yield self._read(item, sentence, (subject, cue, obj))

    def _sentence_at(self, place: int) -> Sentence | None:
        k = bisect_right(self._starts, place) - 1
        return self.sentences[k] if k >= 0 else None

    def _read(
        self, item: Item, sentence: Sentence, places: tuple[Span, Span, Span]
    ) -> ClaimMention | Reason:
        """The claim of a sentence between these words; the model's relation counts where the
        grammar leaves a choice."""
        claimant = None
        if item.claimant:
            claimant = next(find_words(item.claimant, self.text, sentence.span), None)
            if claimant is None:
                return Reason.CLAIMANT
        polarity = Polarity.NEGATIVE if item.negated else Polarity.POSITIVE
        opinion = Opinion(Modality(item.strength), polarity, claimant)
        readings = find_readings(sentence, self.ontology)
        fitting = [r for r in readings if _fits(r, sentence, places)]
        if fitting:
            best = max(
                fitting, key=lambda r: (r.predicate == item.relation, r.confidence, r.predicate)
            )
            return replace(best, extractor=NAME, confidence=CONFIDENCE, opinion=opinion)
        return self._read_untold(sentence, places, replace(opinion, modality=Modality.UNKNOWN))

    def _read_untold(
        self, sentence: Sentence, places: tuple[Span, Span, Span], opinion: Opinion
    ) -> ClaimMention | Reason:
        """A claim of unknown strength, where the grammar says nothing against it."""
        subject, cue, obj = places
        ends = tuple(mention_in(sentence, words, self.ontology) for words in (subject, obj))
        if ends[0] is None or ends[1] is None or not _apart(subject, obj):
            return Reason.NAMES
        found = read_untold(sentence, (ends[0], ends[1]), cue, self.ontology)
        return Reason.GRAMMAR if found is None else replace(found, opinion=opinion)


def _holds(sentence: Sentence, span: Span) -> bool:
    return sentence.span.start <= span.start and span.end <= sentence.span.end


def _fits(reading: ClaimMention, sentence: Sentence, places: tuple[Span, Span, Span]) -> bool:
    """Whether the words of a model name the ends of a reading whole, and the word that it hangs
    on."""
    subject, cue, obj = places
    anchor = sentence.tokens[reading.anchor]
    ends = ((reading.subject.span, subject), (reading.object.span, obj))
    whole = all(given.start <= end.start and end.end <= given.end for end, given in ends)
    return whole and _apart(subject, obj) and cue.start <= anchor.start and anchor.end <= cue.end


def _apart(left: Span, right: Span) -> bool:
    return left.end <= right.start or right.end <= left.start
