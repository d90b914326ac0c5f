"""The network as one self-contained HTML page, drawn through pyvis (docs/view.md)."""

from kg.view.material import Lesser, Material, Story
from kg.view.page import PANELS, Panel, View, describe_shown, draw_network, notebook_html

__all__ = [
    "PANELS",
    "Lesser",
    "Material",
    "Panel",
    "Story",
    "View",
    "describe_shown",
    "draw_network",
    "notebook_html",
]
