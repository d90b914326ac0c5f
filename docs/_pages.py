"""Pages of reference, made from the code and the ontology: commands, relations, questions. ``make docs`` and the tests use them."""

from collections.abc import Iterator

import click
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.analysis.ask import load_question, question_names
from kg.cli.main import main
from kg.model import Modality
from kg.namespace import KG
from kg.ontology.loader import find_folder, load_ontology
from kg.sparql.query import library

API = (
    "kg.graph", "kg.model", "kg.analysis.answer", "kg.analysis.evidence", "kg.analysis.arguments", "kg.sparql.result", "kg.network.build",
    "kg.ontology.loader", "kg.plugins", "kg.evaluation",
)  # fmt: skip
"""What users and plug-ins hold."""


_KINDS = {
    "Classes": OWL.Class,
    "Object properties": OWL.ObjectProperty,
    "Properties with values": OWL.DatatypeProperty,
    "Annotation properties": OWL.AnnotationProperty,
    "Datatypes": RDFS.Datatype,
    "Modalities": URIRef(KG + "Modality"),
    "Polarity": URIRef(KG + "Polarity"),
    "Licences": URIRef(KG + "Licence"),
    "Judgements": URIRef(KG + "Judgement"),
    "Families of relations": URIRef(KG + "RelationFamily"),
    "Kinds of notes on a source": URIRef(KG + "NoteKind"),
}
"""Section of the vocabulary's page → the class of its terms."""


def make_pages() -> dict[str, str]:
    """Return name → Markdown of each page of reference."""
    return {
        "api": "# Python\n\n" + "\n".join(f"::: {name}\n" for name in API),
        "errors": "# Errors\n\n::: kg.errors\n",
        "commands": "# Commands\n\n" + "\n".join(_commands(main, "kg")),
        "relations": "# Relations\n\n" + "\n".join(_relations()),
        "vocabulary": "# Vocabulary\n\n" + "\n".join(_vocabulary()),
        "questions": "# Questions and named queries\n\n" + "\n".join(_questions()),
    }


def _commands(group: click.Group, path: str) -> Iterator[str]:
    inside = click.Context(group)
    for name in group.list_commands(inside):
        command = group.get_command(inside, name)
        assert command is not None
        context = click.Context(command, info_name=f"{path} {name}", max_content_width=100)
        yield f"## {path} {name}\n\n```text\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def _relations() -> Iterator[str]:
    yield "| relation | reads | from, to | families | definition |\n|---|---|---|---|---|"
    for relation in sorted(load_ontology().relations.values(), key=lambda r: r.id):
        ends = f"{', '.join(relation.domain)} → {', '.join(relation.range)}"
        yield f"| `{relation.id}` | {relation.label} | {ends} | {', '.join(relation.families)} | {relation.definition} |"
    yield "\n## How strongly: the modalities\n\n" + "\n".join(f"- `{m.value}`" for m in Modality)


def _vocabulary() -> Iterator[str]:
    """Every class, property and individual of the namespace, as ``ontology/*.ttl`` defines it."""
    found = Graph()
    for path in sorted(find_folder().glob("*.ttl")):
        if not path.name.endswith("shapes.ttl"):
            found.parse(path)
    yield f"Namespace `{KG}`, prefix `kg:`; relations have [a page of their own](relations.md).\n"
    for title, kind in _KINDS.items():
        yield f"\n## {title}\n\n| term | called | definition | close to |\n|---|---|---|---|"
        terms = [s for s in found.subjects(RDF.type, kind) if str(s).startswith(KG)]
        for term in sorted(terms):
            called, what = (found.value(term, p) or "" for p in (SKOS.prefLabel, SKOS.definition))
            near = ", ".join(sorted(f"<{o}>" for o in found.objects(term, SKOS.closeMatch)))
            yield f"| `kg:{term.removeprefix(KG)}` | {called} | {what} | {near} |"


def _questions() -> Iterator[str]:
    for name in question_names():
        question = load_question(name)
        yield f"## kg ask {name}\n\n{question.summary}\n\n{question.details}\n"
        for parameter in question.parameters:
            yield f"- `{parameter.name}`: {parameter.help}"
        yield ""
    yield "## kg query\n"
    for name, (what, _) in library().items():
        yield f"- `{name}`: {what}"
