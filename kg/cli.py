"""The command line: ``kg --help``. Data goes to stdout, progress and errors to stderr.

Exit codes: 0 done; 1 done in part (a source failed, a check found something); 2 wrong use;
3 an error that kg explains; 130 interrupted.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph

MODALITIES = (
    "stated_as_fact", "admitted", "found", "reported", "alleged", "denied", "probable", "possible", "hypothetical", "unknown",
)  # fmt: skip


class _Group(click.Group):
    """Commands in the order of their use; every KgError becomes one line and its mend."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            _complain(error)
            ctx.exit(3)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("interrupted; every document that was reported is stored", err=True)
            ctx.exit(130)


def _complain(error: KgError, prefix: str = "error") -> None:
    show = _module("kg.show")
    click.echo(show.plain(f"{prefix}: {error}"), err=True)
    if error.hint:
        click.echo(show.plain(f"  {error.hint}"), err=True)


def _module(name: str) -> Any:
    """Import a part of kg when a command needs it, so that help is quick."""
    return importlib.import_module(name)


def _open(store: str, read_only: bool = True) -> "Graph":
    graph: Graph = _module("kg.graph").open_graph(store, read_only)
    return graph


def _store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--store", envvar="KG_STORE", default="kg.store", show_default=True, metavar="PATH",
        help="Where the graph is kept; KG_STORE in the environment sets it too.",
    )  # fmt: skip
    return option(command)


_json_option = click.option("--json", "as_json", is_flag=True, help="JSON lines on stdout, for programs.")
_about_option = click.option("--about", metavar="NAME", help="Only claims about this entity.")
_modality_option = click.option(
    "--modality", "modalities", type=click.Choice(MODALITIES), multiple=True, help="Only claims put this strongly; repeatable."
)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg-claims", prog_name="kg")
def main() -> None:
    """Claims, not facts: turn articles and court filings into a graph of who claims what.

    \b
    kg demo                        see it work on the packaged examples
    kg add article.txt filings/    read documents into ./kg.store
    kg claims --about "Acme"       what is claimed about Acme, with the exact words
    kg query conflicts             ask with SPARQL, or by the name of a query
    kg view -o graph.html          draw it as one page that works offline
    """


@main.command()
@click.option("--output", "-o", default="kg-demo", show_default=True, metavar="FOLDER", help="Where the results go.")
def demo(output: str) -> None:
    """See it work on the packaged examples.

    Builds their graph, asks it with SPARQL and networkx, draws it, and says where the results are.
    """
    _module("kg.demo").run_demo(output, click.echo)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the work.")
@_json_option
@_store_option
def add(sources: tuple[str, ...], workers: int, as_json: bool, store: str) -> None:
    """Read documents into the graph.

    SOURCES are files, folders, patterns, or - for standard input. A document that is there already is
    left alone; one whose text has changed takes the place of the older version. A source that cannot be
    read is named, and the others are added all the same.
    """
    found, missing = _find_each(sources)
    failed = len(missing)
    with _open(store, read_only=False) as graph:
        results = graph.add_each(found, workers)
        for result in _module("kg.show").track(results, len(found), "reading"):
            failed += result.error is not None
            if result.error is not None:
                _complain(result.error, "not added")
            elif as_json:
                click.echo(json.dumps({"source": result.source, "outcome": result.outcome, "claims": result.claims}))
            else:
                click.echo(_module("kg.show").plain(f"{result.outcome:9} {result.claims:5} claims  {result.source}"))
    if failed:
        click.echo(f"{failed} of {len(found) + len(missing)} sources were not added", err=True)
        sys.exit(1)


def _find_each(arguments: Iterable[str]) -> tuple[list[str], list[str]]:
    """The files of all arguments; those that name nothing are complained of and returned apart."""
    read = _module("kg.read")
    found: dict[str, None] = {}
    missing: list[str] = []
    for argument in arguments:
        try:
            found.update(dict.fromkeys(read.find_sources([argument])))
        except KgError as error:
            _complain(error, "not added")
            missing.append(argument)
    if not found and missing:
        sys.exit(3 if len(missing) == 1 else 1)
    return sorted(found), missing


@main.command()
@click.argument("documents", nargs=-1, required=True)
@_store_option
def rm(documents: tuple[str, ...], store: str) -> None:
    """Remove documents, without a trace in the graph.

    DOCUMENTS are paths as they were added, or IRIs.
    """
    with _open(store, read_only=False) as graph:
        for document in documents:
            graph.remove(document)
            click.echo(f"removed {document}", err=True)


@main.command()
@_about_option
@_modality_option
@click.option("--predicate", metavar="CURIE", help="Only this relation, for example kg:sued.")
@click.option("--document", metavar="PATH", help="Only claims of this document.")
@_json_option
@_store_option
def claims(about: str | None, modalities: tuple[str, ...], predicate: str | None, document: str | None, as_json: bool, store: str) -> None:
    """List claims with their evidence.

    Each with who claims it, how strongly, when, and in which words.
    With --json it writes claims.jsonl, one claim a line.
    """
    with _open(store) as graph:
        sources = graph.store.sources()
        for claim in graph.store.claims(about, modalities or None, predicate, document):
            if as_json:
                click.echo(_module("kg.records").claim_line(claim, sources[claim.document]), nl=False)
            else:
                click.echo(_module("kg.show").describe_claim(claim, sources[claim.document]) + "\n")


@main.command()
@click.argument("text", required=False)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "turtle"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--list", "listed", is_flag=True, help="List the queries that come with kg.")
@click.option("--timeout", type=float, default=60.0, show_default=True, metavar="SECONDS", help="Give up after this time; 0: never.")
@click.option("--limit", type=click.IntRange(1), metavar="ROWS", help="At most this many rows.")
@_store_option
def query(text: str | None, form: str, as_json: bool, listed: bool, timeout: float, limit: int | None, store: str) -> None:
    """Ask with SPARQL 1.1.

    TEXT is a query, a file, or the name of a query that comes with kg.

    \b
    kg query 'SELECT * { ?s kg:sued ?o }'     plain triples: only what stands as fact
    kg query allegations                      what is alleged, and by whom
    kg query --list
    """
    module = _module("kg.query")
    if listed or text is None:
        for name, (what, _) in module.library().items():
            click.echo(f"{name:16} {what}")
        return
    with _open(store) as graph:
        result = module.run_query(graph.store, module.find_query(text), timeout or None, limit)
    form = "json" if as_json else form
    click.echo(_module("kg.show").show_result(result, form), nl=form != "csv")
    if result.truncated:
        click.echo(f"cut at {limit} rows", err=True)


@main.command()
@click.option("--output", "-o", default="graph.html", show_default=True, metavar="FILE", help="The page to write.")
@_about_option
@click.option("--hops", default=1, show_default=True, type=click.IntRange(0, 9), help="How far around --about.")
@_modality_option
@click.option("--title", default="", help="The page's title.")
@_store_option
def view(output: str, about: str | None, hops: int, modalities: tuple[str, ...], title: str, store: str) -> None:
    """Draw the graph as one offline page.

    Entity types show by colour, modality by line; click anything for the exact words.
    """
    with _open(store) as graph:
        graph.view(output, title, about=about, hops=hops, modality=list(modalities) or None)
    click.echo(f"wrote {output}", err=True)


@main.command()
@click.argument("output")
@_store_option
def export(output: str, store: str) -> None:
    """Write the graph to a file.

    The suffix of OUTPUT says how.

    \b
    trig nq jsonld      everything, read back to the same graph
    jsonl               one claim a line
    ttl                 the union of all documents
    csv graphml gexf    for spreadsheets, Gephi, Cytoscape, yEd
    """
    with _open(store) as graph:
        graph.export(output)
    click.echo(f"wrote {output}", err=True)


@main.command()
@_json_option
@_store_option
def validate(as_json: bool, store: str) -> None:
    """Check shapes, quotes and leaks.

    The graph must keep its SHACL shapes, every quote must be exact, and no allegation may stand as a fact.
    """
    with _open(store) as graph:
        findings = graph.validate()
    for f in findings:
        record = {"rule": f.rule, "document": f.document, "node": f.node, "message": f.message}
        click.echo(json.dumps(record) if as_json else _module("kg.show").plain(f"{f.rule}: {f.document}: {f.node}: {f.message}"))
    click.echo(f"{len(findings)} findings" if findings else "all is well", err=True)
    sys.exit(1 if findings else 0)
