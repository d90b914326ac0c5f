"""Checks: validate, evaluate, plugins."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.commands.common import json_option, load, open_store, store_option
from kg.cli.commands.consulting import model_options, prepare, take_model
from kg.cli.commands.scoring import score_store


@click.command()
@click.option(
    "--deep",
    is_flag=True,
    help="Read the stored texts again; show claims that come out otherwise today.",
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="With --deep: only so many documents, always the same ones.",
)
@json_option
@store_option
def validate(deep: bool, sample: int | None, as_json: bool, store: str) -> None:
    """Check files, shapes, quotes and leaks.

    Every block of the store's files must be readable, the graph must keep its SHACL shapes, every
    quote must be exact, and no allegation may stand as a fact. What --deep finds comes from older
    rules, or from a file that was loaded: kg upgrade reads all texts again."""
    with open_store(store) as graph:
        findings = graph.validate(deep or sample is not None, sample)
    for f in findings:
        record = {"rule": f.rule, "document": f.document, "node": f.node, "message": f.message}
        line = f"{f.rule}: {f.document}: {f.node}: {f.message}"
        click.echo(
            load("kg.model.safe_text").json_text(record)
            if as_json
            else load("kg.model.safe_text").terminal_text(line)
        )
    click.echo(f"{len(findings)} findings" if findings else "all is well", err=True)
    sys.exit(1 if findings else 0)


@click.command()
@click.argument(
    "gold", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the documents.",
)
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Least confidence of a claim.",
)
@click.option(
    "--extractor",
    "extractors",
    multiple=True,
    metavar="NAME",
    help="Only this extractor; repeatable. llm asks a model besides.",
)
@click.option(
    "--llm-answers",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the model's answers there, so that it is asked once.",
)
@model_options
@click.option("--verbose", is_flag=True, help="Show every missed claim and every leak.")
@json_option
@store_option
def evaluate(
    gold: Path | None,
    texts: Path | None,
    confidence: float,
    extractors: tuple[str, ...],
    llm_answers: Path | None,
    verbose: bool,
    as_json: bool,
    store: str,
    **given: Any,
) -> None:
    """Score kg against your own gold claims, or your own verdicts.

    Without GOLD the verdicts of the store count (kg review, kg room): how often what was checked
    was read right, by strength, relation, extractor and confidence. GOLD is a claims.jsonl file;
    the documents that it names are read and extracted anew. A leak is a claim put as fact where the
    gold puts it weaker; any leak makes the exit code 1. With --extractor llm there are three
    columns: kg's own, with the model, and the model alone."""
    if gold is None:
        score_store(store, as_json)
        return
    results, best = _run_each(gold, texts, confidence, extractors, llm_answers, given)
    _print_figures({name: result.figures() for name, result in results.items()}, as_json)
    result = results[best]
    if verbose:
        show = load("kg.cli.text")
        for what, claims in (("missed", result.missed), ("leak", result.leaks)):
            for claim in claims:
                click.echo(f"{what}: {show.describe_claim(claim, '')}", err=True)
    sys.exit(1 if result.leaks else 0)


def _run_each(
    gold: Path,
    texts: Path | None,
    confidence: float,
    extractors: tuple[str, ...],
    llm_answers: Path | None,
    given: dict[str, Any],
) -> tuple[dict[str, Any], str]:
    """The evaluation of each run, by its name, and the run whose leaks count."""
    evaluation = load("kg.evaluation")
    settings, others = take_model(extractors, given)
    runs: dict[str, Any] = {"own": others}
    if settings is not None:
        documents = list(evaluation.read_gold(gold, texts)[1].values())
        consultation = prepare(settings, llm_answers, documents)
        for _ in consultation.consult_each(documents):
            pass
        model = consultation.extractor
        own = load("kg.extraction.run").load_extractors(others)
        runs |= {"with the model": [*own, model], "the model alone": [model]}
    results = {
        name: evaluation.evaluate_file(gold, texts, confidence, chosen)
        for name, chosen in runs.items()
    }
    return results, "with the model" if settings is not None else "own"


def _print_figures(columns: dict[str, dict[str, float]], as_json: bool) -> None:
    """Print the figures, a column a run where there are several."""
    first = next(iter(columns.values()))
    if as_json:
        click.echo(json.dumps(first if len(columns) == 1 else columns))
        return
    if len(columns) > 1:
        click.echo(" " * 14 + " ".join(f"{name:>16}" for name in columns))
    for name in first:
        figures = [column[name] for column in columns.values()]
        row = (f"{figure:g}" if len(columns) == 1 else f"{figure:>16g}" for figure in figures)
        click.echo(f"{name:14} {' '.join(row)}")


@click.command()
@json_option
def plugins(as_json: bool) -> None:
    """List the plug-ins that are installed.

    Readers, extractors, exporters, questions and relations, each with the package that brings it.
    Another package adds its own by entry points; examples/kg-shipping shows how."""
    for plugin in load("kg.plugins").list_plugins():
        if as_json:
            click.echo(
                json.dumps(
                    {
                        "group": plugin.group,
                        "name": plugin.name,
                        "package": plugin.package,
                        "version": plugin.version,
                    }
                )
            )
        else:
            click.echo(f"{plugin.group:14} {plugin.name:16} {plugin.package} {plugin.version}")
