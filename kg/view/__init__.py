"""The network as one self-contained HTML page, drawn through pyvis (docs/view.md)."""

from kg.view.page import draw_network, notebook_html

__all__ = ["draw_network", "notebook_html"]
