"""What a query may do, decided on its parse: no update, no request to others, and the graphs that
it names.

Oxigraph, which answers, gives out no parse tree, so the tree is that of rdflib. Where two programs
parse, one may see a comment where the other sees a command. So the tree only decides what is said;
what holds is sound without it: a query without the letters of a keyword cannot use it, since the
engine takes no escapes in keywords, and one with the letters of SERVICE is answered only by a
process that has no network (``Checked.apart``)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryRefused, QuerySyntaxError, QueryTooDeep
from kg.namespace import PREFIXES

_SERVICE, _FROM = re.compile("service", re.IGNORECASE), re.compile("from", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")
_BRACKETS = re.compile(r"[{}()\[\]]")
_SHALLOW, _SHORT = 100, 3_000
"""Brackets in brackets, and characters, with which the engine's parser stays within a stack of
8 MB: the least that broke it were 1,000 nested IFs (8,000 characters) and 3,000 braces (6,000)."""


@dataclass(frozen=True)
class DatasetClause:
    """The graphs of FROM (merged, they are the default graph) and of FROM NAMED, as IRIs."""

    default: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """A query that may be answered: over which graphs (``None``: all), whether only apart, without
    a network, and whether the engine might end its process over it, for it is *deep* or long."""

    text: str
    clause: DatasetClause | None = None
    apart: bool = False
    deep: bool = False


def check_query(text: str) -> Checked:
    """Return what a query asks of whoever answers it.

    Raises QueryRefused for SERVICE, and QuerySyntaxError for a query that holds the letters of
    SERVICE or FROM and does not parse. Any other query that does not parse is left to the engine,
    which says it better."""
    reaching, choosing = _SERVICE.search(text), _FROM.search(text)
    deep = _is_deep(text)
    if not reaching and not choosing:
        return Checked(text, deep=deep)
    if _ESCAPE.search(text):
        word = "SERVICE" if reaching else "FROM"
        raise QueryRefused(
            f"\\u beside the letters {word} is not taken",
            "write the character itself instead of \\u",
        )
    prologue, body = _parse(text)
    if any(node.name == "ServiceGraphPattern" for node in _nodes(body)):
        raise QueryRefused("SERVICE would send the query to another server", "ask the store itself")
    return Checked(text, _read_clause(prologue, body), bool(reaching), deep)


def _is_deep(text: str) -> bool:
    """Whether brackets are nested, or operators strung together, so far that the engine might run
    out of its stack: it calls itself for each. Brackets in words count too."""
    if len(text) > _SHORT:
        return True
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    return deepest > _SHALLOW


def too_deep() -> QueryTooDeep:
    """Return the error for a query that is nested more deeply than can be read."""
    return QueryTooDeep(
        "the query is nested too deeply", "take brackets away, or ask in several steps"
    )


def update_verb(text: str) -> str:
    """Return what *text* would do, if it begins with a SPARQL 1.1 update, for example ``INSERT``;
    else ""."""
    try:
        update = parseUpdate(
            text.partition(";")[0]
        )  # only to say it better: the engine takes no update as a query
    except (ParseBaseException, RecursionError):
        return ""
    name = (
        update.request[0].name if update.request else "Update"
    )  # InsertData, DeleteWhere, Modify, Load ...
    return (
        "DELETE or INSERT"
        if name == "Modify"
        else re.split(r"(?<=[a-z])(?=[A-Z])", name)[0].upper()
    )


def point_at(text: str, line: int, column: int, what: str, hint: str = "") -> QuerySyntaxError:
    """Return an error that shows the place in the query."""
    shown = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    pointer = f"\n  {shown}\n  {' ' * (column - 1)}^" if shown else ""
    return QuerySyntaxError(
        f"line {line}, column {column}: {what}{pointer}",
        hint or "check brackets, dots and variable names there",
    )


def _parse(text: str) -> tuple[Any, CompValue]:
    lines = text.replace("\r\n", "\n").replace(
        "\r", "\n"
    )  # a comment ends at either; rdflib knows only the latter
    try:
        prologue, body = parseQuery(lines)
    except ParseBaseException as error:
        raise point_at(lines, error.lineno, error.column, "this does not belong here") from None
    except RecursionError:
        raise too_deep() from None
    return prologue, body


def _nodes(root: object) -> Iterator[CompValue]:
    """Yield every node of a parse tree."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, CompValue):
            yield node
            todo.extend(node.values())
        elif isinstance(node, Iterable) and not isinstance(node, str):
            todo.extend(node)


def _read_clause(prologue: Any, body: CompValue) -> DatasetClause | None:
    entries = body.datasetClause or []
    if not entries:
        return None
    names = _Names(prologue)
    graphs: dict[str, dict[str, None]] = {"default": {}, "named": {}}
    for entry in entries:
        kind = "named" if entry.named is not None else "default"
        graphs[kind][names.expand(entry[kind])] = None
    return DatasetClause(tuple(graphs["default"]), tuple(graphs["named"]))


class _Names:
    """The prefixes and the base of one query."""

    def __init__(self, prologue: Iterable[CompValue]) -> None:
        self._prefixes, self._base = dict(PREFIXES), ""
        for entry in prologue:
            iri = urljoin(self._base, str(entry.iri))
            if entry.name == "Base":
                self._base = iri
            else:
                self._prefixes[str(entry.prefix or "")] = iri

    def expand(self, name: object) -> str:
        """Return the IRI of a prefixed name or of an IRI, relative to the base."""
        if not isinstance(name, CompValue):
            return urljoin(self._base, str(name))
        prefix = str(name.prefix or "")
        if prefix not in self._prefixes:
            raise QuerySyntaxError(
                f"FROM: unknown prefix {prefix}:",
                f"the built-in prefixes are {', '.join(sorted(PREFIXES))}",
            )
        return self._prefixes[prefix] + str(name.localname or "")
