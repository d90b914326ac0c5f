"""Decide, undo, import: what a user does about which entities are one thing. All of it can be taken
back."""

import getpass
from collections.abc import Collection
from datetime import UTC, datetime

from kg.errors import ResolveError
from kg.model import Entity
from kg.namespace import DATA, contract, expand
from kg.rdf.nodes import make_iri
from kg.rdf.quads import quads_to_extraction
from kg.resolution.candidates import Proposal, propose_merges
from kg.resolution.decisions import Decision, Decisions, Judgement, read_decisions
from kg.resolution.extracts import read_list
from kg.resolution.known_entities import KnownEntity
from kg.resolution.name_similarity import SAME
from kg.resolution.namesakes import split_iri
from kg.resolution.plan import Rules
from kg.resolution.quads import as_seen
from kg.storage.store import Store


def propose(store: Store, about: str | None = None, minimum: float = SAME) -> list[Proposal]:
    """Return the pairs of entities of *store* that may be one thing, best first (see
    kg.resolution.candidates)."""
    found = propose_merges(store.entities(), store.rules.decisions, store.contexts(), minimum)
    parted = {frozenset((split_iri(*d.pair[::-1]), d.pair[1])) for d in _splits(store)}
    found = [p for p in found if frozenset((p.left.id, p.right.id)) not in parted]
    if about is None:
        return found
    wanted = {e.id for e in store.find_entity(about)}
    return [p for p in found if {p.left.id, p.right.id} & wanted]


def _splits(store: Store) -> list[Decision]:
    """The decisions that a document means another thing by a name; their pair is document,
    entity."""
    return [d for d in store.rules.decisions if d.pair[0].startswith(f"{DATA}doc/")]


def decide(
    store: Store,
    left: str,
    right: str,
    judgement: Judgement,
    reason: str = "",
    by: str = "",
    when: str = "",
    score: float = 1.0,
) -> Decision:
    """Record a decision on two entities (name, IRI or CURIE) and return it.

    Raises EntityNotFound, AmbiguousEntity, and ResolveError for what is one and the same, decided
    already or contradictory; then nothing is changed."""
    ends = [store.find_one(end).id for end in (left, right)]
    when = when or datetime.now(UTC).isoformat(timespec="seconds")
    decision = Decision(ends[0], ends[1], judgement, score, reason, by or _user(), when)
    decisions = Decisions(store.rules.decisions)
    decisions.add(decision)
    store.set_rules(Rules(decisions, store.rules.known))
    return decision


def split(store: Store, entity: str, document: str, reason: str = "", by: str = "") -> Decision:
    """Record that *document* (IRI, CURIE or source) means another thing by the name of *entity*
    (name, IRI or CURIE) than the other documents do, and return the decision; undo takes it back.

    What the document means stands under an IRI of its own, and can be merged with what others
    mean. Raises EntityNotFound, AmbiguousEntity, DocumentNotFound, and ResolveError where the
    document does not name the entity, or nothing else does."""
    whole, paper = store.find_one(entity), store.document(document)
    documents = store.documents_about(whole.id)
    if paper.id not in documents or len(documents) == 1:
        others = "no other document" if paper.id in documents else f"not {paper.source}"
        raise ResolveError(f"{others} names {whole.label!r}", "kg show lists where it is named")
    names = {whole.id.partition("~")[0], whole.id, *store.seen_as(whole.id)}
    seen = sorted(names & {e.id for e in seen_in(store, paper.id)})
    if len(seen) != 1:
        raise ResolveError(
            f"{paper.source} names {whole.label!r} by {len(seen)} merged names",
            "undo their merge first: kg resolve decisions lists it",
        )
    when = datetime.now(UTC).isoformat(timespec="seconds")
    made = Decision(seen[0], paper.id, Judgement.NEGATIVE, 1.0, reason, by or _user(), when)
    decisions = Decisions(store.rules.decisions)
    decisions.add(made)
    store.set_rules(Rules(decisions, store.rules.known))
    return made


def seen_in(store: Store, document: str) -> tuple[Entity, ...]:
    """Return the entities of a document (IRI) as they were seen there, before resolution."""
    return quads_to_extraction(as_seen(store.quads(document))).entities


def undo(store: Store, left: str, right: str) -> Decision:
    """Take back the decision on two entities and return it; an IRI or CURIE means that entity
    alone.

    Raises ResolveError where there is none, or where names fit several.
    """
    decisions = Decisions(store.rules.decisions)
    lefts, rights = _names(store, left), _names(store, right)
    fitting = [
        d
        for d in decisions
        if d.left in lefts and d.right in rights or d.left in rights and d.right in lefts
    ]
    if len(fitting) > 1:
        raise ResolveError(
            f"{left!r} and {right!r} fit {len(fitting)} decisions",
            "give IRIs: kg resolve decisions lists them",
        )
    pair = fitting[0].pair if fitting else (expand(left), expand(right))
    found = decisions.remove(*pair)
    store.set_rules(Rules(decisions, store.rules.known))
    return found


def import_decisions(store: Store, text: str, form: str) -> int:
    """Take the decisions of a file ("csv" or "jsonl") over, all or none; return how many were
    new."""
    decisions, before = Decisions(store.rules.decisions), len(store.rules.decisions)
    known = {e.id for e in store.entities()} | {i for d in decisions for i in d.pair}
    for number, decision in enumerate(read_decisions(text, form), 1):
        missing = [iri for iri in decision.pair if iri not in known and not _is_held(store, iri)]
        if missing:
            raise ResolveError(
                f"decision {number} of the file: there is no entity {contract(missing[0])}",
                "add its documents first",
            )
        if decisions.get(*decision.pair) != decision:
            _add_from_file(decisions, decision, number)
    store.set_rules(Rules(decisions, store.rules.known))
    return len(decisions) - before


def _is_held(store: Store, iri: str) -> bool:
    """Whether an IRI is that of a document, or of what one names."""
    return bool(store.documents_about(make_iri(iri).value)) or store.holds(iri)


def _add_from_file(decisions: Decisions, decision: Decision, number: int) -> None:
    try:
        decisions.add(decision)
    except ResolveError as error:
        raise ResolveError(
            f"decision {number} of the file: {error}", "nothing was taken over; " + error.hint
        ) from None


def import_known(store: Store, text: str, replace: bool = False) -> tuple[int, list[str]]:
    """Take a list of known entities over, all or none; return how many are known now, and what was
    left out of the file (see kg.resolution.extracts).

    An entity listed before is replaced; with *replace* the whole older list is.
    """
    found, left_out = read_list(text)
    known = {k.id: k for k in store.rules.known if not replace} | {k.id: k for k in found}
    _check_identifiers(known.values())
    store.set_rules(Rules(store.rules.decisions, [known[i] for i in sorted(known)]))
    return len(known), left_out


def _check_identifiers(known: Collection[KnownEntity]) -> None:
    owners: dict[tuple[str, str], KnownEntity] = {}
    for entity in known:
        for scheme, value in entity.identifiers:
            other = owners.setdefault((scheme, value), entity)
            if other != entity:
                both = f"{other.label!r} and to {entity.label!r}"
                raise ResolveError(
                    f"{scheme} {value} belongs to {both}", "one identifier names one entity"
                )


def _names(store: Store, text: str) -> set[str]:
    """Every IRI that *text* may mean in a decision: itself, if it is one; else of entities so
    called, and as they were seen."""
    if expand(text) != text or "://" in text:
        return {expand(text)}
    found = {e.id for e in store.find_entity(text)}
    papers = {iri for iri, source in store.sources().items() if source == text}
    return found | {seen for iri in found for seen in store.seen_as(iri)} | {expand(text), *papers}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
