"""SPARQL 1.1 queries over a store: built-in prefixes, the union of all documents as default graph.

Oxigraph cannot stop a query, so a time limit means that the query runs in a process of its own,
which is killed when the time is up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import QueryError
from kg.rdf.engines.protocol import Server
from kg.review.verdicts import check_reviewed
from kg.sparql.evaluation import answer_far, evaluate_query
from kg.sparql.guard import DatasetClause, check_query
from kg.sparql.process import answer_apart, parse_apart
from kg.sparql.result import QueryResult
from kg.storage.disk.union import copy_engine
from kg.storage.judgements.reviews import select_reviewed
from kg.storage.store import Store


def run_query(
    store: Store,
    text: str,
    timeout: float | None = None,
    limit: int | None = None,
    graphs: DatasetClause | None = None,
    reviewed: str = "not-rejected",
) -> QueryResult:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of kg.namespace need no
    declaration.

    *timeout* in seconds; *limit* in rows; *graphs* in the place of those that FROM names;
    *reviewed*: of which claims the documents consist (kg.review.REVIEWED).

    Raises QuerySyntaxError with line and column, GraphNotFound, QueryTooDeep, QueryRefused for
    updates and SERVICE, QueryTimeout, and ReviewError for a choice of verdicts that is none. A
    query that might reach out runs in a process without a network, and is not sent to a server; one
    that is nested deeply cannot end this process."""
    query = check_query(text)
    query = query if graphs is None else replace(query, clause=graphs)
    checked = select_reviewed(store, check_reviewed(reviewed))
    if isinstance(checked.engine, Server) and not checked.engine.keeps_union:
        checked = Store(copy_engine(checked.engine))
    if isinstance(checked.engine, Server):
        if query.deep and not query.apart:
            parse_apart(query, timeout)
        return answer_far(checked.engine, query, timeout, limit)
    if timeout is None and not query.apart and not query.deep:
        return evaluate_query(checked.engine, query, limit)
    return answer_apart(checked, query, timeout, limit)


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
    raise QueryError(
        f"no query {text!r}", f"give SPARQL, a file, or one of: {', '.join(names or known)}"
    )
