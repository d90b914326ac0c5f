"""The docs say all that there is, and what they say is true: every option, every room, every
example is tried."""

import inspect
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg
import kg.errors
from docs._pages import API, make_pages
from kg.analysis.ask import load_question, question_names
from kg.attribution.document import attribute_document
from kg.cli.main import main
from kg.extraction.run import extract_claims
from kg.graph import Graph
from kg.language.parser import parse_document
from kg.model import Document, Modality
from kg.namespace import document_iri
from kg.ontology.loader import load_ontology
from kg.plugins import PACKAGES, load_plugin, plugin_names
from kg.sparql.query import library

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")
SENTENCE = (
    "Dana Ortiz alleges that Northgate Systems paid Larkfield Motors $2.4 million in March 2021.\n"
)
NOT_RUN = ("make ", "pip ", "curl ", "git ", "kg serve", "kg mcp", "claude ")
"""Lines of shell that build, install, or wait for others; their targets are looked up instead where
that is possible."""


def read_all(*pages: Path) -> str:
    return "\n".join(page.read_text("utf-8") for page in pages)


def commands(group: click.Group = main, path: str = "kg") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages that ``make docs`` writes: commands, questions, relations."""
    return make_pages()


# What there is, is said.


@pytest.mark.parametrize(
    ("path", "command"), list(commands()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_every_command_and_option_is_explained(
    path: str, command: click.Command, pages: dict[str, str]
) -> None:
    assert path.split(" ", 2)[1] in read_all(DOCS / "cli.md"), f"docs/cli.md does not name {path}"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]} has no help"
            assert parameter.opts[0] in pages["commands"]


def test_every_question_query_relation_and_modality_is_explained(pages: dict[str, str]) -> None:
    prose = read_all(*PAGES)
    for name in question_names():
        assert load_question(name).summary and load_question(name).details, name
        assert re.search(rf"`{name}\b|ask {name}\b", prose), (
            f"no page of docs/ names the question {name}"
        )
    assert [n for n in library() if f"`{n}`" not in pages["questions"]] == []
    assert [r for r in load_ontology().relations if f"`{r}`" not in pages["relations"]] == []
    assert [m for m in Modality if f"`{m.value}`" not in pages["relations"]] == []
    assert all(relation.definition for relation in load_ontology().relations.values())
    assert [c for c in load_ontology().classes if f"`kg:{c}`" not in pages["vocabulary"]] == []
    assert all(f"`kg:{m.value}`" in pages["vocabulary"] for m in Modality)
    assert "`kg:lei`" in pages["vocabulary"] and "| |" not in pages["vocabulary"]


def test_every_error_stands_in_the_tree() -> None:
    names = [
        name
        for name, value in vars(kg.errors).items()
        if inspect.isclass(value) and issubclass(value, kg.KgError)
    ]
    assert len(names) > 20
    assert [name for name in names if name not in (kg.errors.__doc__ or "")] == []
    assert [name for name in names if not getattr(kg.errors, name).__doc__] == []


HOOKS = {
    "kg.extractors": "extract",
    "kg.readers": "read",
    "kg.exporters": "write",
    "kg.questions": "ask",
}
"""Group of entry points → the function that is called; kg.ontology names a package of Turtle."""


def test_every_group_of_entry_points_is_explained() -> None:
    asked = re.findall(r'group="(kg\.\w+)"', read_all(*(ROOT / "kg").rglob("*.py")))
    groups = {*PACKAGES, *asked}
    assert groups == {*HOOKS, "kg.ontology"}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [group for group in sorted(groups) if f"`{group}`" not in text] == []


@pytest.mark.parametrize(("group", "attribute"), HOOKS.items())
def test_every_hook_is_explained_with_its_arguments(group: str, attribute: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"`{group}`" in text
    said = re.search(rf"`{attribute}\((.*?)\)", text)
    assert said is not None, f"CONTRIBUTING.md does not say how {attribute} is called"
    named = [part.partition(":")[0].strip() for part in said[1].split(",") if "..." not in part]
    for name in plugin_names(group):
        parameters = list(inspect.signature(load_plugin(group, name, attribute)).parameters)
        assert parameters[: len(named)] == named, f"{group}.{name}.{attribute} takes {parameters}"


def test_every_exit_code_is_explained() -> None:
    text = (DOCS / "cli.md").read_text("utf-8").partition("## Exit codes")[2].partition("\n## ")[0]
    raised = set(
        map(
            int,
            re.findall(
                r"(?:sys\.exit|ctx\.exit)\((\d+)", read_all(*(ROOT / "kg" / "cli").rglob("*.py"))
            ),
        )
    )
    assert raised | {2} <= set(map(int, re.findall(r"\b(\d+): ", text)))


def test_the_reference_names_what_users_hold() -> None:
    assert [
        name for name in API if inspect.getmodule(__import__(name, fromlist=["_"])) is None
    ] == []


# The picture of the house is the house.


def test_each_room_stands_in_the_table_once() -> None:
    rooms = sorted(
        p.name for p in (ROOT / "kg").iterdir() if p.is_dir() and (p / "__init__.py").exists()
    )
    table = ARCHITECTURE.partition("## The rooms")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)) == rooms
    picture = ARCHITECTURE.partition("```")[2].partition("```")[0]
    assert [room for room in rooms if room not in picture] == []


def test_each_path_that_is_named_is_there() -> None:
    table = ARCHITECTURE.partition("## Where do I change")[2].partition("\n## ")[0]
    for path in re.findall(r"`((?:[\w-]+/)+[\w.-]*)`", table):
        if not path.rpartition("/")[2].startswith(("NAME", "SUFFIX")):
            assert (ROOT / path).exists() or (ROOT / "kg" / path).exists(), path


def test_each_link_of_a_page_leads_to_a_page() -> None:
    """Links out of the folder lead nowhere in what ``make docs`` builds."""
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (DOCS / target).exists() and ".." not in target, f"{page.name}: {target}"


def test_each_word_of_the_glossary_has_one_meaning() -> None:
    words = re.findall(r"^\| ([\w-]+) \|", ARCHITECTURE.partition("## Glossary")[2], re.MULTILINE)
    assert words[1:] == sorted(set(words[1:]))


def test_the_sentence_goes_through_the_rooms_as_told() -> None:
    document = Document(document_iri("suit.txt", SENTENCE), "suit.txt", SENTENCE, date="2023-05-12")
    ontology, (sentence,) = load_ontology(), parse_document(document)
    assert f"> {SENTENCE.strip()}" in ARCHITECTURE
    assert f"a `Sentence` of {len(sentence.tokens)} tokens" in ARCHITECTURE
    spans = ", ".join(f"{label} {start}–{end}" for start, end, label in sentence.entities)
    assert f"entities {spans}" in ARCHITECTURE
    (mention,) = [c for c in extract_claims([sentence], ontology) if c.predicate == "kg:paid"]
    assert f"{mention.subject.text} — `{mention.predicate}` — {mention.object.text}" in ARCHITECTURE
    (said,) = attribute_document(document, [sentence], ontology).attributions
    assert said.source is not None
    assert f"source {said.source.text}" in ARCHITECTURE
    with kg.open() as graph:
        graph.add(document)
        (claim,) = graph.claims(predicate="kg:paid")
        assert (
            f"characters {claim.start}–{claim.end}" in ARCHITECTURE
            or f"characters {claim.start}–{claim.end - 1}" in ARCHITECTURE
        )
        assert (claim.modality, claim.is_fact, claim.time and claim.time.start) == (
            "alleged",
            False,
            "2021-03",
        )
        assert graph.query("ASK { ?s kg:paid ?o }").boolean is False
        (row,) = graph.ask("money")
        assert (row[0], row[2], row[-1]) == (
            "Northgate Systems",
            "Larkfield Motors",
            "alleged by Dana Ortiz",
        )


# What the docs show is run.


def blocks(language: str) -> list[tuple[str, str]]:
    """Name and text of each block of a language in README and docs."""
    found = []
    for page in PAGES:
        for number, text in enumerate(
            re.findall(
                rf"^```(?:{language})\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
            )
        ):
            found.append((f"{page.name}-{number}", text))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples speak of: an article, filings, a store."""
    folder = tmp_path_factory.mktemp("desk")
    article = (ROOT / "data" / "meta-netflix" / "summary.txt").read_text("utf-8")
    body = "".join(f"<p>{line}</p>" for line in article.splitlines())
    (folder / "article.html").write_text(
        f"<html><body><article>{body}</article></body></html>", "utf-8"
    )
    (folder / "article.txt").write_text(article, "utf-8")
    shutil.copytree(ROOT / "data" / "fictional-case", folder / "filings")
    with kg.open(folder / "kg.store") as graph:
        graph.add(folder / "article.txt", folder / "filings")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"), blocks("sh|console|bash"), ids=lambda x: x if "\n" not in x else ""
)
def test_every_shell_block_runs(
    name: str, text: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    prompted = any(line.startswith("$ ") for line in text.splitlines())
    for line in text.splitlines():
        if not line.strip() or prompted and not line.startswith("$ "):
            continue
        command = line.removeprefix("$ ")
        if command.startswith("make "):
            target = shlex.split(command, comments=True)[1]
            assert re.search(
                rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
            ), name
        elif not command.startswith(NOT_RUN):
            program, *arguments = shlex.split(command, comments=True)
            assert program == "kg", f"{name}: {command!r} is neither kg nor in NOT_RUN"
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == 0, f"{name}: {command}\n{result.output}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"), blocks("python"), ids=lambda x: x if "\n" not in x else ""
)
def test_every_python_block_runs(
    name: str, text: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    with kg.open(desk / "kg.store", read_only=True) as graph:
        assert isinstance(graph, Graph)
        exec(compile(text, name, "exec"), {"kg": kg, "graph": graph})
