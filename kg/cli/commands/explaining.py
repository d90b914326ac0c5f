"""Why a claim is as it is: explain."""

import json
import re

import click

from kg.cli.commands.common import json_option, load


@click.command()
@click.argument("source", metavar="FILE[:OFFSET]")
@click.option("--unread", is_flag=True, help="Only sentences without a claim, with the reason.")
@json_option
def explain(source: str, unread: bool, as_json: bool) -> None:
    """Say how a document was read, sentence by sentence.

    For each claim: the extractor and the word it hangs on, who speaks and which rule says so, and
    each step that makes it weaker or negative. FILE:OFFSET explains the sentence at that character.
    """
    path, offset = _split_offset(source)
    document = load("kg.reading.sources").read_source(path)
    for explanation in load("kg.pipeline.explanation").explain_document(document, offset):
        if unread and not explanation.unread:
            continue
        if as_json:
            click.echo(json.dumps(explanation.as_record(), ensure_ascii=False))
            continue
        lines = [f"{explanation.start}-{explanation.end} {explanation.text}"]
        lines += [f"  no claim: {explanation.unread}"] if explanation.unread else []
        lines += [f"  {word}" for word in explanation.parse] if offset is not None else []
        for claim in () if unread else explanation.claims:
            kept = "" if claim.id else ", not kept"
            lines.append(
                f"  {claim.subject} | {claim.predicate} | {claim.object}  ({claim.extractor} at {claim.anchor!r}{kept})"
            )
            lines += [f"    {step}" for step in claim.steps]
        for line in lines:
            click.echo(load("kg.model.safe_text").terminal_text(line))


def _split_offset(source: str) -> tuple[str, int | None]:
    """The path and the character offset behind its last colon, if there is one."""
    match = re.fullmatch(r"(.+):(\d+)", source)
    return (match[1], int(match[2])) if match else (source, None)
