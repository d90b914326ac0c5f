"""Documents: demo, add, rm."""

import sys
from collections.abc import Iterable
from typing import Any

import click

from kg.cli.commands.common import (
    complain,
    json_option,
    open_store,
    report,
    selection_options,
    store_option,
)
from kg.cli.commands.common import load as part
from kg.cli.commands.consulting import model_options, prepare_add, take_model
from kg.errors import KgError


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


@click.command()
@click.argument("sources", nargs=-1)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that share the work.",
)
@click.option(
    "--extractor",
    "extractors",
    multiple=True,
    metavar="NAME",
    help="Only this extractor, also for what is stored; repeatable. llm asks a model besides.",
)
@model_options
@click.option(
    "--date", metavar="DATE", help="When the documents were published, for example 2023-05-16."
)
@click.option("--kind", metavar="KIND", help="Article, CourtFiling, PressRelease or Statement.")
@click.option("--publisher", metavar="NAME", help="Who published them.")
@click.option("--title", metavar="TEXT", help="Their title.")
@click.option("--author", metavar="NAMES", help='Who wrote them; several with ";" between.')
@click.option("--url", metavar="URL", help="Where they stand on the web.")
@click.option(
    "--answers",
    metavar="COMPLAINT",
    help="The complaint that they answer, by its path; else docket and parties tell.",
)
@click.option(
    "--encoding", metavar="NAME", help="The encoding of text files, for example windows-1252."
)
@click.option(
    "--manifest",
    metavar="CSV",
    help="A table of the same fields by path (column path); its files are added too.",
)
@click.option("--password", metavar="WORD", help="Opens encrypted PDFs.")
@click.option(
    "--text-column",
    metavar="NAME",
    help="The column of tables, or key of records, that holds the text.",
)
@click.option(
    "--ocr",
    is_flag=True,
    help="Read pages that are pictures with tesseract, where it is installed.",
)
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be read, how, and what is known of it."
)
@json_option
@store_option
def add(
    sources: tuple[str, ...],
    workers: int,
    extractors: tuple[str, ...],
    manifest: str | None,
    password: str | None,
    text_column: str | None,
    ocr: bool,
    dry_run: bool,
    as_json: bool,
    store: str,
    **given: Any,
) -> None:
    """Read documents into the graph.

    SOURCES are files, folders, patterns, or - for standard input. A document that is there already
    is left alone; one whose text has changed takes the place of the older version, but what comes
    from standard input takes no other's place. A source that cannot be read is named, and the
    others are added all the same. The graph records which extractors ran, with their versions;
    --extractor chooses some of them and reads anew what is stored. With --extractor llm a language
    model is asked besides, and only what the text and kg's rules bear out is taken (docs/models.md).

    What is given here counts before a manifest, a file's sidecar (FILE.yaml) and what the file
    itself says."""
    table = part("kg.reading.metadata").read_manifest(manifest) if manifest else {}
    if not sources and not table:
        raise click.UsageError("name a source, or give --manifest")
    settings, others = take_model(extractors, given)
    found, missing = _find_each((*sources, *table))
    options = part("kg.reading.options").ReadingOptions(
        {k: v for k, v in given.items() if v}, table, password or "", text_column or "", ocr
    )
    part("kg.reading.metadata").check_given(options.given, "given")
    if dry_run:
        _describe_each(found, options, as_json)
        return
    asked = prepare_add(settings, store, found, options)
    how = {"workers": workers, "options": options, "extractors": others, "consultation": asked}
    _add_each(found, missing, how, as_json, store)


def _describe_each(found: Iterable[str], options: Any, as_json: bool) -> None:
    """Say what each source would become."""
    for source in found:
        try:
            documents = part("kg.reading.sources").read_documents(source, options)
        except KgError as error:
            complain(error, "cannot be read")
            continue
        for document in documents:
            click.echo(_describe(document, as_json))
            _warn(document.notes, document.source)


def _describe(document: Any, as_json: bool) -> str:
    """A document's record: what is known, and from where."""
    origins = dict(document.origins)
    fields = ("kind", "title", "date", "authors", "publisher", "url", "answers", "standing")
    known = {
        name: "; ".join(v) if isinstance(v := getattr(document, name), tuple) else v
        for name in fields
    }
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


def _warn(notes: Iterable[str], source: str) -> None:
    for note in notes:
        click.echo(part("kg.model.safe_text").terminal_text(f"note: {source}: {note}"), err=True)


def _add_each(
    found: list[str],
    missing: list[str],
    how: dict[str, Any],
    as_json: bool,
    store: str,
) -> None:
    failed, safe = len(missing), part("kg.model.safe_text")
    with open_store(store, read_only=False) as graph:
        results = graph.add_each(found, **how)
        for result in part("kg.cli.text").track(results, len(found), "reading"):
            failed += result.error is not None
            _warn(result.notes, result.source)
            if result.error is not None:
                complain(result.error, "not added")
            elif as_json:
                report(
                    safe.json_text(
                        {
                            "source": result.source,
                            "outcome": result.outcome,
                            "claims": result.claims,
                        }
                    )
                )
            else:
                report(
                    safe.terminal_text(
                        f"{result.outcome:9} {result.claims:5} claims  {result.source}"
                    )
                )
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
@json_option
@selection_options
@store_option
def documents(as_json: bool, store: str) -> None:
    """List the documents with what is known of each."""
    with open_store(store) as graph:
        for document in graph.documents():
            click.echo(_describe(document, as_json))


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
    files either, also of what was removed or replaced before; alone, it forgets only that."""
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


@click.command()
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that share the work.",
)
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
            workers, lambda items: part("kg.cli.text").track(items, total, "reading again")
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
