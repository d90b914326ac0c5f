"""The store as of a day, or without the documents that stand no more: a copy in memory from which
whole documents are left out.

What stays is the graph of the documents that are kept, as if the others had never been added, so
that every question, page and export of it agrees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import QuestionError
from kg.rdf import terms as t
from kg.resolution.decisions import Decisions
from kg.resolution.plan import Rules
from kg.review.quads import verdicts_to_quads
from kg.review.standings import (
    Standing,
    StandingChoice,
    check_standing_choice,
    keeps_document,
    standings_to_quads,
)
from kg.storage.disk.union import copy_engine
from kg.storage.judgements.reviews import find_standings, read_standings, verdicts_by_key
from kg.storage.store import Store
from kg.values.periods import read_period


@dataclass(frozen=True)
class Selection:
    """Which documents are kept: of which standing (see kg.review.standings), held by the store on
    the day ``as_of``, published by the day ``said_by`` (EDTF days, "" for any)."""

    standing: StandingChoice = "any"
    as_of: str = ""
    said_by: str = ""

    def __bool__(self) -> bool:
        return self != Selection()


@dataclass(frozen=True)
class Selected:
    """The store that was selected, and what is left out: source → why."""

    store: Store
    left: Mapping[str, str]


def select_documents(store: Store, selection: Selection) -> Selected:
    """Return *store* with the documents that are kept alone; raise ReviewError or QuestionError for
    a standing or a day that is none.

    Of a day also the verdicts, standings and merges that were set later are left out. Documents
    without a date, and those of which the store does not know when they came, are left out too."""
    check_standing_choice(selection.standing)
    for day in filter(None, (selection.as_of, selection.said_by)):
        if read_period(day) is None:
            raise QuestionError(f"{day!r} is no date", "write it as 2024-03-31, 2024-03 or 2024")
    sources = store.sources()
    left = dict(_find_left(store, selection))
    if not left and not selection.as_of:
        return Selected(store, {})
    copy = Store(copy_engine(store.engine))
    copy.remove(*left)
    if selection.as_of:
        _go_back(copy, selection.as_of)
    copy.path, copy.read_only, copy.is_copy, copy.hidden = store.path, True, True, store.hidden
    return Selected(copy, {sources[iri]: why for iri, why in left.items()})


def _find_left(store: Store, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield each document (IRI) that is left out, with the reason."""
    standings = find_standings(store)
    if selection.as_of:
        standings = {i: s for i, s in standings.items() if _is_by(s.when, selection.as_of)}
    arrivals = store.arrivals() if selection.as_of else {}
    for iri in store.sources():
        published = store.published(iri) if selection.said_by else ""
        why = _why_left(standings.get(iri), arrivals.get(iri, ""), published, selection)
        if why:
            yield iri, why


def _why_left(standing: Standing | None, arrived: str, published: str, selection: Selection) -> str:
    if not keeps_document(standing, selection.standing):
        return str(standing)
    if selection.as_of and not _is_by(arrived, selection.as_of):
        return f"added {arrived[:10]}" if arrived else "not known when it was added"
    if selection.said_by and not _is_published_by(published, selection.said_by):
        return f"dated {published}" if published else "not dated"
    return ""


def _is_by(moment: str, day: str) -> bool:
    """Whether a moment (ISO 8601, UTC) is known, and not after the day, month or year."""
    return bool(moment) and moment[: len(day)] <= day


def _is_published_by(published: str, day: str) -> bool:
    """Whether a date (EDTF) is not after the day, on whichever of its days that was."""
    period, until = read_period(published), read_period(day)
    return period is not None and until is not None and period.latest <= until.latest


def _go_back(copy: Store, day: str) -> None:
    """Take back what people decided after the day."""
    verdicts = [v for v in verdicts_by_key(copy).values() if _is_by(v.when, day)]
    standings = [s for s in read_standings(copy).values() if _is_by(s.when, day)]
    quads = [*verdicts_to_quads(verdicts), *standings_to_quads(standings)]
    copy.write_graph(t.VERDICTS_GRAPH.value, quads)
    decisions = [d for d in copy.rules.decisions if _is_by(d.when, day)]
    copy.set_rules(Rules(Decisions(decisions), copy.rules.known))
