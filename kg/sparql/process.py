"""A query answered in a process of its own, which has no network and is killed when its time is
up."""

import multiprocessing
import signal
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, QueryRefused, QueryTimeout
from kg.sparql.evaluation import collect_rows, evaluate_query, explain_errors, start_query
from kg.sparql.guard import Checked, too_deep
from kg.sparql.isolation import drop_network
from kg.sparql.result import QueryResult, json_term, read_term
from kg.storage.disk.marker import engine_folder
from kg.storage.store import Store

_ENDING = 5.0
"""Seconds that a process that ended early has for telling how."""
_OVERFLOWN = (-signal.SIGSEGV, -signal.SIGABRT, 0xC00000FD)
"""How a process ends whose stack is full (the last on Windows); too little memory for one piece of
the engine's work ends it so, too."""
_WIRE = ox.QueryResultsFormat.JSON


def _write_quads(store: Store) -> bytes | None:
    """All quads as N-Quads. The engine's iterator ends with this call: one that an error's
    traceback kept would be dropped on another thread, which the engine forbids."""
    return ox.serialize(
        store.engine.quads_for_pattern(None, None, None), format=ox.RdfFormat.N_QUADS
    )


def answer_apart(
    store: Store, query: Checked, timeout: float | None, limit: int | None
) -> QueryResult:
    """Return the answer of a process that can be killed; an in-memory store is sent to it as
    N-Quads.

    Raises what kg.sparql.evaluation raises, QueryTooDeep, and QueryTimeout after *timeout* seconds
    (``None``: never)."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    path = "" if store.path is None or store.is_copy else str(store.path)
    data = None if path else _write_quads(store)
    store.flush()
    child = context.Process(target=_serve, args=(there, path, data, query, limit), daemon=True)
    child.start()
    there.close()
    try:
        if not here.poll(timeout):
            raise QueryTimeout(
                f"no answer within {timeout:g} s",
                "ask for less, add LIMIT, or raise the time limit",
            )
        answer = here.recv()
    except EOFError:
        child.join(_ENDING)
        raise _explain_end(child.exitcode) from None
    finally:
        child.kill()
        child.join()
    if isinstance(answer, QueryError):
        raise answer
    return (
        collect_rows(ox.parse_query_results(answer, format=_WIRE), None)
        if isinstance(answer, bytes)
        else _thaw(answer)
    )


def _explain_end(code: int | None) -> QueryError:
    """Return why a process ended without an answer."""
    if code in _OVERFLOWN:
        return too_deep()
    return QueryError(
        "the process that answered the query ended early",
        "ask for less: it may have run out of memory",
    )


def parse_apart(query: Checked, timeout: float | None) -> None:
    """Let another process parse a query, over nothing; raise QuerySyntaxError, or QueryTooDeep
    where that ends it."""
    with Store.open() as empty:
        answer_apart(empty, replace(query, clause=None), timeout, 1)


def _serve(
    out: Connection, path: str, data: bytes | None, query: Checked, limit: int | None
) -> None:
    """The child's work: give up the network, open, answer, send."""
    try:
        if not drop_network() and query.apart:
            raise QueryRefused(
                "a query with the letters SERVICE is not answered here: "
                "this system takes no process off the network",
                "write them otherwise, for example in a FILTER on parts of the word",
            )
        out.send(_answer(_open(path, data), query, limit))
    except QueryError as error:
        out.send(error)
    except (OSError, RuntimeError) as error:
        out.send(
            QueryError(f"the store cannot be read: {error}", "try again when nothing writes to it")
        )


def _open(path: str, data: bytes | None) -> ox.Store:
    if path:
        return ox.Store.read_only(str(engine_folder(Path(path))))
    engine = ox.Store()
    engine.bulk_load(data or b"", format=ox.RdfFormat.N_QUADS)
    return engine


def _answer(engine: ox.Store, query: Checked, limit: int | None) -> bytes | tuple[Any, ...]:
    """What goes over the pipe: rows as the engine writes and reads them; term by term where a row
    limit needs it."""
    if limit is None:
        with explain_errors(query.text):
            found = start_query(engine, query)
            if isinstance(found, ox.QuerySolutions):
                return found.serialize(format=_WIRE) or b""
    result = evaluate_query(engine, query, limit)
    cells = [[None if c is None else json_term(c) for c in row] for row in result.rows]
    return result.columns, cells, result.boolean, result.is_graph, result.truncated


def _thaw(answer: tuple[Any, ...]) -> QueryResult:
    columns, cells, boolean, is_graph, truncated = answer
    rows = tuple(tuple(None if c is None else read_term(c) for c in row) for row in cells)
    return QueryResult(columns, rows, boolean, is_graph, truncated)
