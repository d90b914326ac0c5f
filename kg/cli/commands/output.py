"""Output: view, export."""

from typing import TYPE_CHECKING, Any

import click

from kg.cli.commands.common import (
    about_option,
    all_option,
    load,
    modality_option,
    open_store,
    say_warnings,
    store_option,
)
from kg.cli.commands.reviewing_claims import reviewed_option
from kg.errors import RedactionWarning

if TYPE_CHECKING:
    from kg.review import Reviewed


@click.command()
@click.option(
    "--output",
    "-o",
    default="graph.html",
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
@about_option
@click.option(
    "--hops",
    default=1,
    show_default=True,
    type=click.IntRange(0, 9),
    help="How far around --about.",
)
@modality_option
@click.option(
    "--facts", is_flag=True, help="Only what stands as fact: stated, found, or admitted of oneself."
)
@click.option("--title", default="", help="The page's title.")
@all_option
@reviewed_option
@store_option
def view(
    output: str,
    about: str | None,
    hops: int,
    modalities: tuple[str, ...],
    facts: bool,
    title: str,
    every: bool,
    reviewed: "Reviewed",
    store: str,
) -> None:
    """Draw the graph as one offline page.

    Texts, who says what, and how strongly; click anything for the exact words. It starts from the
    claims that are worth an edge, and says how many it leaves out."""
    least = 0.0 if every else load("kg.network.interest").INTERESTING
    with open_store(store) as graph:
        choice: dict[str, Any] = {
            "about": about,
            "hops": hops,
            "modality": list(modalities) or None,
            "facts": facts,
            "reviewed": reviewed,
        }
        drawn = graph.view(output, title, least, **choice)
    click.echo(
        f"wrote {output}: {drawn.summary}"
        + " --all draws them." * drawn.summary.endswith("left out."),
        err=True,
    )


@click.command()
@click.argument("name")
@click.option(
    "--output", "-o", required=True, metavar="FILE", help="memo.md, memo.html or memo.docx."
)
@click.option("--undisputed", is_flag=True, help="Only what somebody holds true and nobody denies.")
@click.option("--chronology", is_flag=True, help="By the day of the event.")
@reviewed_option
@store_option
def dossier(
    name: str, output: str, undisputed: bool, chronology: bool, reviewed: "Reviewed", store: str
) -> None:
    """Write a memo about one entity or a story.

    Who says what, how strongly, with exact quotes and places; what is contradicted, what has no
    recorded response. A story is contradictions, conflicts, money, unanswered, corroborated or
    timeline. The page prints with page numbers, to paper or PDF."""
    with open_store(store) as graph:
        graph.dossier(name, output, undisputed=undisputed, chronology=chronology, reviewed=reviewed)
    click.echo(f"wrote {output}", err=True)


@click.command()
@click.argument("output")
@click.option(
    "--redact",
    multiple=True,
    metavar="NAME",
    help="Write [redacted 1] for this entity, everywhere; repeatable.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="MODALITY",
    help=(
        "Also what is put that way, "
        "in forms that hold only what stands as fact (ftm.json); repeatable. "
        "raised: strengths that a reviewer raised count, in any form, and say who set them."
    ),
)
@click.option(
    "--reviewed",
    type=click.Choice(["confirmed", "not-rejected", "any"]),
    help=(
        "Which claims (see kg review); not-rejected if left out, but for forms that are read back."
    ),
)
@store_option
def export(
    output: str,
    redact: tuple[str, ...],
    include: tuple[str, ...],
    reviewed: "Reviewed | None",
    store: str,
) -> None:
    """Write the graph to a file.

    The ending of OUTPUT says how.

    \b
    trig nq jsonld      everything, read back to the same graph
    jsonl               one claim a line
    ttl rdf12.trig      the union of all documents; claims as RDF 1.2 reifiers
    csv graphml gexf    for spreadsheets, Gephi, Cytoscape, yEd
    ftm.json ftm.csv    FollowTheMoney: what stands as fact, more with --include
    cypher neo4j.zip    for Neo4j: statements, or tables for neo4j-admin import
    anno.jsonld         W3C Web Annotations, for Hypothesis and Recogito
    schema.jsonld       schema.org Claim and Article, for web pages
    nanopub.trig        a nanopublication a claim, unsigned
    sssom.tsv           the merges of entities as mappings
    void.ttl            a description of the dataset (VoID, DCAT): counts, no names
    xlsx                claims with columns for verdicts, entities, sources, contradictions
    obsidian.zip        linked notes, one for each named entity and document: a vault of Obsidian
    site.zip            the same as pages for any browser: unpack, open Index.html
    parquet             one row a claim (needs kg-claims[parquet])

    With --redact, names are replaced in texts, quotes, labels and identifiers; offsets count in the
    redacted text. What still looks like a name is listed on stderr, and is left as it is. Roles and
    circumstances that point to somebody stay: read what you publish."""
    with open_store(store) as graph, say_warnings(RedactionWarning):
        graph.export(output, redact, include, reviewed)
    click.echo(f"wrote {output}", err=True)
