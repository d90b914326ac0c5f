"""The command line: ``kg --help``. Data goes to stdout, progress and errors to stderr.

Exit codes: 0 done; 1 done in part (a source failed, a check found something); 2 wrong use;
3 an error that kg explains; 130 interrupted. The commands stand in kg/commands.
"""

import click

from kg.cli.commands import (
    adding,
    asking,
    checking,
    consulting,
    documents,
    explaining,
    output,
    paging,
    questions,
    resolving,
    reviewing_claims,
    scoring,
    searching,
)
from kg.cli.commands.common import Group


@click.group(
    cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="kg-claims", prog_name="kg")
def main() -> None:
    """Claims, not facts: turn articles and court filings into a graph of who claims what.

    \b
    kg demo                        see it work on the packaged examples
    kg add article.txt filings/    read documents into ./kg.store
    kg claims --about "Acme"       what is claimed about Acme, with the exact words
    kg ask paths "Acme" "Harlow"   how they are connected, with the evidence;
                                   kg ask lists all questions
    kg query conflicts             ask with SPARQL, or by the name of a query
    kg view -o graph.html          draw it as one page that works offline
    """


for _command in (
    documents.demo,
    adding.add,
    documents.rm,
    documents.load,
    documents.documents,
    asking.claims,
    searching.search,
    paging.page,
    asking.statements,
    resolving.show,
    questions.ask,
    asking.query,
    questions.diff,
    output.view,
    output.export,
    asking.serve,
    asking.mcp,
    resolving.resolve,
    resolving.entities,
    explaining.explain,
    checking.validate,
    checking.evaluate,
    scoring.calibrate,
    checking.plugins,
    consulting.answers,
    documents.upgrade,
    reviewing_claims.review,
    output.dossier,
    asking.room,
):
    main.add_command(_command)
