"""Verdicts in the store: put, undo, import, which claim each is about, and the store as people have
checked it.

The store itself keeps every claim as it was read, with the verdicts beside it. What queries,
networks, questions, pages and exports read is a copy in memory in which the documents with a
rejected or corrected claim are written anew: the one place where verdicts take effect, so that all
who read it agree."""

import getpass
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import ReviewError
from kg.model import Claim, Document, Extraction
from kg.namespace import expand
from kg.rdf import terms as t
from kg.rdf.quads import extraction_to_quads, quads_to_extraction
from kg.resolution.plan import Plan
from kg.resolution.quads import as_seen, follow, read_targets
from kg.review.corrections import check_correction, describe_revision, revise_extraction
from kg.review.quads import quads_to_verdicts, verdicts_to_quads
from kg.review.spreadsheet import read_workbook, verdict_cells
from kg.review.standings import (
    Standing,
    make_standing,
    quads_to_standings,
    standings_to_quads,
)
from kg.review.verdicts import (
    RAISED,
    Outcome,
    Reviewed,
    Verdict,
    claim_key,
    find_conflicts,
    keeps,
    make_verdict,
)
from kg.storage.disk.engine import translate_errors
from kg.storage.disk.union import copy_engine
from kg.storage.store import Store


def read_verdicts_of(store: Store) -> list[Verdict]:
    """Return all verdicts of *store*, by key, also those on documents that are not in it now."""
    with translate_errors(store.path):
        return quads_to_verdicts(store.engine.quads_for_pattern(None, None, None, t.VERDICTS_GRAPH))


def read_standings(store: Store) -> dict[str, Standing]:
    """Return digest of a text → the standing that somebody set of it, also of texts that are not in
    the store now."""
    with translate_errors(store.path):
        return quads_to_standings(
            store.engine.quads_for_pattern(None, None, None, t.VERDICTS_GRAPH)
        )


def find_standings(store: Store) -> dict[str, Standing]:
    """Return document IRI → standing, for the documents that *store* holds."""
    standings = read_standings(store)
    if not standings:
        return {}
    return {iri: standings[d] for iri, d in store.digests().items() if d in standings}


def set_standing(store: Store, document: str, status: str, **more: str) -> Standing:
    """Record what became of a document (IRI, CURIE or source) and return it; an older standing
    gives way.

    *more*: ``other`` (what corrects or supersedes it), ``note``, ``by``, ``when``. Raises
    ReviewError for a status that is none, and DocumentNotFound."""
    digest = store.digest_of(store.document(document).id)
    more = {"by": getpass.getuser(), "when": _now()} | {k: v for k, v in more.items() if v}
    standing = make_standing(digest, status, **more)
    _write(store, verdicts_by_key(store), read_standings(store) | {digest: standing})
    return standing


def clear_standing(store: Store, document: str) -> Standing:
    """Take back what was set of a document and return it; raise ReviewError where nothing was."""
    standings = read_standings(store)
    standing = standings.pop(store.digest_of(store.document(document).id), None)
    if standing is None:
        raise ReviewError(f"no standing is set of {document}", "kg documents shows them")
    _write(store, verdicts_by_key(store), standings)
    return standing


def verdicts_by_key(store: Store) -> dict[str, Verdict]:
    """Return all verdicts of *store* by the keys of their claims."""
    return {verdict.key: verdict for verdict in read_verdicts_of(store)}


def find_verdicts(store: Store) -> dict[str, Verdict]:
    """Return claim IRI → verdict, for the claims that *store* holds."""
    verdicts = verdicts_by_key(store)
    if not verdicts:
        return {}
    digests = {v.document for v in verdicts.values()}
    documents = {iri: digest for iri, digest in store.digests().items() if digest in digests}
    found = (
        (c.id, verdicts.get(claim_key(c, documents[e.document.id])))
        for e in store.extractions(documents)
        for c in e.claims
    )
    return {claim: verdict for claim, verdict in found if verdict is not None}


def review_claim(store: Store, claim: Claim | str, outcome: Outcome | str, **more: Any) -> Verdict:
    """Record a verdict on a claim (record, IRI or CURIE) and return it; an older one on the same
    claim gives way.

    Raises ReviewError where there is no such claim, where *outcome* is none, and for a correction
    to words that the document does not hold, or to no relation."""
    return record_verdict(store, find_claim(store, claim), outcome, **more)


def record_verdict(store: Store, found: Claim, outcome: Outcome | str, **more: Any) -> Verdict:
    """Record a verdict as *review_claim* does, on a claim just as *store* holds it: nothing is
    looked up."""
    if correction := more.get("correction"):
        check_correction(correction, store.document(found.document).text)
    more.setdefault("by", getpass.getuser())
    more.setdefault("when", _now())
    verdict = make_verdict(found, store.digest_of(found.document), outcome, **more)
    _write(store, verdicts_by_key(store) | {verdict.key: verdict})
    return verdict


def find_claim(store: Store, claim: Claim | str) -> Claim:
    """Return the claim with this IRI, CURIE, or at least six characters that its IRI ends with;
    raise ReviewError."""
    named = claim.id if isinstance(claim, Claim) else claim
    wanted = named if isinstance(claim, Claim) else expand(named)
    documents = _documents_of(store, wanted) if ":" in wanted else None
    claims = (c for extraction in store.extractions(documents) for c in extraction.claims)
    found = [c for c in claims if _is_called(c, wanted)]
    if len(found) != 1:
        how = f"{len(found)} claims end with" if found else "no claim"
        raise ReviewError(f"{how} {named!r}", "kg review list shows the claims with their IRIs")
    return found[0]


def _is_called(claim: Claim, wanted: str) -> bool:
    """Whether *wanted* is the claim's IRI, or at least six characters of its end."""
    short = len(wanted) >= 6 and ":" not in wanted
    return claim.id == wanted or (short and claim.id.endswith(wanted))


def _documents_of(store: Store, claim: str) -> set[str]:
    """The documents (IRIs) whose graphs hold a claim (IRI); none where that is no IRI."""
    try:
        node = ox.NamedNode(claim)
    except ValueError:
        return set()
    with translate_errors(store.path):
        found = store.engine.quads_for_pattern(node, t.TYPE, t.CLAIM)
        return {q.graph_name.value for q in found if isinstance(q.graph_name, ox.NamedNode)}


def read_claim(store: Store, claim: str) -> tuple[Claim, Verdict | None, Document]:
    """Return a claim (IRI, CURIE or the end of it) as it was corrected, its verdict, and its
    document, without reading the others; raise ReviewError."""
    found = find_claim(store, claim)
    digest = store.digest_of(found.document)
    verdict = verdicts_by_key(store).get(claim_key(found, digest))
    checked = {} if verdict is None else {found.id: verdict}
    (read,) = store.extractions({found.document})
    revised = revise_extraction(read, checked, "any", read_standings(store).get(digest))
    return next(c for c in revised.claims if c.id == found.id), verdict, revised.document


def undo_verdict(store: Store, claim: Claim | str) -> Verdict:
    """Take back the verdict on a claim and return it; raise ReviewError where there is none."""
    return take_back_verdict(store, find_claim(store, claim))


def take_back_verdict(store: Store, found: Claim) -> Verdict:
    """Take back a verdict as *undo_verdict* does, on a claim just as *store* holds it."""
    verdicts = verdicts_by_key(store)
    verdict = verdicts.pop(claim_key(found, store.digest_of(found.document)), None)
    if verdict is None:
        raise ReviewError(f"no verdict on {found.id}", "kg review list shows the verdicts")
    _write(store, verdicts)
    return verdict


def read_workbook_verdicts(store: Store, path: Path) -> list[Verdict]:
    """Return the verdicts that somebody wrote into a workbook of *store* (see
    kg.review.spreadsheet), but those that stand already.

    A correction is made with kg review correct: in a workbook it only stands. Raises ReviewError
    with the row that breaks the form."""
    claims = {c.id: c for e in store.extractions() for c in e.claims}
    digests, standing = store.digests(), verdicts_by_key(store)
    found = []
    for number, curie, cells in read_workbook(path):
        claim = claims.get(expand(curie))
        if claim is None:
            raise ReviewError(
                f"row {number}: no claim {curie}",
                "kg export claims.xlsx writes the claims of this store",
            )
        digest = digests[claim.document]
        if tuple(cells.values()) != verdict_cells(standing.get(claim_key(claim, digest))):
            found.append(_make_from_cells(claim, digest, number, cells))
    return found


def _make_from_cells(claim: Claim, digest: str, number: int, cells: Mapping[str, str]) -> Verdict:
    tags = tuple(tag.strip() for tag in cells["tags"].split(",") if tag.strip())
    more = {
        "note": cells["note"],
        "dispute": cells["dispute"],
        "material": cells["material"],
        "tags": tags,
    }
    try:
        return make_verdict(
            claim,
            digest,
            cells["verdict"],
            by=cells["by"] or getpass.getuser(),
            when=_now(),
            **more,
        )
    except ReviewError as error:
        raise ReviewError(f"row {number}: {error}", error.hint) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def import_verdicts(
    store: Store, verdicts: Iterable[Verdict], theirs: bool = False
) -> list[tuple[Verdict, Verdict]]:
    """Take over *verdicts* and return the conflicts (ours, theirs); in a conflict ours stays,
    unless *theirs*."""
    new, ours = list(verdicts), read_verdicts_of(store)
    conflicts = find_conflicts(ours, new)
    mine, other = {v.key: v for v in ours}, {v.key: v for v in new}
    _write(store, mine | other if theirs else other | mine)
    return conflicts


def _write(
    store: Store, verdicts: Mapping[str, Verdict], standings: Mapping[str, Standing] | None = None
) -> None:
    """Write what people decided anew; *standings* stay where none are given."""
    kept = read_standings(store) if standings is None else standings
    quads = [
        *verdicts_to_quads(verdicts[key] for key in sorted(verdicts)),
        *standings_to_quads(kept[key] for key in sorted(kept)),
    ]
    store.write_graph(t.VERDICTS_GRAPH.value, quads)


def import_standings(store: Store, standings: Iterable[Standing], theirs: bool = False) -> None:
    """Take over *standings*; where one is set already it stays, unless *theirs*."""
    ours, new = read_standings(store), {s.document: s for s in standings}
    if new:
        _write(store, verdicts_by_key(store), ours | new if theirs else new | ours)


def select_reviewed(
    store: Store, reviewed: Reviewed = "not-rejected", raised: bool = False
) -> Store:
    """Return *store* where no verdict changes what *reviewed* keeps, else a copy in memory (see
    kg.review.corrections); with *raised*, strengths that somebody raised count.

    The copy is kept until the store changes.
    """
    name = f"{reviewed}, {RAISED}" if raised else reviewed
    if name not in store.copies:
        store.copies[name] = _copy_reviewed(store, reviewed, raised)
    return store.copies[name] or store


def _copy_reviewed(store: Store, reviewed: Reviewed, raised: bool) -> Store | None:
    verdicts, standings = find_verdicts(store), read_standings(store)
    changed = standings.keys() | {
        v.document for v in verdicts.values() if describe_revision(v) or not keeps(v, reviewed)
    }
    digests = store.digests() if changed or reviewed == "confirmed" else {}
    documents = _choose_documents(digests, None if reviewed == "confirmed" else changed)
    if not documents:
        return None
    copy = Store(copy_engine(store.engine))
    revise = partial(revise_extraction, verdicts=verdicts, reviewed=reviewed, raised=raised)
    revised = {
        iri: _revise_quads(
            list(store.quads(iri)), partial(revise, standing=standings.get(digests[iri]))
        )
        for iri in documents
    }
    for iri, quads in (
        Plan(copy.engine, copy.rules).settle(revised).items()
    ):  # what is taken back stays so
        copy.write_graph(iri, quads)
    copy.path, copy.read_only, copy.is_copy, copy.hidden = store.path, True, True, store.hidden
    return copy


def _choose_documents(digests: Mapping[str, str], texts: Collection[str] | None) -> list[str]:
    """The documents of these *texts* (digests); all for ``None``."""
    return [iri for iri, digest in digests.items() if texts is None or digest in texts]


def _revise_quads(
    quads: list[ox.Quad], revise: Callable[[Extraction], Extraction]
) -> list[ox.Quad]:
    """A document's quads with its claims as checked, resolved as before."""
    extraction = revise(quads_to_extraction(as_seen(quads)))
    return follow(extraction_to_quads(extraction), read_targets(quads))
