"""Verdicts as gold: kg evaluate without a file, kg calibrate."""

import json
from typing import TYPE_CHECKING

import click

from kg.cli.commands.common import json_option, load, open_store, store_option

if TYPE_CHECKING:
    from kg.model import Claim


def score_store(store: str, as_json: bool) -> None:
    """Print how often the claims that people checked were read right, by strength, relation,
    extractor and confidence."""
    shares = load("kg.review.scoring").score_claims(_judged(store))
    if as_json:
        click.echo(json.dumps([share.to_record() for share in shares]))
        return
    if not shares:
        click.echo("no claim was checked; kg review or kg room checks them", err=True)
    group = ""
    for share in shares:
        if share.group != group:
            group = share.group
            click.echo(f"{group:26} checked  right  share   95 %")
        bounds = f"{share.low:.2f}–{share.high:.2f}"
        line = f"  {share.name:24} {share.checked:7} {share.right:6}  {share.share:.2f}  {bounds}"
        click.echo(load("kg.model.safe_text").terminal_text(line))


@click.command()
@json_option
@store_option
def calibrate(as_json: bool, store: str) -> None:
    """Say what a confidence is worth on your own documents.

    From the claims that people confirmed, rejected or corrected, at least 20: each step is the
    least confidence and the share that is right from there on."""
    found = load("kg.review.scoring").calibrate(_judged(store))
    if as_json:
        click.echo(json.dumps({"checked": found.checked, "steps": found.steps}))
        return
    if not found.steps:
        click.echo(f"{found.checked} claims were checked; at least 20 are needed", err=True)
        return
    click.echo(f"from {found.checked} checked claims\nconfidence  share right")
    for least, share in found.steps:
        click.echo(f"{least:10.2f}  {share:11.2f}")


def _judged(store: str) -> "list[tuple[Claim, bool]]":
    with open_store(store) as graph:
        judged: list[tuple[Claim, bool]] = load("kg.review.scoring").judge_claims(
            graph.store.claims(), graph.reviews()
        )
    return judged
