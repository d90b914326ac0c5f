"""A read-only MCP server over stdio (Model Context Protocol): the agent tools, for programs that
run language models."""

import functools
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from kg.errors import KgError
from kg.graph import Graph
from kg.serving.agent_tools import INSTRUCTIONS, AgentTools
from kg.serving.sparql_endpoint import ask_again

_TOOLS = (
    "find_entity",
    "list_claims",
    "show_claim",
    "find_paths",
    "ask_question",
    "list_documents",
    "read_document",
    "run_sparql",
)


def make_server(graph: Graph) -> MCPServer[Any]:
    """Return a server whose tools read *graph*; run it with ``.run()``, which speaks over stdin and
    stdout."""
    server: MCPServer[Any] = MCPServer(
        "kg", instructions=INSTRUCTIONS, version=version("kg-claims"), log_level="ERROR"
    )
    tools = AgentTools(graph)
    for name in _TOOLS:
        function = getattr(tools, name)
        server.add_tool(_explain_errors(graph, function), name, description=function.__doc__)
    return server


def _explain_errors(
    graph: Graph, function: Callable[..., dict[str, Any]]
) -> Callable[..., dict[str, Any]]:
    """The same function, asked again where a writer changed the files of *graph*, with what kg
    explains as an error of the tool: what is wrong, and the mend."""

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> dict[str, Any]:
        try:
            return ask_again(graph.store, lambda: function(*arguments, **options))
        except KgError as error:
            raise ToolError(f"{error}\n{error.hint}" if error.hint else str(error)) from error
        except ValueError as error:
            raise ToolError(str(error)) from error

    return call
