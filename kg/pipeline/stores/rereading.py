"""The stored texts read again with today's rules, beside the claims that are stored: what would
come out otherwise."""

from collections.abc import Iterable, Iterator

from kg.extraction.run import Extractor, load_extractors
from kg.llm.answers import AnswerBook
from kg.model import Claim, Extraction, Polarity
from kg.model.licence import plain_words
from kg.model.wording import name_end
from kg.namespace import contract, digest
from kg.pipeline.documents import extract_document
from kg.pipeline.stores.replaying import replay_extractors
from kg.rdf.quads import quads_to_extraction
from kg.resolution.quads import as_seen
from kg.storage.disk.answers import answers_folder
from kg.storage.store import Store
from kg.storage.validation import Finding

type Key = tuple[str, str, str, int, int]


def reread_store(store: Store, sample: int | None = None) -> Iterator[Finding]:
    """Yield the claims of *store* that today's rules read otherwise, document by document (at most
    *sample* documents).

    A sample is the same for the same store. A document is read by those of the extractors that once
    read it which there are today."""
    book = AnswerBook(answers_folder(store.path))
    for iri in choose_sample(store.sources(), sample):
        stored = quads_to_extraction(as_seen(store.quads(iri)))
        yield from compare_claims(stored, extract_document(stored.document, ran_then(stored, book)))


def choose_sample(documents: Iterable[str], sample: int | None) -> list[str]:
    """Return *documents*, or so many of them, chosen by a digest of their IRIs."""
    every = list(documents)
    if sample is None or sample >= len(every):
        return every
    chosen = set(sorted(every, key=digest)[:sample])
    return [iri for iri in every if iri in chosen]


def ran_then(extraction: Extraction, book: AnswerBook) -> tuple[str | Extractor, ...] | None:
    """Return the extractors that ran, as far as there are such today, and models' answers;
    ``None`` (all) where nobody wrote them down."""
    names = {ran.partition(" ")[0] for ran in extraction.extractors}
    own = (e.name for e in load_extractors(None) if e.name in names)
    return (*own, *replay_extractors(extraction, book)) or None


def compare_claims(stored: Extraction, today: Extraction) -> Iterator[Finding]:
    """Yield a finding for each claim of one reading that the other has not, or has with another
    strength or claimant."""
    before, now = ({_key(claim): claim for claim in one.claims} for one in (stored, today))
    for key in sorted(before.keys() | now.keys(), key=lambda k: (k[3:], k)):
        old, new = before.get(key), now.get(key)
        claim = old or new
        assert claim is not None
        if message := _difference(old, new):
            yield Finding(
                "reread", stored.document.source, claim.id, f"{_proposition(claim)}: {message}"
            )


def _difference(old: Claim | None, new: Claim | None) -> str:
    if old is None and new is not None:
        return f"today it is found, {_strength(new)}"
    if old is not None and new is None:
        return f"it is stored as {_strength(old)}, and today it is not found"
    if old is not None and new is not None and _strength(old) != _strength(new):
        return f"it is stored as {_strength(old)}, and today it is {_strength(new)}"
    return ""


def _strength(claim: Claim) -> str:
    status = plain_words(claim.modality) + (
        ", held false" if claim.polarity is Polarity.NEGATIVE else ""
    )
    status += ", a fact" if claim.is_fact else ""
    return f"{status} by {' › '.join(e.label for e in claim.attribution) or 'the document itself'}"


def _proposition(claim: Claim) -> str:
    return (
        f"{claim.subject.label} {contract(claim.predicate.id)} "
        f"{name_end(claim.object)} at {claim.start}-{claim.end}"
    )


def _key(claim: Claim) -> Key:
    return claim.subject.label, claim.predicate.id, name_end(claim.object), claim.start, claim.end
