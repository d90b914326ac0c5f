"""Which entities are one thing: resolve, entities, show."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.commands.common import json_option, load, open_store, selection_options, store_option
from kg.cli.commands.reviewing import Review, describe
from kg.errors import ResolveError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.resolution.candidates import Proposal
    from kg.storage.passages import NamedIn


@click.group(invoke_without_command=True)
@click.option("--about", metavar="NAME", help="Only proposals about this entity.")
@click.option(
    "--minimum",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="Least score of a proposal.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="At most so many proposals.",
)
@click.option(
    "--interactive",
    "-i",
    is_flag=True,
    help="Go through them by keyboard, one key a decision; ? lists the keys.",
)
@json_option
@store_option
@click.pass_context
def resolve(
    context: click.Context,
    about: str | None,
    minimum: float,
    limit: int,
    interactive: bool,
    as_json: bool,
    store: str,
) -> None:
    """Say which entities are one thing; every merge can be undone.

    Without a command it lists proposed merges, best first, with the evidence of both sides.
    LEFT and RIGHT are names or IRIs.

    \b
    kg resolve accept "Acme Corp" "ACME Corporation"
    kg resolve undo "Acme Corp" "ACME Corporation"
    """
    if context.invoked_subcommand is not None:
        return
    with open_store(store, read_only=not interactive) as graph:
        proposals = graph.proposals(about, minimum)
        if interactive:
            _decide_by_keyboard(graph, proposals)
            return
        for proposal in proposals[:limit]:
            click.echo(_record(proposal) if as_json else describe(graph, proposal) + "\n")
    if not as_json:
        more = f", {len(proposals) - limit} more below them" if len(proposals) > limit else ""
        click.echo(f"{min(limit, len(proposals))} proposals{more}", err=True)


def _decide_by_keyboard(graph: "Graph", proposals: "list[Proposal]") -> None:
    open_ones = [proposal for proposal in proposals if proposal.judgement is None]
    if not open_ones:
        click.echo("nothing to decide; --minimum lowers the least score", err=True)
        return
    click.echo(f"{Review(graph, open_ones).run()} decided", err=True)


def _record(proposal: "Proposal") -> str:
    def side(entity: Any) -> dict[str, Any]:
        return {
            "id": entity.id,
            "label": entity.label,
            "type": entity.type,
            "aliases": list(entity.aliases),
        }

    record = {
        "left": side(proposal.left),
        "right": side(proposal.right),
        "score": proposal.score,
        "reason": proposal.reason,
    }
    text: str = load("kg.model.safe_text").json_text(record | {"judgement": proposal.judgement})
    return text


def _add_verb(name: str, judgement: str, summary: str) -> None:
    @click.argument("left")
    @click.argument("right")
    @click.option("--reason", default="", help="Why; kept with the decision.")
    @click.option("--by", default="", help="Who decides; else the name of the account.")
    @store_option
    def command(left: str, right: str, reason: str, by: str, store: str) -> None:
        with open_store(store, read_only=False) as graph:
            click.echo(
                load("kg.cli.text").describe_decision(
                    graph.decide(left, right, judgement, reason, by)
                )
            )

    resolve.command(name, help=summary)(command)


_add_verb("accept", "positive", "LEFT and RIGHT are one thing.")
_add_verb("reject", "negative", "LEFT and RIGHT are two things; never propose them again.")
_add_verb("unsure", "unsure", "Remember that LEFT and RIGHT were looked at.")


@resolve.command()
@click.argument("name")
@click.argument("document")
@click.option("--reason", default="", help="Why; kept with the decision.")
@click.option("--by", default="", help="Who decides; else the name of the account.")
@store_option
def split(name: str, document: str, reason: str, by: str, store: str) -> None:
    """DOCUMENT means another thing by NAME than the other documents do.

    What it means stands apart from then on, under the same name; kg resolve undo NAME DOCUMENT
    takes it back."""
    with open_store(store, read_only=False) as graph:
        made = graph.split(name, document, reason, by)
    click.echo(load("kg.cli.text").describe_decision(made))


@resolve.command()
@click.argument("left")
@click.argument("right")
@store_option
def undo(left: str, right: str, store: str) -> None:
    """Take a decision back; the graph is as before."""
    with open_store(store, read_only=False) as graph:
        click.echo("undone: " + load("kg.cli.text").describe_decision(graph.undo(left, right)))


@resolve.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "jsonl"]),
    default="text",
    show_default=True,
    help="How decisions are written; csv and jsonl are what import reads.",
)
@store_option
def decisions(form: str, store: str) -> None:
    """List the decisions, or write them as CSV or JSON lines."""
    with open_store(store) as graph:
        found = graph.decisions()
    if form == "text":
        for decision in found:
            click.echo(load("kg.cli.text").describe_decision(decision))
    else:
        click.echo(load("kg.resolution.decisions").write_decisions(found, form), nl=False)


@resolve.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def import_(file: Path, store: str) -> None:
    """Take over the decisions of a .csv or .jsonl FILE: all, or none."""
    form = file.suffix.lower().removeprefix(".")
    if form not in {"csv", "jsonl"}:
        raise ResolveError(
            f"{file} is neither .csv nor .jsonl",
            "kg resolve decisions --format csv writes the form",
        )
    with open_store(store, read_only=False) as graph:
        new = load("kg.storage.judgements.merges").import_decisions(graph.store, _text(file), form)
    click.echo(f"{new} new decisions", err=True)


@click.group(invoke_without_command=True)
@json_option
@store_option
@click.pass_context
def entities(context: click.Context, as_json: bool, store: str) -> None:
    """List the names, with counts; import a list of known ones.

    Every name, whether or not a claim holds it: how often it occurs, and in how many documents.
    With --json one line an entity and document."""
    if context.invoked_subcommand is not None:
        return
    with open_store(store) as graph:
        found = list(load("kg.storage.passages").entities_by_document(graph.store))
        if as_json:
            sources = graph.store.sources()
            for one in found:
                click.echo(
                    load("kg.model.safe_text").json_text(_entity_record(one, sources[one.document]))
                )
            return
        counts: dict[str, list[int]] = {}
        for one in found:
            counts.setdefault(one.entity.id, []).append(one.occurrences)
        for entity in sorted(graph.entities(), key=lambda e: (e.label.casefold(), e.id)):
            click.echo(load("kg.cli.text").describe_entity(entity, counts[entity.id]))


def _entity_record(one: "NamedIn", source: str) -> dict[str, Any]:
    entity = one.entity
    return {
        "id": entity.id,
        "document": source,
        "label": entity.label,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "named": entity.named,
        "occurrences": one.occurrences,
        "claims": one.claims,
    }


@entities.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Forget the list that was imported before.")
@store_option
def import_known(file: Path, replace: bool, store: str) -> None:
    """Take over a list of known entities, which steers resolution.

    FILE is CSV with the columns name, type, aliases, wikidata, lei, opencorporates, cik,
    opensanctions, docket (several values with ";" between), or an extract of a register:
    FollowTheMoney entities, OpenSanctions' targets, GLEIF's records, Wikidata's items."""
    with open_store(store, read_only=False) as graph:
        count, left_out = load("kg.storage.judgements.merges").import_known(
            graph.store, _text(file), replace
        )
    for line in left_out:
        click.echo(line, err=True)
    click.echo(f"{count} known entities", err=True)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ResolveError(
            f"{file} is not UTF-8 at byte {error.start}", "save it as UTF-8"
        ) from None


@click.command()
@click.argument("name")
@click.option(
    "--why", is_flag=True, help="Read its documents again, and list what speaks for each type."
)
@json_option
@selection_options
@store_option
def show(name: str, why: bool, as_json: bool, store: str) -> None:
    """Show all that the graph holds on one entity.

    Its names, type and why, identifiers, merges, neighbours, time line, and claims with their
    quotes."""
    with open_store(store) as graph:
        page, sources = graph.page(name), graph.store.sources()
        reasons = (
            load("kg.analysis.profiles.type_reasons").type_reasons(graph.store, page.entity)
            if why
            else []
        )
    if not as_json:
        click.echo(load("kg.cli.text").describe_page(page, sources, reasons))
        return
    records, spoken = load("kg.export.claim_records"), load("kg.export.statement_records")
    entity = page.entity
    record = {
        "id": entity.id,
        "label": entity.label,
        "type": entity.type,
        "names": dict(page.names),
        "types": dict(page.types),
        "listed_types": list(page.listed_types),
        "identifiers": list(page.identifiers),
        "neighbours": dict(page.neighbours),
        "merged": list(page.merged),
        "left_open": list(page.open_links),
        "reasons": [{"type": kind, "why": text, "mentions": n} for kind, text, n in reasons],
        "decisions": [load("kg.cli.text").describe_decision(d) for d in page.decisions],
        "claims": [records.claim_record(c, sources[c.document]) for c in page.claims],
        "occurrences": [
            {"document": sources[d], "start": span.start, "end": span.end}
            for d, span in page.places
        ],
        "statements": [spoken.statement_record(s, sources[s.document]) for s in page.statements],
    }
    click.echo(load("kg.model.safe_text").json_text(record))
