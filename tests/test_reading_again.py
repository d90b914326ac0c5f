"""A reader under which a writer took a file away: commands, the endpoint and agents' tools read
again, where nobody has seen half an answer."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg
from kg.cli.commands.common import Group
from kg.errors import StoreChanged
from kg.serving import sparql_endpoint
from kg.serving.agent_tools import AgentTools
from kg.serving.mcp_server import _explain_errors
from kg.sparql.query import run_query
from kg.storage.store import Store
from tests.builders import make_extraction


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "kg.store") as store:
        store.add(make_extraction())
    return tmp_path / "kg.store"


def change_once(*before: str) -> click.Group:
    """A command that says *before*, then meets a changed store the first time."""
    calls = iter((StoreChanged("changed", "try again"),))

    @click.command()
    def look() -> None:
        for line in before:
            click.echo(line)
        if error := next(calls, None):
            raise error
        click.echo("done")

    group = Group("main")
    group.add_command(look)
    return group


def test_a_command_that_has_said_nothing_reads_again() -> None:
    done = CliRunner().invoke(change_once(), ["look"])
    assert (done.exit_code, done.output) == (0, "done\n")


def test_a_command_that_has_said_something_says_try_again() -> None:
    done = CliRunner().invoke(change_once("a row"), ["look"])
    assert done.exit_code == 3
    assert done.output.startswith("a row\n") and "try again" in done.output


def test_a_reader_opened_again_sees_what_a_writer_wrote(stored: Path) -> None:
    with Store.open(stored, read_only=True) as reader:
        with Store.open(stored) as writer:
            writer.add(make_extraction(source="later.txt"))
        assert len(reader.sources()) == 1
        reader.open_again()
        assert len(reader.sources()) == 2


def test_the_endpoint_opens_the_store_again(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def ask(store: Store, *given: object) -> object:
        if not opened:
            raise StoreChanged("changed", "try again")
        return run_query(store, "ASK { ?s ?p ?o }")

    monkeypatch.setattr(sparql_endpoint, "run_query", ask)
    again = Store.open_again
    monkeypatch.setattr(Store, "open_again", lambda self: opened.append(self) or again(self))
    with Store.open(stored, read_only=True) as store:
        reply = sparql_endpoint.answer_request(store, {"query": ["ASK {}"]}, "*/*", 5.0, 10)
    assert reply.status == 200 and len(opened) == 1


def test_a_store_that_cannot_be_read_is_told_by_the_endpoint(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*given: object) -> object:
        raise StoreChanged("changed", "try again")

    monkeypatch.setattr(sparql_endpoint, "run_query", ask)
    with Store.open(stored, read_only=True) as store:
        reply = sparql_endpoint.answer_request(store, {"query": ["ASK {}"]}, "*/*", 5.0, 10)
    assert reply.status == 500 and "try again" in reply.body


def test_an_agents_tool_reads_again(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kg.open(stored, read_only=True) as graph:
        sources, calls = Store.sources, iter((StoreChanged("changed", ""),))

        def look(store: Store) -> object:
            if error := next(calls, None):
                raise error
            return sources(store)

        monkeypatch.setattr(Store, "sources", look)
        assert _explain_errors(graph, AgentTools(graph).list_documents)()
