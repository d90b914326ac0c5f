"""The room: the reading page, what is reviewed, the library, over one desk."""

from dataclasses import dataclass
from typing import Self

from starlette.responses import HTMLResponse, Response

from kg.graph import Graph
from kg.serving.web.desk import Desk
from kg.serving.web.library import LibraryPages
from kg.serving.web.reviewing import ReviewPages


@dataclass(frozen=True)
class Room:
    """A graph behind pages."""

    desk: Desk
    review: ReviewPages
    library: LibraryPages

    @classmethod
    def over(cls, graph: Graph, title: str) -> Self:
        """The room over *graph*, called *title* where its settings name no other."""
        desk = Desk(graph, title)
        return cls(desk, ReviewPages(desk), LibraryPages(desk))

    def show_reading_page(self) -> Response:
        """The page of kg view, drawn anew after a change."""
        with self.desk.lock:
            return HTMLResponse(self.desk.reading_page())
