"""SPARQL 1.1 queries over a store: built-in prefixes, the union of all documents as default graph.

Oxigraph cannot stop a query, so a time limit means that the query runs in a process of its own,
which is killed when the time is up.
"""

import json
import multiprocessing
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout
from kg.namespace import PREFIXES, contract
from kg.storage.engine import engine_folder
from kg.storage.store import Store
from kg.values.csv_cells import csv_line

_QUIET = re.compile(
    r"#[^\n]*|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\"{}|^`\\\s]*>",
    re.S,
)
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+\S*\s*|BASE\s*)\s*)*", re.IGNORECASE)
_UPDATES = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:error )?at (\d+):(\d+)")

_WIRE = ox.QueryResultsFormat.JSON

type _Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
type Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True)
class QueryResult:
    """What a query gave: ``columns`` and ``rows`` of terms; or ``boolean`` (ASK); or triples (``is_graph``).

    ``truncated`` tells that a row limit cut it.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boolean: bool | None = None
    is_graph: bool = False
    truncated: bool = False

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as text: CURIEs for IRIs, the words of literals."""
        return (tuple(map(show_term, row)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dataframe(self) -> Any:
        """Return a pandas DataFrame of text; raise QueryError where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise QueryError("pandas is not installed", "pip install 'kg-claims[notebook]'") from None
        return pandas.DataFrame(list(self), columns=list(self.columns))

    def to_csv(self) -> str:
        """Return SPARQL 1.1 results in CSV, safe for spreadsheets (see kg.values.csv_cells); an ASK gives one cell."""
        if self.boolean is not None:
            return csv_line(["boolean"]) + csv_line([str(self.boolean).lower()])
        return csv_line(self.columns) + "".join(csv_line(map(_raw, row)) for row in self.rows)

    def to_json(self) -> str:
        """Return SPARQL 1.1 results in JSON."""
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean})
        bindings = [
            {n: _json_term(c) for n, c in zip(self.columns, row, strict=True) if c is not None} for row in self.rows
        ]  # fmt: skip
        return json.dumps({"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)

    def to_turtle(self) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as Turtle; raise QueryError for other queries."""
        if not self.is_graph:
            raise QueryError("only CONSTRUCT and DESCRIBE give triples", "choose table, csv or json")
        ordered = sorted((t for t in map(_triple, self.rows) if t is not None), key=str)
        return (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode("utf-8")

    def _repr_html_(self) -> str:
        if self.boolean is not None:
            return f"<p>{str(self.boolean).lower()}</p>"
        head = "".join(f"<th>{escape(c)}</th>" for c in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in islice(self, 200))
        more = f"<p>{len(self.rows):,} rows, the first 200 shown</p>" if len(self.rows) > 200 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def run_query(store: Store, text: str, timeout: float | None = None, limit: int | None = None) -> QueryResult:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of kg.namespace need no declaration.

    *timeout* in seconds; *limit* in rows. Raises QuerySyntaxError with line and column, QueryRefused
    for updates and SERVICE, QueryTimeout.
    """
    check_query(text)
    if timeout is None:
        return _answer(store.engine, text, limit)
    return _answer_apart(store, text, timeout, limit)


def check_query(text: str) -> None:
    """Raise QueryRefused for an update, or for a query that would reach out of the store."""
    bare = _QUIET.sub(" ", text)
    start = _PROLOGUE.match(bare)
    word = _UPDATES.match(bare, start.end() if start else 0)
    if word:
        raise QueryRefused(f"{word[1].upper()} would change the store", "query only reads; use kg add and kg rm to change it")
    if re.search(r"\bSERVICE\b", bare, re.IGNORECASE):
        raise QueryRefused("SERVICE would send the query to another server", "ask the store itself")


@contextmanager
def _explained(text: str) -> Iterator[None]:
    """Turn the engine's errors into kg's."""
    try:
        yield
    except SyntaxError as error:
        raise _explain(str(error), text) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _run(engine: ox.Store, text: str) -> _Found:
    return engine.query(text, use_default_graph_as_union=True, prefixes=PREFIXES)


def _answer(engine: ox.Store, text: str, limit: int | None) -> QueryResult:
    with _explained(text):
        return _collect(_run(engine, text), limit)


def _collect(found: _Found, limit: int | None) -> QueryResult:
    if isinstance(found, ox.QueryBoolean):
        return QueryResult((), (), bool(found))
    if isinstance(found, ox.QueryTriples):
        triples, cut = _take(((t.subject, t.predicate, t.object) for t in found), limit)
        return QueryResult(("subject", "predicate", "object"), triples, None, True, cut)
    names = tuple(v.value for v in found.variables)
    rows, cut = _take((tuple(row) for row in found), limit)
    return QueryResult(names, rows, None, False, cut)


def _take(rows: Iterator[tuple[Cell, ...]], limit: int | None) -> tuple[tuple[tuple[Cell, ...], ...], bool]:
    if limit is None:
        return tuple(rows), False
    taken = tuple(islice(rows, limit))
    return taken, next(rows, None) is not None


def _explain(message: str, text: str) -> QuerySyntaxError:
    match = _PLACE.search(message)
    if match is None:
        return QuerySyntaxError(message, "see docs/cli.md for examples")
    line, column = int(match[1]), int(match[2])
    shown = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    what = message.partition(": ")[2] or message
    what = "unknown prefix" if "Prefix not found" in what else what if len(what) < 120 else "this does not belong here"
    what = "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE" if what.startswith("expected CONSTRUCT") else what
    pointer = f"\n  {shown}\n  {' ' * (column - 1)}^" if shown else ""
    hint = f"the built-in prefixes are {', '.join(sorted(PREFIXES))}" if what == "unknown prefix" else ""
    return QuerySyntaxError(
        f"line {line}, column {column}: {what}{pointer}", hint or "check brackets, dots and variable names there"
    )


def _answer_apart(store: Store, text: str, timeout: float, limit: int | None) -> QueryResult:
    """Answer in a process that can be killed; an in-memory store is sent to it as N-Quads."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    data = None if store.path is not None else ox.serialize(store.engine, format=ox.RdfFormat.N_QUADS)
    store.flush()
    child = context.Process(target=_serve, args=(there, str(store.path or ""), data, text, limit), daemon=True)
    child.start()
    there.close()
    try:
        if not here.poll(timeout):
            raise QueryTimeout(f"no answer within {timeout:g} s", "ask for less, add LIMIT, or raise the time limit")
        answer = here.recv()
    except EOFError:
        raise QueryError(
            "the process that answered the query ended early", "ask for less: it may have run out of memory"
        ) from None
    finally:
        child.kill()
        child.join()
    if isinstance(answer, QueryError):
        raise answer
    return _collect(ox.parse_query_results(answer, format=_WIRE), None) if isinstance(answer, bytes) else _thaw(answer)


def _serve(out: Connection, path: str, data: bytes | None, text: str, limit: int | None) -> None:
    """The child's work: open, answer, send."""
    try:
        if path:
            engine = ox.Store.read_only(str(engine_folder(Path(path))))
        else:
            engine = ox.Store()
            engine.bulk_load(data or b"", format=ox.RdfFormat.N_QUADS)
        if limit is None:
            with _explained(text):
                found = _run(engine, text)
                if isinstance(found, ox.QuerySolutions):
                    # Written and read by the engine, not term by term, which only a row limit needs.
                    out.send(found.serialize(format=_WIRE))
                    return
        result = _answer(engine, text, limit)
        cells = [[None if c is None else _json_term(c) for c in row] for row in result.rows]
        out.send((result.columns, cells, result.boolean, result.is_graph, result.truncated))
    except QueryError as error:
        out.send(error)
    except (OSError, RuntimeError) as error:
        out.send(QueryError(f"the store cannot be read: {error}", "try again when nothing writes to it"))


def _thaw(answer: tuple[Any, ...]) -> QueryResult:
    columns, cells, boolean, is_graph, truncated = answer
    rows = tuple(tuple(None if c is None else _read_term(c) for c in row) for row in cells)
    return QueryResult(columns, rows, boolean, is_graph, truncated)


def _triple(row: tuple[Cell, ...]) -> ox.Triple | None:
    subject, predicate, object_ = row
    if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode) or object_ is None:
        return None
    return ox.Triple(subject, predicate, object_)


def _json_term(term: Cell) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        out = {"type": "literal", "value": term.value}
        if term.language:
            return out | {"xml:lang": term.language}
        plain = term.datatype.value == PREFIXES["xsd"] + "string"
        return out if plain else out | {"datatype": term.datatype.value}
    return {"type": "bnode", "value": term.value} if isinstance(term, ox.BlankNode) else {"type": "literal", "value": str(term)}


def _read_term(record: dict[str, str]) -> Cell:
    if record["type"] == "uri":
        return ox.NamedNode(record["value"])
    if record["type"] == "bnode":
        return ox.BlankNode(record["value"])
    if "xml:lang" in record:
        return ox.Literal(record["value"], language=record["xml:lang"])
    datatype = record.get("datatype", PREFIXES["xsd"] + "string")
    return ox.Literal(record["value"], datatype=ox.NamedNode(datatype))


def show_term(term: Cell) -> str:
    """Return a term as a reader wants it: a CURIE, or the words of a literal; "" for an unbound one."""
    if isinstance(term, ox.NamedNode):
        return contract(term.value)
    return _raw(term)


def _raw(term: Cell) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def library() -> dict[str, tuple[str, str]]:
    """The named queries that come with kg: name → (what it asks, its text)."""
    folder = Path(__file__).parent / "queries"
    out = {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text("utf-8")
        out[path.stem] = (text.partition("\n")[0].lstrip("# "), text)
    return out


def find_query(text: str, names: Sequence[str] = ()) -> str:
    """Return the text of a query given as a file, a library name or the query itself.

    Raises QueryError when *text* looks like a name and there is none.
    """
    if re.search(r"[\s{]", text.strip()):
        return text
    path = Path(text)
    if path.is_file():
        return path.read_text("utf-8")
    known = library()
    name = text.removesuffix(".rq")
    if name in known:
        return known[name][1]
    raise QueryError(f"no query {text!r}", f"give SPARQL, a file, or one of: {', '.join(names or known)}")
