"""Why a claim is as it is: explain."""

import re
from typing import TYPE_CHECKING

import click

from kg.cli.commands.common import json_option, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.pipeline.explanation import Explanation


@click.command()
@click.argument("source", metavar="FILE[:OFFSET]")
@click.option("--unread", is_flag=True, help="Only sentences without a claim, with the reason.")
@json_option
def explain(source: str, unread: bool, as_json: bool) -> None:
    """Say how a document was read, sentence by sentence.

    For each claim: the extractor and the word it hangs on, who speaks and which rule says so, and
    each step that makes it weaker or negative. For each pronoun and description: whom it was taken
    for, by which rule, and which candidates lost. FILE:OFFSET explains the sentence at that
    character.
    """
    path, offset = _split_offset(source)
    document = load("kg.reading.sources").read_source(path)
    for explanation in load("kg.pipeline.explanation").explain_document(document, offset):
        if unread and not explanation.unread:
            continue
        if as_json:
            click.echo(load("kg.model.safe_text").json_text(explanation.as_record()))
            continue
        for line in _describe(explanation, offset is not None, not unread):
            click.echo(load("kg.model.safe_text").terminal_text(line))


def _describe(explanation: "Explanation", parse: bool, claims: bool) -> "Iterator[str]":
    """Yield the lines on a sentence, with its *parse* and its *claims* where they are asked for."""
    yield f"{explanation.start}-{explanation.end} {explanation.text}"
    if explanation.unread:
        yield f"  no claim: {explanation.unread}"
    if parse:
        yield from (f"  {word}" for word in explanation.parse)
    yield from (f"  {line}" for line in explanation.referents if claims)
    for claim in explanation.claims if claims else ():
        triple = f"{claim.subject} | {claim.predicate} | {claim.object}"
        kept = "" if claim.id else ", not kept"
        yield f"  {triple}  ({claim.extractor} at {claim.anchor!r}{kept})"
        yield from (f"    {step}" for step in claim.steps)


def _split_offset(source: str) -> tuple[str, int | None]:
    """The path and the character offset behind its last colon, if there is one."""
    match = re.fullmatch(r"(.+):(\d+)", source)
    return (match[1], int(match[2])) if match else (source, None)
