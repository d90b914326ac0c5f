"""The page: pyvis fills our template; styles, scripts and data are inlined, nothing is fetched."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pyvis
from pyvis.network import Network

from kg.errors import ExportError
from kg.model.safe_text import display_lines, display_text
from kg.namespace import contract
from kg.values.files import write_file
from kg.values.near_names import suggest
from kg.view.material import Material, Story
from kg.view.model import build_model, cap_network, describe_sentence, share_manners
from kg.view.picture import (
    LINE_WORDS,
    MOST,
    PARTS,
    choose_drawn,
    count_parts,
    draw_network_part,
    is_core,
)

SCRIPTS = (
    "start.js",
    "state.js",
    "choice.js",
    "drawing.js",
    "words.js",
    "layout.js",
    "reader.js",
    "cards.js",
    "filters.js",
    "tabs.js",
    "lists.js",
    "notes.js",
    "save.js",
    "workbook.js",
    "explorer.js",
)
STYLES = ("explorer.css", "parts.css")
Panel = Literal["text", "overview", "claims"]
"""A part of the page: the document, the pictures and tables, the cards of the claims."""
PANELS: tuple[Panel, ...] = ("text", "overview", "claims")
_STRICT = '"use strict";\n'
_COMMENT = re.compile(r"^//.*|^/\*.*\*/$|(?<=;) // .*")
_NAMED = 200
"""How many of the entities that are left out the page names."""
_BOX, _LINE = ("id", "label", "x", "y", "width"), ("id", "label", "claims", "from", "to", "bend")
_VIS = "lib/vis-9.1.2/vis-network.min.js"


def draw_network(
    graph: nx.MultiDiGraph,
    title: str = "",
    cap: int = 20_000,
    material: Material | None = None,
    panels: Collection[Panel] = PANELS,
) -> str:
    """Return the page for *graph*, with what *material* adds; the same graph gives the same bytes.

    Above *cap* nodes it holds the most connected ones, and names those that are left out. Only
    *panels* are shown. Raises ExportError for a panel that there is not, or none.
    """
    hidden = _hidden_panels(panels)
    part, left_out = cap_network(graph, cap)
    material = material or Material()
    data = build_model(part, material)
    claims, nodes = data["claims"], data["nodes"]
    drawn = choose_drawn(nodes, claims)
    big = len(drawn) > MOST or count_parts(drawn, claims) > PARTS
    network = (
        Network(directed=True)
        if big
        else draw_network_part(nodes, claims, data["predicates"], drawn)
    )
    data |= {
        "title": display_text(title) or _own_title(data["documents"]),
        "sentence": describe_sentence(data["documents"], claims, material.lesser.claims),
        "big": big,
        "line_words": list(LINE_WORDS.items()),
        "core": [number for number, node in enumerate(nodes) if is_core(node)],
        "stories": _stories(material, claims),
        "left_out": len(left_out),
        "left_names": left_out[:_NAMED],
        "lesser_names": [display_text(name) for name in material.lesser.names],
        "claims_left_out": graph.number_of_edges() - part.number_of_edges(),
    }
    data["claims"], data["manners"] = share_manners(claims)
    return _fill_template(network, data, material.home, hidden)


def _own_title(documents: list[dict[str, Any]]) -> str:
    """What a page is called that nobody has named: as its only document is."""
    return str(documents[0]["name"]) if len(documents) == 1 else "Claims graph"


def _hidden_panels(panels: Collection[Panel]) -> list[Panel]:
    """The panels that are not among *panels*."""
    known = f"there are: {', '.join(PANELS)}"
    for name in panels:
        if name not in PANELS:
            raise ExportError(f"{name!r} is no panel of the page", suggest(name, PANELS, known))
    if not panels:
        raise ExportError("a page without panels shows nothing", known)
    return [name for name in PANELS if name not in panels]


def _stories(material: Material, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stories whose claims the page holds; a row names its claims by number."""
    numbers = {c["id"]: number for number, c in enumerate(claims)}
    told = ((story, _story_rows(story, numbers)) for story in material.stories)
    return [_describe_story(story, rows) for story, rows in told if rows]


def _story_rows(story: Story, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The rows of *story* of which the page holds a claim."""
    rows = [
        {
            "cells": [display_lines(cell) for cell in cells],
            "claims": [numbers[contract(c)] for c in held if contract(c) in numbers],
        }
        for cells, held in zip(story.rows, story.claims, strict=True)
    ]
    return [row for row in rows if row["claims"]]


def _describe_story(story: Story, rows: list[dict[str, Any]]) -> dict[str, Any]:
    words = ("question", "name", "asked", "note")
    return {name: display_text(getattr(story, name)) for name in words} | {
        "columns": [display_text(c) for c in story.columns],
        "rows": rows,
        "total": story.total,
    }


def _fill_template(network: Network, data: dict[str, Any], home: str, hidden: list[Panel]) -> str:
    drawing = {"drawn": _pick(network.nodes, _BOX), "edges": _pick(network.edges, _LINE)}
    mark = json.dumps([drawing, data], sort_keys=True, ensure_ascii=True, default=str)
    nonce = hashlib.sha256(mark.encode("utf-8")).hexdigest()[:24]
    network.set_template_dir(str(files("kg.view").joinpath("assets")), "template.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals["kg"] = {
        "title": data["title"],
        "home": home,
        "hidden": " ".join(f"no-{name}" for name in hidden),
        "nonce": nonce,
        "style": read_assets(STYLES),
        "vis": _vis(),
        "script": read_assets(SCRIPTS),
        "data": inert_json({**drawing, **data}),
    }
    return str(network.generate_html())


def _pick(records: list[dict[str, Any]], names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The fields *names* of what pyvis holds: the page's script reads no other."""
    return [{name: record[name] for name in names} for record in records]


@dataclass(frozen=True)
class View:
    """A drawn graph: ``html`` is the page; in a notebook it shows itself in a frame, *height*
    pixels high, or *summary* where it is not trusted."""

    html: str = field(repr=False)
    summary: str = ""
    height: int = 640

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8, whole or not at all, and return its path; raise ExportError."""
        return write_file(Path(path), [self.html])

    def _repr_html_(self) -> str:
        return notebook_html(self.html, self.summary, self.height)


def describe_shown(network: nx.MultiDiGraph, whole: nx.MultiDiGraph) -> str:
    """Return what a page of *network* holds, and how many claims of *whole* it leaves out."""
    shown = network.number_of_edges()
    left = whole.number_of_edges() - shown
    summary = f"{shown} claims, {network.number_of_nodes()} entities."
    return summary + f" {left} claim{'s' * (left != 1)} of less interest left out." * bool(left)


def notebook_html(page: str, summary: str = "", height: int = 640) -> str:
    """Return a frame for Jupyter; a notebook that is not trusted shows the *summary* inside
    instead, and how to see the picture."""
    frame = (
        f"display:block;box-sizing:border-box;width:100%;height:{height:d}px;"
        "border:1px solid #8886;border-radius:8px"
    )
    return (
        '<iframe sandbox="allow-scripts allow-downloads" '
        f'style="{frame}" srcdoc="{escape(page, quote=True)}">'
        f"{escape(summary)} The claims graph is drawn here when "
        "the notebook is trusted or this cell is run.</iframe>"
    )


@cache
def read_assets(names: tuple[str, ...]) -> str:
    """Return the page's scripts or styles, one after the other, without comments and indentation:
    they stay in the source."""
    folder = files("kg.view").joinpath("assets")
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    lines = (_COMMENT.sub("", line.strip()) for line in text.splitlines())
    first, strict, rest = "\n".join(line for line in lines if line).partition(_STRICT)
    return first + strict + rest.replace(_STRICT, "")


@cache
def _vis() -> str:
    script = (Path(pyvis.__file__).parent / _VIS).read_text("utf-8")
    code = script.partition("//# sourceMappingURL")[0]
    return code.replace("</script", "<\\/script")


def inert_json(value: Any) -> str:
    """Return JSON that no HTML parser can read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
