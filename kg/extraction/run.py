"""Sentences → claim mentions: every extractor over every sentence, then one reading for each proposition.

Headlines are not extracted: they repeat the text as fact, and the parser reads their capitals as
names. Nobody claims what stands in a caption or a signature.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from kg.model import ClaimMention, MentionKind, Sentence
from kg.ontology.loader import Ontology
from kg.plugins import load_plugin, plugin_names

MIN_CONFIDENCE = 0.45
"""Below this a reading is a guess: measured on the development sets, fewer than half are right."""
Extractor = Callable[[Sentence, Ontology], Iterator[ClaimMention]]


@cache
def load_extractors() -> tuple[tuple[str, Extractor], ...]:
    """Return the extractors by name: files of kg/extractors and entry points of other packages."""
    return tuple((name, load_plugin("kg.extractors", name, "extract")) for name in plugin_names("kg.extractors"))


def extract_claims(sentences: Iterable[Sentence], ontology: Ontology) -> list[ClaimMention]:
    """Return the claim mentions of *sentences*, in text order, each proposition once."""
    out: list[ClaimMention] = []
    for sentence in sentences:
        if not sentence.silent:
            out.extend(extract_sentence(sentence, ontology))
    return out


def extract_sentence(sentence: Sentence, ontology: Ontology) -> list[ClaimMention]:
    """Return the claim mentions of one sentence."""
    found = [claim for _, extract in load_extractors() for claim in extract(sentence, ontology)]
    return _prefer(found, ontology)


def _prefer(found: list[ClaimMention], ontology: Ontology) -> list[ClaimMention]:
    """Keep the surest reading of a proposition, and no open reading of what a typed one says."""
    typed = [c for c in found if c.predicate.startswith("kg:") and c.confidence >= MIN_CONFIDENCE]
    taken = _Taken(typed, found)
    implied = {
        (parent, c.subject, c.object)
        for c in found
        if c.predicate in ontology.relations
        for parent in ontology.relations[c.predicate].parents
    }
    best: dict[tuple[int, int, str, int, int], ClaimMention] = {}
    for claim in found:
        covered = claim.predicate.startswith("rel:") and (taken.names(claim) if claim.extractor == "sums" else taken.covers(claim))
        if covered or claim.confidence < MIN_CONFIDENCE or (claim.predicate, claim.subject, claim.object) in implied:
            continue
        key = (claim.subject.start, claim.subject.end, claim.predicate, claim.object.start, claim.object.end)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.anchor, c.subject.start, c.object.start, c.predicate))


class _Taken:
    """What the typed claims of a sentence speak of, so that an open claim does not say it again."""

    def __init__(self, typed: list[ClaimMention], found: list[ClaimMention]) -> None:
        sure = [c for c in found if c.extractor != "sums" and c.confidence >= MIN_CONFIDENCE]
        self.spans = {(m.start, m.end) for c in sure for m in (c.object, *(m for _, m in c.qualifiers))}
        told = [c for c in typed if c.extractor != "places"]  # where it was, not what it was
        self.anchors = {c.anchor for c in told if c.object.kind is not MentionKind.VALUE}
        self.ends = {(c.anchor, m.head) for c in told for m in (c.object, *(m for _, m in c.qualifiers))}

    def covers(self, claim: ClaimMention) -> bool:
        """Whether *claim* reaches what a typed one of its verb reaches, or the event noun that anchors one."""
        if claim.object.head in self.anchors or (claim.anchor, claim.object.head) in self.ends:
            return True
        return claim.anchor in self.anchors and claim.extractor != "adjuncts"

    def names(self, claim: ClaimMention) -> bool:
        """Whether another claim of the sentence holds the sum that *claim* is about."""
        return any(start < claim.object.end and end > claim.object.start for start, end in self.spans)
