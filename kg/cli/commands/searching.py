"""Passages: search."""

from typing import Any

import click

from kg.cli.commands.common import json_option, open_store, selection_options, store_option
from kg.cli.commands.common import load as part


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="How many passages are shown.",
)
@json_option
@selection_options
@store_option
def search(words: tuple[str, ...], limit: int, as_json: bool, store: str) -> None:
    """Find passages in the texts of all documents.

    WORDS all stand in one paragraph; brib* finds beginnings, '"a phrase"' words in a row; after --,
    a word with - before it must not stand there. Each passage has its place and the claims that
    were read in it."""
    with open_store(store) as graph:
        passages = graph.search(" ".join(words), limit)
    for passage in passages:
        click.echo(
            part("kg.model.safe_text").json_text(_record(passage))
            if as_json
            else _describe(passage)
        )
    if not passages and not as_json:
        click.echo("no passage holds all these words", err=True)


def _record(passage: Any) -> dict[str, Any]:
    return {
        "source": passage.source,
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "matches": [[m.start, m.end] for m in passage.matches],
        "citation": passage.citation,
        "standing": passage.standing,
        "claims": [c.id for c in passage.claims],
    }


def _describe(passage: Any) -> str:
    """The passage with its words marked, its place, its claims."""
    clean = part("kg.model.safe_text").terminal_text
    out, at = [], 0
    for match in passage.matches:
        if match.start >= at:
            out += [
                clean(passage.text[at : match.start]),
                click.style(clean(passage.text[match.start : match.end]), bold=True),
            ]
            at = match.end
    words = " ".join("".join([*out, clean(passage.text[at:])]).split())
    cited = f"  ({passage.citation})" if passage.citation else ""
    count = len(passage.claims)
    claims = f"  {count} claim{'s' * (count != 1)}" if count else ""
    stands = f"  [the document was {clean(passage.standing)}]" if passage.standing else ""
    place = f"{clean(passage.source)}:{passage.start}-{passage.end}{clean(cited)}"
    return f"{words}\n  {place}{claims}{stands}"
