"""A read-only MCP server over stdio (Model Context Protocol): the agent tools, for programs that
run language models."""

import functools
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

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
_READING = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
"""What hosts ask before they let a tool run by itself."""
GUIDE = Path(__file__).parent / "SKILL.md"
"""How an agent works with a graph: for its skills folder, and a resource of the server."""


def make_server(graph: Graph) -> MCPServer[Any]:
    """Return a server whose tools read *graph*; run it with ``.run()``, which speaks over stdin and
    stdout."""
    server: MCPServer[Any] = MCPServer(
        "kg", instructions=INSTRUCTIONS, version=version("kg-claims"), log_level="ERROR"
    )
    tools = AgentTools(graph)
    for name in _TOOLS:
        function = getattr(tools, name)
        told = _explain_errors(graph, function)
        server.add_tool(told, name, description=function.__doc__, annotations=_READING)
    server.resource("kg://guide", name="guide", mime_type="text/markdown")(read_guide)
    return server


def read_guide() -> str:
    """Return the guide for agents: Markdown with a head that names it and says what it is for."""
    return GUIDE.read_text("utf-8")


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
