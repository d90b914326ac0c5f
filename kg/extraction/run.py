"""Sentences → claim mentions: every extractor over every sentence, then one reading for each
proposition.

Headlines are not extracted: they repeat the text as fact, and the parser reads their capitals as
names. Nobody claims what stands in a caption or a signature.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.errors import PluginError
from kg.extraction.completing import complete_claim
from kg.extraction.doubtful_ends import is_meant
from kg.extraction.finishing import finish_claim, take_details
from kg.model import ClaimMention, Document, Mention, MentionKind, Opinion, Sentence, Span
from kg.ontology.loader import Ontology
from kg.plugins import load_module, plugin_names, plugin_version

MIN_CONFIDENCE = 0.45
"""Below this a reading is a guess: measured on the development sets, fewer than half are right."""
type SentenceExtractor = Callable[[Sentence, Ontology], Iterator[ClaimMention]]
type DocumentExtractor = Callable[[Document, Sequence[Sentence], Ontology], Iterator[ClaimMention]]
type DocumentReport = Callable[[Document, Sequence[Sentence], Ontology], Iterator[str]]

_GROUP = "kg.extractors"
_WHERE = frozenset({"places", "scenes"})
"""Extractors that say where something was."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """A plug-in that finds claims: in a sentence (``extract``), in a whole document
    (``extract_document``), or in both ways. ``report`` yields lines on what it did with a
    document."""

    name: str
    version: str
    extract: SentenceExtractor | None
    extract_document: DocumentExtractor | None
    report: DocumentReport | None = None


type Chosen = Collection[str | Extractor] | None
"""Extractors by name, or made by the caller; ``None``: all that are installed."""


def load_extractors(chosen: Chosen = None) -> tuple[Extractor, ...]:
    """Return the extractors that are *chosen*, by name; all of kg's own and of other packages where
    none is.

    Raises PluginError for a name that there is not, and for a plug-in that finds nothing in any
    way."""
    if chosen is None:
        return _load(None)
    named = _load(tuple(sorted({e for e in chosen if isinstance(e, str)})))
    made = [e for e in chosen if isinstance(e, Extractor)]
    return tuple(sorted((*named, *made), key=lambda e: e.name))


@cache
def _load(names: tuple[str, ...] | None) -> tuple[Extractor, ...]:
    return tuple(map(_load_one, plugin_names(_GROUP) if names is None else names))


def _load_one(name: str) -> Extractor:
    module = load_module(_GROUP, name)
    ways = getattr(module, "extract", None), getattr(module, "extract_document", None)
    if ways == (None, None):
        what = f"extractor {name} has neither extract nor extract_document"
        raise PluginError(what, "see CONTRIBUTING.md for what a plug-in must have")
    return Extractor(name, plugin_version(_GROUP, name), *ways)


def extract_claims(
    sentences: Sequence[Sentence],
    ontology: Ontology,
    document: Document | None = None,
    extractors: Chosen = None,
) -> list[ClaimMention]:
    """Return the claim mentions of *sentences*, in text order, each proposition once.

    *extractors* are the names of those that are to run (all, where none is chosen); those that work
    on a whole document run where *document* is given. A claim mention of theirs belongs to the
    sentence that it names.
    """
    chosen = load_extractors(extractors)
    found: dict[int, list[ClaimMention]] = {}
    if document is not None:
        for claim in _read_document(document, sentences, chosen, ontology):
            found.setdefault(claim.sentence, []).append(claim)
    out: list[ClaimMention] = []
    for sentence in sentences:
        if not sentence.silent:
            out.extend(_read_sentence(sentence, chosen, found.get(sentence.index, ()), ontology))
    return out


def _read_document(
    document: Document,
    sentences: Sequence[Sentence],
    chosen: Sequence[Extractor],
    ontology: Ontology,
) -> Iterator[ClaimMention]:
    """Yield what those of the *chosen* extractors find that work on a whole document."""
    for extractor in chosen:
        if extractor.extract_document:
            yield from extractor.extract_document(document, sentences, ontology)


def _read_sentence(
    sentence: Sentence,
    chosen: Sequence[Extractor],
    found: Sequence[ClaimMention],
    ontology: Ontology,
) -> list[ClaimMention]:
    """The claim mentions of one sentence: those *found* in its document, and what the *chosen*
    extractors find in it."""
    own = [
        claim
        for extractor in chosen
        if extractor.extract
        for claim in extractor.extract(sentence, ontology)
    ]
    meant = [
        finish_claim(sentence, claim)
        for claim in (*own, *found)
        if is_meant(sentence, claim, ontology)
    ]
    kept = [complete_claim(sentence, claim) for claim in _keep_surest(meant, ontology)]
    return _hear_opinions(kept, meant)


def _hear_opinions(kept: list[ClaimMention], found: Sequence[ClaimMention]) -> list[ClaimMention]:
    """The claims that are *kept*; one between ends of which another extractor has an opinion
    carries it as a second one."""
    heard: dict[tuple[int, frozenset[Span]], Opinion] = {}
    for claim in found:
        if claim.opinion is not None:
            heard.setdefault(_place_of(claim), claim.opinion)
    if not heard:
        return kept
    out = []
    for claim in kept:
        opinion = heard.get(_place_of(claim))
        if claim.opinion is None and opinion is not None:
            claim = replace(claim, opinion=replace(opinion, second=True))
        out.append(claim)
    return out


def _place_of(claim: ClaimMention) -> tuple[int, frozenset[Span]]:
    """The word that a claim hangs on and its ends, in whichever direction its relation goes."""
    return claim.anchor, frozenset({claim.subject.span, claim.object.span})


def _keep_surest(found: list[ClaimMention], ontology: Ontology) -> list[ClaimMention]:
    """Keep the surest reading of a proposition, and no open reading of what a typed one says."""
    likely = [c for c in found if c.confidence >= MIN_CONFIDENCE]
    taken = _Taken(likely)
    implied = _find_implied(found, ontology)
    best: dict[tuple[int, int, str, int, int], ClaimMention] = {}
    for claim in likely:
        if (claim.predicate, claim.subject, claim.object) in implied or taken.says(claim):
            continue
        left, right = claim.subject, claim.object
        key = left.start, left.end, claim.predicate, right.start, right.end
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    told = take_details(best.values(), likely, ontology)
    kept = _drop_dates(_fit_best(_keep_fullest(told)))
    return sorted(kept, key=lambda c: (c.anchor, c.subject.start, c.object.start, c.predicate))


def _find_implied(
    found: list[ClaimMention], ontology: Ontology
) -> set[tuple[str, Mention, Mention]]:
    """What the typed claims say by being of a narrower relation."""
    typed = (c for c in found if c.predicate in ontology.relations)
    return {
        (parent, c.subject, c.object)
        for c in typed
        for parent in ontology.relations[c.predicate].parents
    }


def _keep_fullest(claims: Collection[ClaimMention]) -> list[ClaimMention]:
    """Of the open claims of one verb between the same ends, the one that says most: "spoke [out]
    against"."""
    words: dict[tuple[int, Mention, Mention], int] = {}
    for claim in claims:
        ends = claim.anchor, claim.subject, claim.object
        words[ends] = max(
            words.get(ends, 0), len(claim.label.split()) * claim.predicate.startswith("rel:")
        )
    return [
        claim
        for claim in claims
        if claim.predicate.startswith("kg:")
        or len(claim.label.split()) == words[claim.anchor, claim.subject, claim.object]
    ]


def _fit_best(claims: Collection[ClaimMention]) -> list[ClaimMention]:
    """Of the typed claims that a verb's frames make between the same ends, those that fit their
    types best: "captured Boyd" is an arrest, "captured the town" is not."""
    best: dict[tuple[int, Mention, Mention], float] = {}
    for claim in claims:
        if claim.extractor == "verbs":
            ends = claim.anchor, claim.subject, claim.object
            best[ends] = max(best.get(ends, 0.0), claim.confidence)
    return [
        claim
        for claim in claims
        if claim.extractor != "verbs"
        or claim.confidence >= best[claim.anchor, claim.subject, claim.object]
    ]


def _drop_dates(claims: Collection[ClaimMention]) -> list[ClaimMention]:
    """The claims without those that end in a date, where their deed is told with another end: "was
    indicted on [April 4] on charges of fraud" is dated by it."""
    dated = {c for c in claims if _ends_in_date(c)}
    told = {c.anchor for c in claims if c not in dated and c.extractor not in _WHERE}
    return [c for c in claims if c not in dated or c.anchor not in told]


def _ends_in_date(claim: ClaimMention) -> bool:
    """Whether an open claim has a date for its object."""
    value = claim.object.kind is MentionKind.VALUE and claim.object.type == "Date"
    return value and claim.predicate.startswith("rel:")


def _is_bound(claim: ClaimMention) -> bool:
    """Whether the predicate goes on to another deed than its anchor's: "conspired [to
    threaten]"."""
    return "_to_" in claim.predicate


class _Taken:
    """What the *likely* claims of a sentence speak of, so that an open claim does not say it
    again."""

    def __init__(self, likely: Sequence[ClaimMention]) -> None:
        self.spans = {
            (m.start, m.end) for c in likely if c.extractor != "sums" for m in _list_reached(c)
        }
        told = [c for c in likely if _tells_deed(c)]
        self.anchors = {c.anchor for c in told if c.object.kind is not MentionKind.VALUE}
        self.ends = {(c.anchor, m.head) for c in told for m in _list_reached(c)}

    def says(self, claim: ClaimMention) -> bool:
        """Whether an open *claim* says again what others say."""
        if not claim.predicate.startswith("rel:"):
            return False
        return self.names(claim) if claim.extractor == "sums" else self.covers(claim)

    def covers(self, claim: ClaimMention) -> bool:
        """Whether *claim* reaches what a typed one of its verb reaches, or the event noun that
        anchors one."""
        if claim.object.head in self.anchors or (claim.anchor, claim.object.head) in self.ends:
            return True
        return (
            claim.anchor in self.anchors and claim.extractor != "adjuncts" and not _is_bound(claim)
        )

    def names(self, claim: ClaimMention) -> bool:
        """Whether another claim of the sentence holds the sum that *claim* is about."""
        return any(
            start < claim.object.end and end > claim.object.start for start, end in self.spans
        )


def _list_reached(claim: ClaimMention) -> list[Mention]:
    """The object and the qualifiers of a claim."""
    return [claim.object, *(mention for _, mention in claim.qualifiers)]


def _tells_deed(claim: ClaimMention) -> bool:
    """Whether a typed claim says what was done, not where it was or whose a thing is."""
    if not claim.predicate.startswith("kg:") or claim.extractor in _WHERE:
        return False
    return claim.anchor not in {claim.subject.head, claim.object.head}
