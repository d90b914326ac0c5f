"""Documents: demo, list, rm, load, upgrade."""

import sys
from typing import Any

import click

from kg.cli.commands.common import (
    json_option,
    open_store,
    say_warnings,
    selection_options,
    store_option,
    workers_option,
)
from kg.cli.commands.common import load as part
from kg.errors import RemovalWarning


@click.command()
@click.option(
    "--output",
    "-o",
    default="kg-demo",
    show_default=True,
    metavar="FOLDER",
    help="Where the results go.",
)
def demo(output: str) -> None:
    """See it work on the packaged examples.

    Builds their graph, asks it with SPARQL and networkx, draws it, and says where the results are.
    """
    part("kg.cli.demo").run_demo(output, click.echo)


def describe_matter(document: Any) -> dict[str, str]:
    """What the caption of a filing says: court, docket, parties of both sides, judge, day."""
    caption = part("kg.segmentation.zones").find_caption(document.text, document.blocks)
    names = {side: [p.name for p in getattr(caption, side)] for side in ("claiming", "answering")}
    found = {
        "court": caption.court,
        "docket": caption.docket,
        "judge": caption.judge,
        **{side: "; ".join(parties) for side, parties in names.items()},
        "filed": part("kg.values.filing_days").read_filing_day(caption.filed, caption.court),
    }
    return {name: words for name, words in found.items() if words}


def describe_record(document: Any, as_json: bool) -> str:
    """A document's record: what is known, and from where."""
    origins = dict(document.origins)
    fields = ("kind", "title", "date", "authors", "publisher", "url", "answers", "standing")
    known = part("kg.model.documents").describe_fields(document, fields)
    notice = None if document.standing else part("kg.review.notices").find_notice(document)
    known |= {"notice": notice.quote} if notice else {}
    matter = describe_matter(document)
    known |= matter
    origins |= dict.fromkeys(matter, "caption")
    if as_json:
        record = {"source": document.source, **known, "from": origins, "pages": len(document.pages)}
        written: str = part("kg.model.safe_text").json_text(record)
        return written
    lines = [
        f"  {name}: {value}" + (f"  ({origins[name]})" if name in origins else "")
        for name, value in known.items()
        if value
    ]
    pages = [f"  pages: {len(document.pages)}"] if document.pages else []
    text: str = part("kg.model.safe_text").terminal_text(
        "\n".join([document.source, *lines, *pages])
    )
    return text


@click.command()
@json_option
@selection_options
@store_option
def documents(as_json: bool, store: str) -> None:
    """List the documents, and the files that could not be read."""
    with open_store(store) as graph:
        for document in graph.documents():
            click.echo(describe_record(document, as_json))
        failed = graph.store.failures()
    safe = part("kg.model.safe_text")
    for source, why in sorted(failed.items()):
        line = f"not read: {source}: {why['error']}"
        click.echo(
            safe.json_text({"source": source, "failed": why})
            if as_json
            else safe.terminal_text(line)
        )


@click.command()
@click.argument("documents", nargs=-1)
@click.option(
    "--forget",
    is_flag=True,
    help="Write the store's files anew, so that no word of the documents stays in them.",
)
@store_option
def rm(documents: tuple[str, ...], forget: bool, store: str) -> None:
    """Remove documents, without a trace in the graph.

    DOCUMENTS are paths as they were added, or IRIs. With --forget, no trace stays in the store's
    files either, also of what was removed or replaced before; alone, it forgets only that. The
    files of a server are the server's: it says so."""
    if not documents and not forget:
        raise click.UsageError("name a document, or give --forget")
    with open_store(store, read_only=False) as graph, say_warnings(RemovalWarning):
        if forget:
            graph.store.forget(documents)
        for document in documents:
            if not forget:
                graph.remove(document)
            name = part("kg.model.safe_text").storable_name(document)
            click.echo(f"{'forgot' if forget else 'removed'} {name}", err=True)


@click.command()
@click.argument("files", nargs=-1, required=True)
@store_option
def load(files: tuple[str, ...], store: str) -> None:
    """Read exports back: .nq, .trig or .jsonld.

    The documents and claims of FILES come into the graph as they were, without being read again.
    """
    with open_store(store, read_only=False) as graph:
        for file in files:
            click.echo(f"{graph.load(file)} documents from {file}", err=True)


@click.command()
@workers_option
@json_option
@store_option
def upgrade(workers: int, as_json: bool, store: str) -> None:
    """Read the stored texts again with the rules of this kg.

    For a store that an earlier kg made. It is one step: interrupted, the store stays as it was.
    Decisions, verdicts and known entities are carried over; what could not be is listed, and makes
    the exit code 1."""
    with open_store(store, read_only=False) as graph:
        total = len(graph.store.sources())
        done = graph.upgrade(
            workers, lambda items: part("kg.cli.progress").track(items, total, "reading again")
        )
    safe = part("kg.model.safe_text")
    if as_json:
        counts = {
            "documents": done.documents,
            "decisions": done.decisions,
            "verdicts": done.verdicts,
        }
        click.echo(safe.json_text(counts | {"lost": list(done.lost)}))
    for line in done.lost:
        click.echo(safe.terminal_text(f"not carried over: {line}"), err=True)
    carried = f"{done.decisions} decisions and {done.verdicts} verdicts carried over"
    click.echo(f"{done.documents} documents read again, {carried}", err=True)
    sys.exit(1 if done.lost else 0)
