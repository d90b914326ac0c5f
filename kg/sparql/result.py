"""What a query gave: rows, an answer, or triples; and its forms as CSV, JSON, Turtle, text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model.safe_text import csv_line, html_text, json_text, terminal_text, xml_text
from kg.namespace import PREFIXES, contract

_XSD = PREFIXES["xsd"]
_KINDS = dict.fromkeys(("integer", "decimal", "double", "float", "int", "long"), "number") | {
    "date": "day",
    "dateTime": "day",
    "boolean": "flag",
}

type Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True)
class QueryResult:
    """What a query gave: ``columns`` and ``rows`` of terms; or ``boolean`` (ASK); or triples
    (``is_graph``).

    ``truncated`` tells that a row limit cut it.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    boolean: bool | None = None
    is_graph: bool = False
    truncated: bool = False
    name_of: Callable[[str], str] | None = field(default=None, compare=False, repr=False)
    """What the graph calls the thing with an IRI: for notebooks."""

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as text: CURIEs for IRIs, the words of literals."""
        return (tuple(map(show_term, row)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dataframe(self, labels: bool = False) -> Any:
        """Return a pandas DataFrame; raise QueryError where pandas is not installed.

        A column whose literals are all numbers, truth values or days of XML Schema has that type;
        all else is text, CURIEs for IRIs, or with *labels* what the graph calls them.
        """
        try:
            import pandas
        except ImportError:
            raise QueryError(
                "pandas is not installed", "pip install 'kg-claims[notebook]'"
            ) from None
        show = self._name if labels else show_term
        rows = [tuple(map(show, row)) for row in self.rows]
        frame = pandas.DataFrame(rows, columns=list(self.columns))
        for name, cells in zip(self.columns, zip(*self.rows, strict=True), strict=False):
            kind = _common_kind(cells)
            if kind == "number":
                frame[name] = pandas.to_numeric(frame[name], errors="coerce")
            elif kind == "day":
                frame[name] = pandas.to_datetime(frame[name], format="ISO8601", errors="coerce")
            elif kind == "flag":
                frame[name] = frame[name].map({"true": True, "false": False}).astype("boolean")
        return frame

    def to_csv(self) -> str:
        """Return SPARQL 1.1 results in CSV, safe for spreadsheets (see kg.values.csv_cells); an ASK
        gives one cell."""
        if self.boolean is not None:
            return csv_line(["boolean"]) + csv_line([str(self.boolean).lower()])
        return csv_line(self.columns) + "".join(csv_line(map(_raw, row)) for row in self.rows)

    def to_json(self) -> str:
        """Return SPARQL 1.1 results in JSON."""
        if self.boolean is not None:
            return json_text({"head": {}, "boolean": self.boolean})
        bindings = [
            {n: json_term(c) for n, c in zip(self.columns, row, strict=True) if c is not None}
            for row in self.rows
        ]
        return json_text({"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}})

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 results in TSV: terms as in Turtle, so nothing of them is lost; an ASK
        gives one cell."""
        if self.boolean is not None:
            return f"?boolean\n{str(self.boolean).lower()}\n"
        lines = ["\t".join(f"?{name}" for name in self.columns)]
        lines += [
            "\t".join("" if c is None else terminal_text(str(c).replace("\t", "\\t")) for c in row)
            for row in self.rows
        ]
        return "\n".join(lines) + "\n"

    def to_xml(self) -> str:
        """Return SPARQL 1.1 results in XML."""
        root = Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
        head = SubElement(root, "head")
        if self.boolean is not None:
            SubElement(root, "boolean").text = str(self.boolean).lower()
            return _write_xml(root)
        for name in self.columns:
            SubElement(head, "variable", name=name)
        results = SubElement(root, "results")
        for row in self.rows:
            result = SubElement(results, "result")
            for name, cell in zip(self.columns, row, strict=True):
                if cell is not None:
                    _put_xml(SubElement(result, "binding", name=name), cell)
        return _write_xml(root)

    def to_rdf(self, form: ox.RdfFormat) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE in a form of RDF; raise QueryError for other
        queries."""
        if not self.is_graph:
            raise QueryError(
                "only CONSTRUCT and DESCRIBE give triples", "choose table, csv or json"
            )
        ordered = sorted((t for t in map(_triple, self.rows) if t is not None), key=str)
        return (ox.serialize(ordered, format=form, prefixes=PREFIXES) or b"").decode("utf-8")

    def to_turtle(self) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as Turtle; raise QueryError for other
        queries."""
        return self.to_rdf(ox.RdfFormat.TURTLE)

    def _repr_html_(self) -> str:
        if self.boolean is not None:
            return f"<p>{str(self.boolean).lower()}</p>"
        head = "".join(f"<th>{html_text(c)}</th>" for c in self.columns)
        body = "".join(
            f"<tr>{''.join(map(self._html_cell, row))}</tr>" for row in islice(self.rows, 200)
        )
        more = (
            f"<p>{len(self.rows):,} rows, the first 200 shown</p>" if len(self.rows) > 200 else ""
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _name(self, term: Cell) -> str:
        """What the graph calls a thing; else as show_term has it."""
        if self.name_of is None or not isinstance(term, ox.NamedNode):
            return show_term(term)
        try:
            return self.name_of(term.value)
        except StoreError:  # the store was closed since
            return show_term(term)

    def _html_cell(self, term: Cell) -> str:
        shown, name = show_term(term), self._name(term)
        title = f' title="{html_text(shown)}"' if name != shown else ""
        return f"<td{title}>{html_text(name)}</td>"


def _common_kind(cells: Iterable[Cell]) -> str:
    """What all cells of a column are that are there: "number", "day", "flag"; else "text"."""
    kinds = {_kind(cell) for cell in cells if cell is not None}
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind(cell: Cell) -> str:
    if not isinstance(cell, ox.Literal):
        return "text"
    return _KINDS.get(cell.datatype.value.removeprefix(_XSD), "text")


def _triple(row: tuple[Cell, ...]) -> ox.Triple | None:
    subject, predicate, object_ = row
    if (
        not isinstance(subject, ox.NamedNode | ox.BlankNode)
        or not isinstance(predicate, ox.NamedNode)
        or object_ is None
    ):
        return None
    return ox.Triple(subject, predicate, object_)


def _put_xml(binding: Element, cell: Cell) -> None:
    term = json_term(cell)
    kind = term["type"]
    named = (
        {"xml:lang": term["xml:lang"]}
        if "xml:lang" in term
        else {"datatype": term["datatype"]}
        if "datatype" in term
        else {}
    )
    SubElement(binding, kind, named).text = xml_text(term["value"])


def _write_xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def json_term(term: Cell) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        out = {"type": "literal", "value": term.value}
        if term.language:
            return out | {"xml:lang": term.language}
        plain = term.datatype.value == PREFIXES["xsd"] + "string"
        return out if plain else out | {"datatype": term.datatype.value}
    return (
        {"type": "bnode", "value": term.value}
        if isinstance(term, ox.BlankNode)
        else {"type": "literal", "value": str(term)}
    )


def read_term(record: dict[str, str]) -> Cell:
    if record["type"] == "uri":
        return ox.NamedNode(record["value"])
    if record["type"] == "bnode":
        return ox.BlankNode(record["value"])
    if "xml:lang" in record:
        return ox.Literal(record["value"], language=record["xml:lang"])
    datatype = record.get("datatype", PREFIXES["xsd"] + "string")
    return ox.Literal(record["value"], datatype=ox.NamedNode(datatype))


def show_term(term: Cell) -> str:
    """Return a term as a reader wants it: a CURIE, or the words of a literal; "" for an unbound
    one."""
    if isinstance(term, ox.NamedNode):
        return contract(term.value)
    return _raw(term)


def _raw(term: Cell) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
