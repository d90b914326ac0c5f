"""Claims, not facts: news and court filings as a graph of who claims what, how strongly, in which
words.

>>> import kg
>>> graph = kg.open()
>>> graph.claims()
[]
"""

import importlib
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.analysis.answer import Answer
    from kg.graph import Graph
    from kg.graph import open_graph as open
    from kg.model import Claim, Document, Entity, Modality, Polarity, Value
    from kg.pipeline.stores.adding import Added
    from kg.sparql.result import QueryResult
    from kg.view import View

__version__ = "0.1.0"
__all__ = [
    "Added",
    "Answer",
    "Claim",
    "Document",
    "Entity",
    "Graph",
    "KgError",
    "Modality",
    "Polarity",
    "QueryResult",
    "Value",
    "View",
    "__version__",
    "open",
]
_HOMES = {
    "open": ("kg.graph", "open_graph"),
    "Graph": ("kg.graph", "Graph"),
    "Added": ("kg.pipeline.stores.adding", "Added"),
    "View": ("kg.view", "View"),
    "QueryResult": ("kg.sparql.result", "QueryResult"),
    "Answer": ("kg.analysis.answer", "Answer"),
} | {
    name: ("kg.model", name)
    for name in ("Claim", "Document", "Entity", "Modality", "Polarity", "Value")
}


def __getattr__(name: str) -> Any:
    """Load the public names when they are first asked for, so that ``import kg`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
