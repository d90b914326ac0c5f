"""The network as one self-contained HTML page, drawn through pyvis (docs/view.md)."""

from kg.view.material import Lesser, Material, Story
from kg.view.page import View, draw_network, notebook_html

__all__ = ["Lesser", "Material", "Story", "View", "draw_network", "notebook_html"]
