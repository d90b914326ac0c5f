"""Asking: claims, statements, query, serve."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from kg.cli.commands.common import (
    about_option,
    all_option,
    json_option,
    load,
    load_extra,
    modality_option,
    open_store,
    selection_options,
    store_option,
)
from kg.cli.commands.reviewing_claims import reviewed_option

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Claim, Document
    from kg.review import Reviewed


@click.command()
@about_option
@modality_option
@click.option("--predicate", metavar="CURIE", help="Only this relation, for example kg:sued.")
@click.option("--document", metavar="PATH", help="Only claims of this document.")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="LEAST",
    help="Only claims of at least this confidence.",
)
@all_option
@reviewed_option
@json_option
@store_option
def claims(
    about: str | None,
    modalities: tuple[str, ...],
    predicate: str | None,
    document: str | None,
    confidence: float,
    reviewed: "Reviewed",
    every: bool,
    as_json: bool,
    store: str,
) -> None:
    """List claims with their evidence.

    Each with who claims it, how strongly, when, and in which words. Claims of little interest (two
    descriptions, a routine phrase, a rule) are counted and left out, unless --all is given or
    nothing else fits. With --json it writes claims.jsonl, one claim a line: all of them, each with
    its interest."""
    choice = {"modality": modalities, "predicate": predicate, "confidence": confidence}
    with open_store(store) as graph:
        found = graph.checked(reviewed).claims(
            about, modalities or None, predicate, document, confidence=confidence
        )
        shown, left = _echo_claims(graph, found, every, as_json)
        if not shown:
            graph.check_names(about, predicate)
            why = graph.why_nothing(about, document, **choice)
            lines = "\n  ".join(["no claims fit", *why])
            click.echo(load("kg.model.safe_text").terminal_text(lines), err=True)
    if left:
        click.echo(f"{left} claims of less interest left out; --all lists them", err=True)


def _worth_showing(found: "list[Claim]") -> "list[Claim]":
    """The claims of interest; all where none is."""
    measure = load("kg.network.interest")
    return [c for c in found if measure.measure_interest(c) >= measure.INTERESTING] or found


def _answers_to(graph: "Graph", claims: "list[Claim]") -> "Mapping[str, tuple[str, ...]]":
    """What answers say of the paragraphs that the claims stand in."""
    filings = load("kg.storage.filings").read_filings(graph.store)
    pleadings = load("kg.pleadings.alignment").align_pleadings(filings)
    described: Mapping[str, tuple[str, ...]] = load("kg.network.responses").describe_responses(
        claims, pleadings
    )
    return described


def _echo_claims(
    graph: "Graph", found: "Iterable[Claim]", every: bool, as_json: bool
) -> tuple[int, int]:
    """Print claims; return how many, and how many were left out. Lines of JSON are printed as the
    claims are read: none of them waits in memory for the others."""
    sources = graph.store.sources()
    if as_json:
        line = load("kg.export.claim_records").claim_line
        shown = 0
        for claim in found:
            click.echo(line(claim, sources[claim.document]), nl=False)
            shown += 1
        return shown, 0
    whole = list(found)
    worth = whole if every else _worth_showing(whole)
    answers, describe = _answers_to(graph, worth), load("kg.cli.text").describe_claim
    for claim in worth:
        said = answers.get(claim.id, ())
        click.echo(describe(claim, sources[claim.document], said) + "\n")
    return len(worth), len(whole) - len(worth)


@click.command()
@click.option("--by", metavar="NAME", help="Only what this speaker says, or is said to say.")
@click.option("--about", metavar="NAME", help="Only what is said about this entity.")
@click.option("--document", metavar="PATH", help="Only statements of this document.")
@json_option
@selection_options
@store_option
def statements(
    by: str | None, about: str | None, document: str | None, as_json: bool, store: str
) -> None:
    """List who says what, in which words.

    Every statement that a document gives to somebody, whether or not a claim was found in it. What
    is said is the speaker's: kg never takes it for a fact. With --json one statement a line."""
    with open_store(store) as graph:
        documents: dict[str, Document] = {}
        for statement in graph.statements(by, about, document):
            iri = statement.document
            if iri not in documents:
                documents[iri] = graph.checked("any").document(iri)
            if as_json:
                cited = load("kg.model.citing").cite_place(
                    documents[iri], statement.content[0].start
                )
                click.echo(
                    load("kg.export.statement_records").statement_line(
                        statement, documents[iri].source, cited
                    ),
                    nl=False,
                )
            else:
                click.echo(load("kg.cli.text").describe_statement(statement, documents[iri]) + "\n")


@click.command()
@click.argument("text", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
    help="How rows are written; turtle: the triples of CONSTRUCT and DESCRIBE.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--list", "listed", is_flag=True, help="List the queries that come with kg.")
@click.option(
    "--timeout",
    type=float,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up after this time; 0: never.",
)
@click.option("--limit", type=click.IntRange(1), metavar="ROWS", help="At most this many rows.")
@reviewed_option
@store_option
def query(
    text: str | None,
    form: str,
    as_json: bool,
    listed: bool,
    timeout: float,
    limit: int | None,
    reviewed: "Reviewed",
    store: str,
) -> None:
    """Ask with SPARQL 1.1.

    TEXT is a query, a file, or the name of a query that comes with kg.

    \b
    kg query 'SELECT * { ?s kg:sued ?o }'     plain triples: only what stands as fact
    kg query allegations                      what is alleged, and by whom
    kg query --list
    """
    module = load("kg.sparql.query")
    if listed or text is None:
        for name, (what, _) in module.library().items():
            click.echo(f"{name:16} {what}")
        return
    with open_store(store) as graph:
        result = module.run_query(
            graph.store, module.find_query(text), timeout or None, limit, reviewed=reviewed
        )
    form = "json" if as_json else form
    click.echo(load("kg.cli.text").show_result(result, form), nl=form != "csv")
    if result.truncated:
        click.echo(f"cut at {limit} rows", err=True)


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; any other opens the graph to others.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7878,
    show_default=True,
    help="0: any free one.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Another name of this machine that callers use; repeatable.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="For each query.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    metavar="ROWS",
    help="At most, an answer.",
)
@store_option
def serve(
    host: str, port: int, names: tuple[str, ...], timeout: float, limit: int, store: str
) -> None:
    """Serve SPARQL, for reading only.

    A SPARQL 1.1 endpoint for notebooks, other tools and other languages, on this machine alone
    unless
    --host says otherwise. Updates, SERVICE and pages of other websites are refused; Ctrl+C ends it.

    \b
    kg serve &
    curl -G http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT * { ?s kg:sued ?o }'
    """

    def tell(address: str) -> None:
        click.echo(f"reading {store} at {address}; Ctrl+C ends", err=True)

    with open_store(store) as graph:
        if all(map(find_spec, ("starlette", "uvicorn", "jinja2"))):
            web = load("kg.serving.web.queries")
            web.serve_queries(web.Queries(graph.store, host, timeout, limit, names), port, tell)
        else:
            serving = load("kg.serving.sparql_endpoint")
            with serving.Endpoint(graph.store, host, port, timeout, limit, names) as endpoint:
                tell(endpoint.address)
                with suppress(KeyboardInterrupt):
                    endpoint.serve_forever()
    click.echo("ended", err=True)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7879,
    show_default=True,
    help="0: any free one.",
)
@click.option("--title", default="", help="The pages' title.")
@store_option
def room(port: int, title: str, store: str) -> None:
    """Read, check and add in the browser, on this machine alone.

    Prints an address with a token that works once. Needs kg-claims[web]; Ctrl+C ends it.
    """
    web = load_extra("kg.serving.web.server", "web")
    with open_store(store, read_only=False) as graph:
        web.serve_room(
            graph,
            title or store,
            port,
            lambda address: click.echo(f"open {address}; Ctrl+C ends", err=True),
        )


@click.command()
@click.option("--guide", is_flag=True, help="Print the guide for agents (SKILL.md) and end.")
@store_option
def mcp(guide: bool, store: str) -> None:
    """Serve agents (MCP), for reading only.

    For programs that run language models (Model Context Protocol): they start it and speak over
    stdin and stdout. Needs kg-claims[mcp].

    \b
    {"mcpServers": {"kg": {"command": "kg", "args": ["mcp", "--store", "/path/to/kg.store"]}}}
    """
    server = load_extra("kg.serving.mcp_server", "mcp")
    if guide:
        click.echo(server.read_guide(), nl=False)
        return
    with open_store(store) as graph:
        server.make_server(graph).run()
