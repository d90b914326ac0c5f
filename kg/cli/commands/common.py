"""What the commands share: opening the store, options, errors. Heavy parts load only when a command
runs."""

import functools
import importlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from kg.errors import KgError, ServeError, StoreChanged

if TYPE_CHECKING:
    from kg.graph import Graph

MODALITIES = (
    "stated_as_fact",
    "admitted",
    "found",
    "reported",
    "alleged",
    "denied",
    "probable",
    "possible",
    "hypothetical",
    "unknown",
)


class Group(click.Group):
    """Commands in the order of their use; every KgError becomes one line and its mend."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, which runs once more where a writer changed the store under it."""
        if cmd.callback is not None and not isinstance(cmd, click.Group):
            cmd.callback = read_again(cmd.callback)
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return self._invoke_whole(ctx)
        except KgError as error:
            complain(error)
            ctx.exit(3)
        except BrokenPipeError:
            silence_output()
            ctx.exit(0)
        except OSError as error:
            silence_output()
            place = f"{error.filename}: " if error.filename else "the output: "
            complain(
                KgError(
                    f"{place}{error.strerror or error}",
                    "check the place, its permissions and its free space",
                )
            )
            ctx.exit(3)
        except MemoryError:
            complain(
                KgError(
                    "out of memory",
                    "ask for less, add smaller files, or raise the limit; "
                    "what was reported is stored",
                )
            )
            ctx.exit(3)
        except KeyboardInterrupt:
            click.echo("interrupted; every document that was reported is stored", err=True)
            ctx.exit(130)

    def _invoke_whole(self, ctx: click.Context) -> Any:
        """Run the command and write out all it said, so that what cannot be written is known now,
        not when Python ends."""
        try:
            return super().invoke(ctx)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()


class _Watched:
    """Standard output, which knows whether anything was written to it."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.silent = stream, True

    def write(self, words: Any) -> Any:
        self.silent = self.silent and not words
        return self._stream.write(words)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            self.silent = False  # what goes there is not seen
        return getattr(self._stream, name)


def read_again(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, run once more where another program changed the store while it was read,
    if nothing was printed yet."""

    @functools.wraps(command)
    def run(*given: Any, **named: Any) -> Any:
        out = sys.stdout
        watched = _Watched(out)
        with redirect_stdout(cast(TextIO, watched) if out is not None else out):
            try:
                return command(*given, **named)
            except StoreChanged:
                if not watched.silent:
                    raise
                return command(*given, **named)

    return run


def report(line: str) -> None:
    """Print what was done; where nobody reads on (``| head``), go on with the work in silence."""
    try:
        click.echo(line)
    except BrokenPipeError:
        silence_output()


def silence_output() -> None:
    """Let what is still to be printed go nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(error: KgError, prefix: str = "error") -> None:
    show = load("kg.model.safe_text")
    click.echo(show.terminal_text(f"{prefix}: {error}"), err=True)
    if error.hint:
        click.echo(show.terminal_text(f"  {error.hint}"), err=True)


def load(name: str) -> Any:
    """Import a part of kg when a command needs it, so that help is quick."""
    return importlib.import_module(name)


def load_extra(name: str, extra: str) -> Any:
    """Import a part of kg that needs *extra*; raise ServeError that says how to install it."""
    try:
        return load(name)
    except ModuleNotFoundError as error:
        raise ServeError(
            f"{error.name} is not installed", f"pip install 'kg-claims[{extra}]'"
        ) from None


def open_store(store: str, read_only: bool = True) -> "Graph":
    """Open the store for reading, with the documents that --standing, --as-of and --said-by keep;
    or for writing, whole."""
    graph: Graph = load("kg.graph").open_graph(store, read_only)
    chosen: dict[str, Any] = click.get_current_context().meta.get(_CHOSEN, {})
    if not chosen or not read_only:
        return graph
    selected: Graph = graph.select(**chosen)
    if selected.left_out:
        _tell_left_out(selected.left_out)
    return selected


def _tell_left_out(left: "Mapping[str, str]") -> None:
    """Say which documents are left out and why, so that nobody takes a part for the whole."""
    lines = [f"left out: {source}: {why}" for source, why in left.items()]
    if len(lines) > _LISTED:
        more = len(lines) - _LISTED
        lines[_LISTED:] = [f"left out: {more} more document{'s' * (more != 1)}"]
    click.echo(load("kg.model.safe_text").terminal_text("\n".join(lines)), err=True)


_CHOSEN, _LISTED = "kg.selection", 5


def _choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keep what an option selects for open_store."""
    if value and value != "any":
        ctx.meta.setdefault(_CHOSEN, {})[param.name] = value


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that leave out documents: open_store reads them."""
    options = (
        click.option(
            "--standing",
            type=click.Choice(["any", "not-retracted", "in-force"]),
            default="any",
            show_default=True,
            expose_value=False,
            callback=_choose,
            help="Documents: any, all but retracted and withdrawn ones, or only those in force.",
        ),
        click.option(
            "--as-of",
            metavar="DATE",
            expose_value=False,
            callback=_choose,
            help="Only what the store held on this day.",
        ),
        click.option(
            "--said-by",
            metavar="DATE",
            expose_value=False,
            callback=_choose,
            help="Only texts that were published by this day.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--store", envvar="KG_STORE", default="kg.store", show_default=True, metavar="PATH",
        help="Where the graph is kept: a folder, or a SPARQL server's address; else KG_STORE.",
    )  # fmt: skip
    return option(command)


json_option = click.option(
    "--json", "as_json", is_flag=True, help="JSON lines on stdout, for programs."
)
all_option = click.option(
    "--all",
    "every",
    is_flag=True,
    help="Also the claims of little interest, which are left out else.",
)
workers_option = click.option(
    "--workers",
    "--jobs",
    "-j",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that share the work.",
)
cluster_option = click.option(
    "--cluster",
    default="",
    metavar="URL",
    help="Workers of a Dask cluster share the work: its scheduler, tcp://host:8786.",
)
about_option = click.option("--about", metavar="NAME", help="Only claims about this entity.")
modality_option = click.option(
    "--modality",
    "modalities",
    type=click.Choice(MODALITIES),
    multiple=True,
    help="Only claims put this strongly; repeatable.",
)


@contextmanager
def say_warnings(kind: type[Warning]) -> Iterator[None]:
    """Print the warnings of a *kind* that come up inside, a line each, when it is done."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    for text in (str(w.message) for w in caught if issubclass(w.category, kind)):
        click.echo(load("kg.model.safe_text").terminal_text(f"warning: {text}"), err=True)
