"""Questions: ask, with a command for each file of kg/questions, and diff."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kg.cli.commands.common import MODALITIES, load, open_store, store_option
from kg.cli.commands.reviewing_claims import reviewed_option

if TYPE_CHECKING:
    from kg.review import Reviewed

_SHARED = ("as_json", "as_csv", "picture", "modalities", "reviewed", "store")


class Questions(click.Group):
    """The questions as commands; each is read from its file when it is asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names: list[str] = load("kg.analysis.ask").question_names()
        return names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        investigate = load("kg.analysis.ask")
        if cmd_name not in investigate.question_names():
            return None
        return _make_command(investigate.load_question(cmd_name))


@click.group(cls=Questions, invoke_without_command=True)
@click.pass_context
def ask(ctx: click.Context) -> None:
    """Ask what investigators ask.

    Every answer shows the claims that it rests on, with who makes them and how strongly. Without a
    question, this lists them all; kg ask QUESTION --help says how each is answered.

    \b
    kg ask paths "Orla Brandt" "Tessera" --k 5
    kg ask conflicts --csv
    kg ask money --modality found --modality admitted
    """
    if ctx.invoked_subcommand is None:
        investigate = load("kg.analysis.ask")
        for name in investigate.question_names():
            click.echo(f"{name:16} {investigate.load_question(name).summary}")


def _make_command(question: Any) -> click.Command:
    params: list[click.Parameter] = []
    for p in question.parameters:
        if p.required:
            params.append(click.Argument([p.name], metavar=p.name.upper()))
        elif p.type is bool:
            params.append(
                click.Option([f"--{p.name.replace('_', '-')}", p.name], is_flag=True, help=p.help)
            )
        else:
            kind = click.Choice(p.choices) if p.choices else p.type
            shown = p.default is not None and p.default != ""
            params.append(
                click.Option(
                    [f"--{p.name.replace('_', '-')}", p.name],
                    type=kind,
                    default=p.default,
                    show_default=shown,
                    help=p.help,
                    metavar=None
                    if p.choices or p.type is not str
                    else (p.kind.name if p.kind else "TEXT"),
                )
            )
    command = click.Command(
        question.name, params=params, callback=_make_callback(question.name), help=_help(question)
    )
    for decorate in (store_option, reviewed_option, _modality, _view, _csv, _json):
        decorate(command)
    return command


def _help(question: Any) -> str:
    places = [f"{p.name.upper()}: {p.help}" for p in question.parameters if p.required]
    return "\n\n".join([question.summary, *places, question.details])


_json = click.option("--json", "as_json", is_flag=True, help="JSON, each row with its evidence.")
_csv = click.option(
    "--csv", "as_csv", is_flag=True, help="CSV, each row with its claims, quotes and sources."
)
_view = click.option(
    "--view",
    "picture",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also draw the claims as one offline page.",
)
_modality = click.option(
    "--modality", "modalities", type=click.Choice(MODALITIES), multiple=True, metavar="HOW",
    help=f"Only claims put this strongly; repeatable: {', '.join(MODALITIES)}.",
)  # fmt: skip


def _make_callback(name: str) -> Callable[..., None]:
    def callback(**given: Any) -> None:
        shared = {key: given.pop(key) for key in _SHARED}
        _answer(name, given, **shared)

    return callback


def _answer(
    name: str,
    given: dict[str, Any],
    as_json: bool,
    as_csv: bool,
    picture: str | None,
    modalities: tuple[str, ...],
    reviewed: "Reviewed",
    store: str,
) -> None:
    with open_store(store) as graph:
        answer = graph.ask(name, modality=modalities or None, reviewed=reviewed, **given)
    if as_json or as_csv:
        click.echo(answer.to_json() if as_json else answer.to_csv(), nl=as_json)
    else:
        click.echo(load("kg.cli.text").show_answer(answer))
    if picture:
        answer.view(picture)
        click.echo(f"wrote {picture}", err=True)


@click.command()
@click.argument("old")
@click.argument("new")
@_view
@_csv
@_json
def diff(old: str, new: str, as_json: bool, as_csv: bool, picture: str | None) -> None:
    """Compare two graphs.

    What is claimed in the store NEW and not in OLD, what is no longer claimed, and what is claimed
    otherwise."""
    _answer("diff", {"other": old}, as_json, as_csv, picture, (), "not-rejected", new)
