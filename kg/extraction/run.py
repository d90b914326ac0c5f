"""Sentences → claim mentions: every extractor over every sentence, then one reading for each proposition.

Headlines are not extracted: they repeat the text as fact, and the parser reads their capitals as
names.
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
        if not sentence.heading:
            out.extend(extract_sentence(sentence, ontology))
    return out


def extract_sentence(sentence: Sentence, ontology: Ontology) -> list[ClaimMention]:
    """Return the claim mentions of one sentence."""
    found = [claim for _, extract in load_extractors() for claim in extract(sentence, ontology)]
    return _prefer(found, ontology)


def _prefer(found: list[ClaimMention], ontology: Ontology) -> list[ClaimMention]:
    """Keep the surest reading of a proposition, and no open reading of a clause that has a typed one."""
    typed = [c for c in found if c.predicate.startswith("kg:") and c.confidence >= MIN_CONFIDENCE]
    typed_anchors = {c.anchor for c in typed if c.object.kind is not MentionKind.VALUE}
    valued = {(c.anchor, c.object.head) for c in typed}
    implied = {
        (parent, c.subject, c.object)
        for c in found
        if c.predicate in ontology.relations
        for parent in ontology.relations[c.predicate].parents
    }
    best: dict[tuple[int, int, str, int, int], ClaimMention] = {}
    for claim in found:
        taken = claim.anchor in typed_anchors or claim.object.head in typed_anchors or (claim.anchor, claim.object.head) in valued
        covered = claim.predicate.startswith("rel:") and taken
        if covered or claim.confidence < MIN_CONFIDENCE or (claim.predicate, claim.subject, claim.object) in implied:
            continue
        key = (claim.subject.start, claim.subject.end, claim.predicate, claim.object.start, claim.object.end)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.anchor, c.subject.start, c.object.start, c.predicate))
