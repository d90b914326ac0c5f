"""Adding documents: from files, folders, manifests and the web, once or for as long as files
come."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from kg.cli.commands.common import (
    cluster_option,
    complain,
    json_option,
    load_extra,
    report,
    store_option,
    workers_option,
)
from kg.cli.commands.common import load as part
from kg.cli.commands.consulting import model_options, prepare_add, take_model
from kg.cli.commands.documents import describe_record
from kg.errors import KgError


@click.command()
@click.argument("sources", nargs=-1)
@workers_option
@cluster_option
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
    "--fetch",
    is_flag=True,
    help="SOURCES may be web addresses: fetch them, one after the other, as robots.txt allows.",
)
@click.option(
    "--watch",
    is_flag=True,
    help="Go on looking for new and changed files, until interrupted (Ctrl-C).",
)
@click.option(
    "--failures",
    metavar="CSV",
    help="Write what was not added to a manifest; --manifest tries it again alone.",
)
@click.option(
    "--dry-run", is_flag=True, help="Only say what would be read, how, and what is known of it."
)
@json_option
@store_option
def add(
    sources: tuple[str, ...],
    extractors: tuple[str, ...],
    manifest: str | None,
    dry_run: bool,
    watch: bool,
    failures: str | None,
    as_json: bool,
    store: str,
    **given: Any,
) -> None:
    """Read documents into the graph.

    SOURCES are files, folders, patterns, - for standard input, or (with --fetch) web addresses. A
    document that is there already is left alone; one whose text has changed takes the place of the
    older version, but what comes from standard input takes no other's place. A source that cannot
    be read is named, and the others are added all the same. The graph records which extractors ran,
    with their versions; --extractor chooses some of them and reads anew what is stored. With
    --extractor llm a language model is asked besides, and only what the text and kg's rules bear
    out is taken (docs/models.md).

    What is given here counts before a manifest, a file's sidecar (FILE.yaml) and what the file
    itself says."""
    table = part("kg.reading.collections.manifests").read_manifest(manifest) if manifest else {}
    if not sources and not table:
        raise click.UsageError("name a source, or give --manifest")
    sharing = _share_work(given.pop("workers"), given.pop("cluster"))
    settings, others = take_model(extractors, given)
    wanted = (*sources, *table)
    found, missing = _find_each(wanted)
    options = _read_options(given, table)
    if dry_run:
        _describe_each(found, options, as_json)
        return
    asked = prepare_add(settings, store, found, options)
    how = {"options": options, "extractors": others, "consultation": asked}
    with sharing as shared:
        adding = _Adding(how | shared, as_json, store, len(missing))
        adding.run(found, wanted if watch else ())
    adding.close(failures)


@contextmanager
def _share_work(workers: int, cluster: str) -> Iterator[dict[str, Any]]:
    """Give the arguments that say who extracts: processes of this machine, or those of a
    *cluster*."""
    if not cluster:
        yield {"workers": workers}
        return
    if workers > 1:
        raise click.UsageError("--cluster has workers of its own: leave --workers out")
    with load_extra("kg.pipeline.cluster", "dask").open_cluster(cluster) as executor:
        yield {"workers": executor.workers, "executor": executor}


def _read_options(given: dict[str, Any], table: dict[str, dict[str, str]]) -> Any:
    """The options of reading; *given* holds the others, which describe the documents."""
    how = {name: given.pop(name) for name in ("password", "text_column", "ocr", "fetch")}
    known = {name: value for name, value in given.items() if value}
    part("kg.reading.metadata").check_given(known, "given")
    return part("kg.reading.options").ReadingOptions(
        known,
        table,
        how["password"] or "",
        how["text_column"] or "",
        ocr=how["ocr"],
        fetch=how["fetch"],
    )


def _describe_each(found: Iterable[str], options: Any, as_json: bool) -> None:
    """Say what each source would become."""
    for source in found:
        try:
            documents = part("kg.reading.sources").read_documents(source, options)
        except KgError as error:
            complain(error, "cannot be read")
            continue
        for document in documents:
            click.echo(describe_record(document, as_json))
            _warn(document.notes, document.source)


def _warn(notes: Iterable[str], source: str) -> None:
    for note in notes:
        click.echo(part("kg.model.safe_text").terminal_text(f"note: {source}: {note}"), err=True)


class _Adding:
    """Adds sources, says what became of each, and counts outcomes by kind of file; *missing*: how
    many arguments named nothing."""

    def __init__(self, how: dict[str, Any], as_json: bool, store: str, missing: int) -> None:
        self.how, self.as_json, self.store, self.missing = how, as_json, store, missing
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.failed: dict[str, KgError] = {}
        self.sources = 0

    def run(self, found: list[str], watched: tuple[str, ...]) -> None:
        """Add *found*, and then what comes to the *watched* places, until interrupted."""
        self.add(found)
        if watched:
            for changed in part("kg.reading.watching").watch_sources(watched, found):
                self.add(changed)

    def add(self, found: list[str]) -> None:
        """Add *found*; the store is open for no longer than that."""
        self.sources += len(found)
        store = part("kg.storage.opening").open_store(self.store, read_only=False)
        with part("kg.pipeline.stores.filled").Filled(store) as filled:
            results = filled.add_each(found, **self.how)
            for result in part("kg.cli.progress").track(results, len(found), "reading"):
                kind = part("kg.reading.sources").name_kind(result.source)
                self.outcomes[result.outcome, kind] += 1
                _warn(result.notes, result.source)
                if result.error is not None:
                    self.failed[result.source] = result.error
                    complain(result.error, "not added")
                else:
                    self._report(result)

    def _report(self, result: Any) -> None:
        safe = part("kg.model.safe_text")
        said = {"source": result.source, "outcome": result.outcome, "claims": result.claims}
        count = f"{result.claims:5} {'claim ' if result.claims == 1 else 'claims'}"
        line = f"{result.outcome:9} {count}  {result.source}"
        report(safe.json_text(said) if self.as_json else safe.terminal_text(line))

    def close(self, failures: str | None) -> None:
        """Say what became of all, write what failed to *failures*, and end with 1 if anything
        did."""
        if sum(self.outcomes.values()) > 1:
            click.echo(_summarise(self.outcomes), err=True)
        if failures:
            part("kg.reading.metadata").write_failures(failures, self.failed)
        failed = self.missing + len(self.failed)
        if failed:
            total = self.sources + self.missing
            click.echo(f"{failed} of {total} sources were not added", err=True)
            sys.exit(1)


def _summarise(outcomes: Counter[tuple[str, str]]) -> str:
    """One line: each outcome with how many, and of which kinds of files.

    >>> _summarise(Counter({("added", "pdf"): 2, ("failed", "zip"): 1, ("added", "txt"): 1}))
    'added 3 (2 pdf, 1 txt); failed 1 (1 zip)'
    """
    parts = []
    for outcome in sorted({outcome for outcome, _ in outcomes}):
        kinds = {kind: n for (each, kind), n in outcomes.items() if each == outcome}
        ordered = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
        named = ", ".join(f"{kinds[kind]} {kind}" for kind in ordered)
        parts.append(f"{outcome} {sum(kinds.values())} ({named})")
    return "; ".join(parts)


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
