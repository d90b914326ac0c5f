"""Zones with a speaker of their own: a mail is its sender's word, a quoted mail its writer's, an
embedded post its author's, and what an answer repeats is alleged by who complains."""

from bisect import bisect_right
from collections.abc import Sequence

from kg.attribution.accounts import Account, Reach
from kg.attribution.source_phrases import source_mention
from kg.model import Mention, MentionKind, Modality, Sentence, Span
from kg.ontology.loader import Ontology
from kg.segmentation.paragraphs import match_marker


def find_voices(sentences: Sequence[Sentence], ontology: Ontology) -> dict[int, Account]:
    """Return the account of each sentence that stands in a zone with a speaker, in a quotation,
    a repeated allegation or a response ("RESPONSE: ...") without one."""
    out: dict[int, Account] = {}
    for sentence in sentences:
        nameless = (
            sentence.role == "quotation"
            or sentence.zone == "repeated"
            or match_marker(sentence.label) is not None
        )
        if sentence.speaker is not None or nameless:
            source = (
                _mention_at(sentences, sentence.speaker, ontology)
                if sentence.speaker is not None
                else None
            )
            modality = Modality.ALLEGED if sentence.zone == "repeated" else Modality.REPORTED
            out[sentence.index] = Account(
                source, modality, Reach.ALL, sentence.zone or sentence.role
            )
    return out


def _mention_at(sentences: Sequence[Sentence], place: Span, ontology: Ontology) -> Mention | None:
    position = bisect_right(sentences, place.start, key=lambda s: s.span.start) - 1
    if position < 0:
        return None
    sentence = sentences[position]
    inside = [t for t in sentence.tokens if place.start <= t.start and t.end <= place.end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    found = source_mention(sentence, last.i, ontology)
    if found is not None and found.span == Span(first.start, last.end):
        return found
    type_ = "Person" if len(inside) > 1 and first.entity in {"", "PERSON"} else ""
    return Mention.over(sentence, first.i, last.i + 1, MentionKind.NAME, type_)
