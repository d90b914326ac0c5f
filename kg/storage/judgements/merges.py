"""Decide, undo, import: what a user does about which entities are one thing. All of it can be taken
back."""

import getpass
from collections.abc import Collection
from datetime import UTC, datetime

from kg.errors import ResolveError
from kg.namespace import contract, expand
from kg.rdf.nodes import make_iri
from kg.resolution.candidates import Proposal, propose_merges
from kg.resolution.decisions import Decision, Decisions, Judgement, read_decisions
from kg.resolution.extracts import read_list
from kg.resolution.known_entities import KnownEntity
from kg.resolution.name_similarity import SAME
from kg.resolution.plan import Rules
from kg.storage.store import Store


def propose(store: Store, about: str | None = None, minimum: float = SAME) -> list[Proposal]:
    """Return the pairs of entities of *store* that may be one thing, best first (see
    kg.resolution.candidates)."""
    found = propose_merges(store.entities(), store.rules.decisions, store.contexts(), minimum)
    if about is None:
        return found
    wanted = {e.id for e in store.find_entity(about)}
    return [p for p in found if {p.left.id, p.right.id} & wanted]


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
        missing = [
            iri
            for iri in decision.pair
            if iri not in known and not store.documents_about(make_iri(iri).value)
        ]
        if missing:
            raise ResolveError(
                f"decision {number} of the file: there is no entity {contract(missing[0])}",
                "add its documents first",
            )
        if decisions.get(*decision.pair) != decision:
            _add_from_file(decisions, decision, number)
    store.set_rules(Rules(decisions, store.rules.known))
    return len(decisions) - before


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
    return found | {seen for iri in found for seen in store.seen_as(iri)} | {expand(text)}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
