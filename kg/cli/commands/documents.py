"""Documents: demo, add, rm."""

import json
import sys
from collections.abc import Iterable

import click

from kg.cli.commands.common import complain, json_option, open_store, store_option
from kg.cli.commands.common import load as part
from kg.errors import KgError


@click.command()
@click.option("--output", "-o", default="kg-demo", show_default=True, metavar="FOLDER", help="Where the results go.")
def demo(output: str) -> None:
    """See it work on the packaged examples.

    Builds their graph, asks it with SPARQL and networkx, draws it, and says where the results are.
    """
    part("kg.cli.demo").run_demo(output, click.echo)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the work.")
@json_option
@store_option
def add(sources: tuple[str, ...], workers: int, as_json: bool, store: str) -> None:
    """Read documents into the graph.

    SOURCES are files, folders, patterns, or - for standard input. A document that is there already is
    left alone; one whose text has changed takes the place of the older version, but what
    comes from standard input takes no other's place. A source that cannot be
    read is named, and the others are added all the same.
    """
    found, missing = _find_each(sources)
    failed = len(missing)
    with open_store(store, read_only=False) as graph:
        results = graph.add_each(found, workers)
        for result in part("kg.cli.text").track(results, len(found), "reading"):
            failed += result.error is not None
            if result.error is not None:
                complain(result.error, "not added")
            elif as_json:
                click.echo(json.dumps({"source": result.source, "outcome": result.outcome, "claims": result.claims}))
            else:
                click.echo(part("kg.model.safe_text").terminal_text(f"{result.outcome:9} {result.claims:5} claims  {result.source}"))
    if failed:
        click.echo(f"{failed} of {len(found) + len(missing)} sources were not added", err=True)
        sys.exit(1)


def _find_each(arguments: Iterable[str]) -> tuple[list[str], list[str]]:
    """The files of all arguments; those that name nothing are complained of and returned apart."""
    read = part("kg.reading.sources")
    found: dict[str, None] = {}
    missing: list[str] = []
    for argument in arguments:
        try:
            found.update(dict.fromkeys(read.find_sources([argument])))
        except KgError as error:
            complain(error, "not added")
            missing.append(argument)
    if not found and missing:
        sys.exit(3 if len(missing) == 1 else 1)
    return sorted(found), missing


@click.command()
@click.argument("documents", nargs=-1)
@click.option("--forget", is_flag=True, help="Write the store's files anew, so that no word of the documents stays in them.")
@store_option
def rm(documents: tuple[str, ...], forget: bool, store: str) -> None:
    """Remove documents, without a trace in the graph.

    DOCUMENTS are paths as they were added, or IRIs. With --forget, no trace stays in the store's files
    either, also of what was removed or replaced before; alone, it forgets only that.
    """
    if not documents and not forget:
        raise click.UsageError("name a document, or give --forget")
    with open_store(store, read_only=False) as graph:
        if forget:
            graph.store.forget(documents)
        for document in documents:
            if not forget:
                graph.remove(document)
            click.echo(f"{'forgot' if forget else 'removed'} {document}", err=True)


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
