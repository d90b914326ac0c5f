"""A language model as one more extractor: the options of kg add and kg evaluate, and kg answers."""

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.commands.common import json_option, load, load_extra, open_store, store_option
from kg.errors import HostRefused, KgError

if TYPE_CHECKING:
    from kg.llm.consulting import Consultation
    from kg.model import Document

NAME = "llm"
"""The extractor's name for --extractor."""
_OPTIONS = (
    click.option(
        "--llm-url", envvar="KG_LLM_URL", default="", metavar="URL",
        help="With --extractor llm: the model's OpenAI-compatible service; its key is KG_LLM_KEY.",
    ),
    click.option(
        "--llm-model", envvar="KG_LLM_MODEL", default="", metavar="NAME",
        help="The model's name there.",
    ),
    click.option(
        "--allow-host", default="", metavar="HOST",
        help="The text may go to this host; else kg asks first.",
    ),
    click.option(
        "--llm-max-tokens", default=0, metavar="N", type=click.IntRange(0),
        help="Use at most so many tokens, sent and answered.",
    ),
    click.option(
        "--llm-parallel", default=4, show_default=True, type=click.IntRange(1, 64), metavar="N",
        help="Requests at a time.",
    ),
    click.option(
        "--llm-timeout", default=120, show_default=True, type=click.IntRange(1),
        metavar="SECONDS", help="How long an answer may take.",
    ),
)  # fmt: skip


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which model is asked."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def take_model(extractors: Collection[str], given: dict[str, Any]) -> tuple[Any, list[str] | None]:
    """Take the options of a model out of *given*; return its settings (``None`` where none is to
    be asked), and the other extractors, ``None`` for all."""
    names = ("llm_url", "llm_model", "allow_host", "llm_max_tokens", "llm_parallel", "llm_timeout")
    url, model, host, tokens, parallel, timeout = (given.pop(name) for name in names)
    others = [name for name in extractors if name != NAME] or None
    if NAME not in extractors:
        return None, others
    settings = load("kg.llm.settings").ModelSettings(
        url, model, host, max_tokens=tokens, parallel=parallel, timeout=timeout
    )
    return settings, others


def prepare(settings: Any, folder: Path | None, documents: Iterable["Document"]) -> "Consultation":
    """Say what would be sent and where, ask whether it may, and return what asks the model."""
    consulting = load_extra("kg.llm.consulting", "llm")
    book = load("kg.llm.answers").AnswerBook(folder)
    plan = consulting.estimate(documents, book, settings)
    known = f"; {plan.known} are answered already" if plan.known else ""
    click.echo(
        f"{settings.model} at {settings.host}: "
        f"{plan.requests} requests, about {plan.sent} tokens sent,"
        f" at most {plan.answered} answered{known}",
        err=True,
    )
    if plan.requests:
        settings = _allow(settings)
    consultation: Consultation = consulting.Consultation(settings, book)
    return consultation


def _allow(settings: Any) -> Any:
    """The settings, their host allowed by the user where it is no machine of his; raise
    HostRefused."""
    try:
        settings.check()
    except HostRefused:
        if sys.stdin is None or not sys.stdin.isatty():
            raise
        question = f"Send the text of the documents to {settings.host}?"
        if not click.confirm(question, err=True):
            raise
        settings = load("dataclasses").replace(settings, allow_host=settings.host)
        settings.check()
    return settings


def prepare_add(
    settings: Any, store: str, sources: Iterable[str], options: Any
) -> "Consultation | None":
    """Return what asks the model about *sources*, as prepare does; ``None`` where none is to be
    asked. Sources that cannot be read are left to the command."""
    if settings is None:
        return None
    read, found = load("kg.reading.sources").read_documents, []
    for source in sources:
        try:
            found += read(source, options)
        except KgError:
            continue
    return prepare(settings, _answers_folder(store), found)


def _answers_folder(store: str) -> Path | None:
    """Where the answers about a store's documents are kept; ``None`` where a server has it."""
    folder = None if load("kg.storage.opening").is_address(store) else Path(store)
    found: Path | None = load("kg.storage.disk.answers").answers_folder(folder)
    return found


@click.command()
@click.argument("documents", nargs=-1)
@click.option("--refused", is_flag=True, help="Only what was refused.")
@json_option
@store_option
def answers(documents: tuple[str, ...], refused: bool, as_json: bool, store: str) -> None:
    """List what a model answered, and what became of it.

    For DOCUMENTS (paths as they were added, or IRIs), or all that --extractor llm read. The model
    is not asked again."""
    book = load("kg.llm.answers").AnswerBook(_answers_folder(store))
    safe, counts = load("kg.model.safe_text"), {"taken": 0, "refused": 0}
    with open_store(store) as graph:
        wanted = {graph.store.document(name).id for name in documents}
        for extraction in graph.store.extractions():
            if wanted and extraction.document.id not in wanted:
                continue
            for record in load("kg.pipeline.stores.replaying").list_answers(extraction, book):
                counts["refused" if record["reason"] else "taken"] += 1
                if refused and not record["reason"]:
                    continue
                click.echo(safe.json_text(record) if as_json else safe.terminal_text(_line(record)))
    click.echo(f"{counts['taken']} borne out, {counts['refused']} refused", err=True)


def _line(record: dict[str, Any]) -> str:
    said = f"{record['subject']} [{record['cue']}] {record['object']}, {record['strength']}"
    return f"{record['document']}: {said}: {record['reason'] or 'borne out'}"
