"""Verdicts on claims in the terminal: kg review list, confirm, reject, correct, unsure, undo,
export, import."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.commands.common import (
    Group,
    about_option,
    json_option,
    load,
    modality_option,
    open_store,
    selection_options,
    store_option,
)

if TYPE_CHECKING:
    from kg.review import Verdict
    from kg.review.standings import Standing


def reviewed_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose claims by their verdicts, and documents by standing and day."""
    option = click.option(
        "--reviewed",
        type=click.Choice(["confirmed", "not-rejected", "any"]),
        default="not-rejected",
        show_default=True,
        help=(
            "Which claims: those that somebody confirmed, "
            "all that nobody rejected, or any (see kg review)."
        ),
    )
    return option(selection_options(command))


_STATUSES = ("retracted", "corrected", "superseded", "withdrawn")
_DISPUTES = ["undisputed", "disputed", "disputed by us", "prospective", "unsure"]
note_option = click.option("--note", default="", metavar="TEXT", help="Why.")
by_option = click.option(
    "--by", default="", metavar="NAME", help="Who says so; the user's name if left out."
)


@click.group(cls=Group)
def review() -> None:
    """Say which claims are right; the claims stay as they were read.

    CLAIM is a claim's IRI or CURIE, or its last six or more characters, as kg review list shows
    them. Verdicts survive removing and adding a document again, moving the file, and merging
    entities; kg rm --forget removes them too."""


@review.command("list")
@about_option
@modality_option
@click.option("--checked", is_flag=True, help="Only claims with a verdict.")
@json_option
@store_option
def list_(
    about: str | None, modalities: tuple[str, ...], checked: bool, as_json: bool, store: str
) -> None:
    """List claims to check: allegations about persons and low confidence first."""
    with open_store(store) as graph:
        verdicts, sources = graph.reviews(), graph.store.sources()
        found = graph.claims(about=about, modality=modalities or None, reviewed="any")
        chosen = [c for c in found if (c.id in verdicts) == checked]
        for claim in load("kg.review.queue").rank_claims(chosen):
            verdict = verdicts.get(claim.id)
            if as_json:
                record = load("kg.export.claim_records").claim_record(
                    claim, sources[claim.document]
                )
                record |= {"verdict": verdict.to_record() if verdict else None}
                click.echo(load("kg.model.safe_text").json_text(record))
                continue
            text = load("kg.cli.text").describe_claim(claim, sources[claim.document])
            click.echo(f"{claim.id[-16:]}  {describe_verdict(verdict)}\n{text}\n")


def describe_verdict(verdict: "Verdict | None") -> str:
    """Return a verdict on one line, safe for a terminal."""
    if verdict is None:
        return "not checked"
    fields = ("subject", "predicate", "object", "modality", "claimant", "quote")
    read = ", ".join(
        f"{name} {words}" for name in fields if (words := getattr(verdict.correction, name))
    )
    parts = [
        f"{verdict.outcome} to {read}" if read else str(verdict.outcome),
        f"by {verdict.by}" if verdict.by else "",
        verdict.note,
        verdict.dispute,
        f"material: {verdict.material}" if verdict.material else "",
        " ".join(f"#{tag}" for tag in verdict.tags),
    ]
    return str(load("kg.model.safe_text").terminal_text("; ".join(part for part in parts if part)))


def _fields(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every verdict takes."""
    options = (
        click.argument("claims", nargs=-1, required=True),
        note_option,
        by_option,
        store_option,
        click.option(
            "--dispute",
            type=click.Choice(_DISPUTES),
            help="Where the matter stands between the parties.",
        ),
        click.option(
            "--material", type=click.Choice(["yes", "no"]), help="Whether it matters for the case."
        ),
        click.option(
            "--tag",
            "tags",
            multiple=True,
            metavar="ISSUE",
            help="An issue that it belongs to; repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _record(outcome: str, claims: tuple[str, ...], store: str, note: str, **given: Any) -> None:
    more: dict[str, Any] = {name: value or "" for name, value in given.items()}
    with open_store(store, read_only=False) as graph:
        for claim in claims:
            made = graph.review(claim, outcome, note, **more)
            click.echo(f"{claim}: {describe_verdict(made)}", err=True)


@review.command()
@_fields
def confirm(**given: Any) -> None:
    """The source says what the claim says."""
    _record("confirmed", **given)


@review.command()
@_fields
def reject(**given: Any) -> None:
    """The source does not say this; the claim leaves every default."""
    _record("rejected", **given)


@review.command()
@_fields
def unsure(**given: Any) -> None:
    """Somebody looked, and cannot say."""
    _record("unsure", **given)


@review.command()
@_fields
@click.option("--subject", default="", metavar="WORDS", help="Words of the document.")
@click.option("--predicate", default="", metavar="CURIE", help="The relation that it should have.")
@click.option("--object", "object_", default="", metavar="WORDS", help="Words of the document.")
@click.option(
    "--modality", default="", metavar="MODALITY", help="May weaken the claim; never strengthens it."
)
@click.option(
    "--claimant",
    default="",
    metavar="WORDS",
    help='Who claims it: words of the document, or "the document".',
)
@click.option(
    "--quote", default="", metavar="WORDS", help="The words of the document that carry it."
)
def correct(
    subject: str,
    predicate: str,
    object_: str,
    modality: str,
    claimant: str,
    quote: str,
    **given: Any,
) -> None:
    """The words should be read in another way; the claim stands as fact no more."""
    correction = load("kg.review").Correction(
        subject, predicate, object_, modality, claimant, quote
    )
    _record("corrected", correction=correction, **given)


@review.command()
@click.argument("document")
@click.argument("status", type=click.Choice([*_STATUSES, "in-force"]))
@click.option("--other", default="", metavar="TEXT", help="What corrects or supersedes it.")
@note_option
@by_option
@store_option
def standing(document: str, status: str, other: str, note: str, by: str, store: str) -> None:
    """Say that a document was retracted, corrected, superseded or withdrawn.

    Its claims stay, and every list, answer, page and export says so beside them; none of them
    stands as fact by this document. in-force takes it back. --standing leaves such documents
    out."""
    with open_store(store, read_only=False) as graph:
        if status == "in-force":
            said = f"taken back: {graph.clear_standing(document)}"
        else:
            said = str(graph.set_standing(document, status, other, note, by))
    click.echo(load("kg.model.safe_text").terminal_text(f"{document}: {said}"), err=True)


@review.command()
@click.argument("claims", nargs=-1, required=True)
@store_option
def undo(claims: tuple[str, ...], store: str) -> None:
    """Take verdicts back."""
    with open_store(store, read_only=False) as graph:
        for claim in claims:
            click.echo(
                f"{claim}: taken back: {describe_verdict(graph.undo_review(claim))}", err=True
            )


@review.command("export")
@click.argument("output", type=click.Path(path_type=Path))
@store_option
def export_(output: Path, store: str) -> None:
    """Write all verdicts, and the standings of documents, as JSON lines."""
    reviews, json_text = load("kg.storage.judgements.reviews"), load("kg.model.safe_text").json_text
    with open_store(store) as graph:
        verdicts, standings = (
            reviews.read_verdicts_of(graph.store),
            reviews.read_standings(graph.store),
        )
    lines = [json_text(standings[key].to_record()) + "\n" for key in sorted(standings)]
    written = load("kg.review.verdicts").write_verdicts(verdicts) + "".join(lines)
    output.write_text(written, encoding="utf-8", newline="\n")
    click.echo(f"wrote {len(verdicts)} verdicts to {output}", err=True)


@review.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--theirs", is_flag=True, help="In a conflict take theirs; else ours stays.")
@store_option
def import_(file: Path, theirs: bool, store: str) -> None:
    """Take over verdicts; conflicts are shown and end with exit code 1.

    FILE is what kg review export wrote, or a workbook of kg export claims.xlsx into which verdicts,
    notes, dispute status, material and tags were written."""
    reviews = load("kg.storage.judgements.reviews")
    standings: list[Standing] = []
    with open_store(store, read_only=False) as graph:
        if file.suffix.lower() == ".xlsx":
            verdicts = reviews.read_workbook_verdicts(graph.store, file)
        else:
            text = file.read_text(encoding="utf-8")
            lines, standings = load("kg.review.standings").split_lines(text)
            verdicts = load("kg.review.verdicts").read_verdicts(lines)
        conflicts = reviews.import_verdicts(graph.store, verdicts, theirs)
        reviews.import_standings(graph.store, standings, theirs)
    for ours, other in conflicts:
        triple = load("kg.model.safe_text").terminal_text(
            f"{ours.subject} {ours.predicate} {ours.object}"
        )
        click.echo(
            f"conflict: {triple}\n  ours    {describe_verdict(ours)}\n"
            f"  theirs  {describe_verdict(other)}",
            err=True,
        )
    click.echo(
        f"{len(verdicts)} verdicts, "
        f"{len(conflicts)} conflicts ({'theirs' if theirs else 'ours'} stay)",
        err=True,
    )
    if conflicts:
        sys.exit(1)
