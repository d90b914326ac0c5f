"""Checks: validate."""

import json
import sys

import click

from kg.commands.common import json_option, load, open_store, store_option


@click.command()
@json_option
@store_option
def validate(as_json: bool, store: str) -> None:
    """Check shapes, quotes and leaks.

    The graph must keep its SHACL shapes, every quote must be exact, and no allegation may stand as a fact.
    """
    with open_store(store) as graph:
        findings = graph.validate()
    for f in findings:
        record = {"rule": f.rule, "document": f.document, "node": f.node, "message": f.message}
        click.echo(json.dumps(record) if as_json else load("kg.show").plain(f"{f.rule}: {f.document}: {f.node}: {f.message}"))
    click.echo(f"{len(findings)} findings" if findings else "all is well", err=True)
    sys.exit(1 if findings else 0)
