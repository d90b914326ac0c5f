"""A checked query put to the engine, whose answer and errors become kg's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

import pyoxigraph as ox

from kg.errors import GraphNotFound, QueryError, QueryRefused, QuerySyntaxError
from kg.namespace import PREFIXES, declare_prefixes
from kg.rdf.engines.protocol import Engine, Found, Server
from kg.sparql.guard import Checked, DatasetClause, point_at, update_verb
from kg.sparql.result import Cell, QueryResult

_PLACE = re.compile(r"(?:error )?at (\d+):(\d+)")


def evaluate_query(engine: Engine, query: Checked, limit: int | None) -> QueryResult:
    """Return what the engine answers, at most *limit* rows; raise QueryError, QuerySyntaxError or
    QueryRefused."""
    with explain_errors(query.text):
        return collect_rows(start_query(engine, query), limit)


def start_query(engine: Engine, query: Checked) -> Found:
    """Return the engine's answer to a query, unread."""
    if query.clause is None:
        return engine.query(
            query.text, prefixes=PREFIXES
        )  # the default graph is the union: see kg.storage.disk.union
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in query.clause.named]
    part = _copy_graphs(engine, query.clause)
    return part.query(
        query.text, prefixes=PREFIXES, default_graph=ox.DefaultGraph(), named_graphs=named
    )


def answer_far(
    server: Server, query: Checked, timeout: float | None, limit: int | None
) -> QueryResult:
    """Return what a server answers within *timeout* seconds.

    The query is checked before it is sent: what does not parse here, changes something, or holds
    the letters SERVICE stays here (QuerySyntaxError, QueryRefused), for what the server would do
    with it is not known; one that is *deep* must have been parsed apart. Raises QueryTimeout,
    StoreError."""
    if query.apart:
        raise QueryRefused(
            "a query with the letters SERVICE is not sent to a server",
            "write them otherwise, for example in a FILTER on parts of the word",
        )
    if not query.deep:
        with explain_errors(query.text):
            ox.Store().query(query.text, prefixes=PREFIXES)
    if query.clause is not None:
        return evaluate_query(server, query, limit)
    found, cut = server.answer(declare_prefixes(PREFIXES) + query.text, timeout)
    result = collect_rows(found, limit)
    return replace(result, truncated=result.truncated or cut)


def _copy_graphs(engine: Engine, clause: DatasetClause) -> ox.Store:
    """Return the dataset that FROM and FROM NAMED describe (SPARQL 1.1, 13.2): a merge has each
    triple once."""
    part = ox.Store()
    for iri in dict.fromkeys((*clause.default, *clause.named)):
        graph = ox.NamedNode(iri)
        if not engine.contains_named_graph(graph):
            raise GraphNotFound(
                f"FROM <{iri}>: the store has no such graph", "kg query sources lists the documents"
            )
        quads = list(engine.quads_for_pattern(None, None, None, graph))
        if iri in clause.default:
            part.extend(ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads)
        if iri in clause.named:
            part.extend(quads)
    return part


@contextmanager
def explain_errors(text: str) -> Iterator[None]:
    """Turn the engine's errors into kg's."""
    try:
        yield
    except SyntaxError as error:
        if verb := update_verb(text):
            raise QueryRefused(
                f"{verb} would change the store",
                "query only reads; use kg add and kg rm to change it",
            ) from None
        raise _explain(str(error), text) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def collect_rows(found: Found, limit: int | None) -> QueryResult:
    """Read an answer, at most *limit* rows."""
    if isinstance(found, ox.QueryBoolean):
        return QueryResult((), (), bool(found))
    if isinstance(found, ox.QueryTriples):
        triples, cut = _take(((t.subject, t.predicate, t.object) for t in found), limit)
        return QueryResult(("subject", "predicate", "object"), triples, None, True, cut)
    names = tuple(v.value for v in found.variables)
    rows, cut = _take((tuple(row) for row in found), limit)
    return QueryResult(names, rows, None, False, cut)


def _take(
    rows: Iterator[tuple[Cell, ...]], limit: int | None
) -> tuple[tuple[tuple[Cell, ...], ...], bool]:
    if limit is None:
        return tuple(rows), False
    taken = tuple(islice(rows, limit))
    return taken, next(rows, None) is not None


def _explain(message: str, text: str) -> QuerySyntaxError:
    match = _PLACE.search(message)
    if match is None:
        return QuerySyntaxError(message, "see docs/cli.md for examples")
    what = message.partition(": ")[2] or message
    what = (
        "unknown prefix"
        if "Prefix not found" in what
        else what
        if len(what) < 120
        else "this does not belong here"
    )
    what = (
        "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE"
        if what.startswith("expected CONSTRUCT")
        else what
    )
    hint = (
        f"the built-in prefixes are {', '.join(sorted(PREFIXES))}"
        if what == "unknown prefix"
        else ""
    )
    return point_at(text, int(match[1]), int(match[2]), what, hint)
