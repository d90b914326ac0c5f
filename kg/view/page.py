"""The page: pyvis fills our template; styles, scripts and data are inlined, nothing is fetched."""

import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis

from kg.view.model import build_model, cap_network, clean_text

_SCRIPTS = ("drawing.js", "words.js", "state.js", "panels.js", "save.js", "explorer.js")
_VIS = "lib/vis-9.1.2/vis-network.min.js"


def draw_network(graph: nx.MultiDiGraph, title: str = "", cap: int = 2000) -> str:
    """Return the page for *graph*; the same graph gives the same bytes.

    Above *cap* nodes it holds the most connected ones, and says how many are left out.
    """
    part, left_out = cap_network(graph, cap)
    network, data = build_model(part)
    left = {"left_out": left_out, "claims_left_out": graph.number_of_edges() - part.number_of_edges()}
    data |= {"title": clean_text(title) or "Claims graph", **left}
    mark = json.dumps([network.nodes, network.edges, data], sort_keys=True, ensure_ascii=True, default=str)
    nonce = hashlib.sha256(mark.encode("utf-8")).hexdigest()[:24]
    network.set_template_dir(str(files("kg.view")), "template.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals["kg"] = {
        "title": data["title"], "nonce": nonce, "style": _part("explorer.css"), "vis": _vis(),
        "script": "\n".join(_part(name) for name in _SCRIPTS),
        "data": _inert({"nodes": network.nodes, "edges": network.edges, **data}),
    }  # fmt: skip
    return str(network.generate_html())


def notebook_html(page: str, summary: str = "") -> str:
    """Return a frame for Jupyter; a notebook that is not trusted shows the *summary* inside instead, and how to see the picture."""
    frame = "display:block;box-sizing:border-box;width:100%;height:640px;border:1px solid #8886;border-radius:8px"
    return (
        f'<iframe sandbox="allow-scripts allow-downloads" style="{frame}" srcdoc="{escape(page, quote=True)}">'
        f"{escape(summary)} The claims graph is drawn here when the notebook is trusted or this cell is run.</iframe>"
    )


@cache
def _part(name: str) -> str:
    return files("kg.view").joinpath(name).read_text("utf-8")


@cache
def _vis() -> str:
    script = (Path(pyvis.__file__).parent / _VIS).read_text("utf-8")
    return script.replace("</script", "<\\/script")


def _inert(value: Any) -> str:
    """JSON that no HTML parser can read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
