"""Pages: a quotation marked on the page of its PDF."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.commands.common import load as part
from kg.cli.commands.common import open_store, store_option
from kg.errors import DocumentNotFound, ViewError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Document, Span

_PLACE = re.compile(r"(?P<source>.+):(?P<start>\d+)-(?P<end>\d+)")


@click.command()
@click.argument("place")
@click.option(
    "--output",
    "-o",
    default=".",
    show_default=True,
    metavar="FOLDER",
    help="Where the pictures go.",
)
@click.option("--password", default="", metavar="WORD", help="Opens an encrypted PDF.")
@store_option
def page(place: str, output: str, password: str, store: str) -> None:
    """Draw the page of a PDF with a quotation marked.

    PLACE is what kg claims and kg search print under a quotation (filing.pdf:1200-1290), or the IRI
    of a claim. The PDF must stand where it was added, unchanged. Writes filing-p3.png, one picture
    for each page that the quotation stands on, and prints where."""
    with open_store(store) as graph:
        document, span = _find_place(graph, place)
    data = _read_same(document, password)
    draw = part("kg.view.source_pages").draw_quote
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    for picture in draw(document, data, span, password):
        path = folder / f"{Path(document.source).stem}-p{picture.number}.png"
        path.write_bytes(picture.png)
        missing = picture.lines - picture.marked
        left = f"  ({missing} of {picture.lines} lines could not be marked)" if missing else ""
        click.echo(part("kg.model.safe_text").terminal_text(f"{path}{left}"))


def _find_place(graph: "Graph", place: str) -> "tuple[Document, Span]":
    """The document and the words that *place* names; raises DocumentNotFound or ViewError."""
    span = part("kg.model").Span
    if told := _PLACE.fullmatch(place):
        found = graph.checked("any").document(told["source"])
        return found, span(int(told["start"]), min(int(told["end"]), len(found.text)))
    claim = next((c for c in graph.claims() if c.id == place), None)
    if claim is None:
        raise ViewError(
            f"{place}: no place and no claim", "give SOURCE:START-END as kg claims prints it"
        )
    return graph.checked("any").document(claim.document), span(claim.start, claim.end)


def _read_same(document: "Document", password: str) -> bytes:
    """The bytes of a document's file, if it still holds the text that is stored; raises
    DocumentNotFound or ViewError."""
    path = Path(document.source)
    if not path.is_file():
        raise DocumentNotFound(
            f"{document.source}: the file is not there", "put it where it was when it was added"
        )
    options = part("kg.reading.options").ReadingOptions(password=password)
    data = path.read_bytes()
    again = part("kg.reading.sources").read_bytes(data, document.source, options)
    if again.text != document.text:
        raise ViewError(
            f"{document.source}: its text is not the one that is stored", "add it again: kg add"
        )
    return data
