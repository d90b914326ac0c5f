"""A plot that shows itself in Jupyter without a network: Vega-Lite, which JupyterLab draws."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

from kg.analysis.evidence import Evidence
from kg.errors import ExportError
from kg.view.model import family
from kg.view.page import STYLES, read_assets
from kg.view.picture import STRENGTHS

_MIME = "application/vnd.vegalite.v5+json"
_COLOUR = re.compile(r"--([a-z]+):(#[0-9a-f]{6})\b")


@dataclass(frozen=True)
class Plot:
    """A drawn plot: ``chart`` is Altair's, to be changed further; ``summary`` says in words what
    it holds, and stands in its place where nothing can draw it.

    It shows itself by JupyterLab's own renderer: Altair's default would fetch one."""

    chart: Any = field(repr=False)
    summary: str

    def to_dict(self) -> dict[str, Any]:
        """Return the Vega-Lite specification, with the data inside."""
        specification: dict[str, Any] = self.chart.to_dict()
        return specification

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {_MIME: self.to_dict(), "text/plain": self.summary}


def load_altair() -> ModuleType:
    """Return the module Altair; raise ExportError where it is not installed."""
    try:
        import altair
    except ImportError:
        raise ExportError("Altair is not installed", "pip install 'kg-claims[notebook]'") from None
    module: ModuleType = altair
    return module


def strength_of(claim: Evidence) -> str:
    """Return the strength by which a claim is coloured, as on the page: "alleged", "fact"."""
    return family(claim.modality, claim.negative, claim.is_fact)


def colour_by_strength(altair: ModuleType, found: Iterable[str]) -> Any:
    """Return the colour channel of field ``strength`` for those *found*, in the page's colours and
    in order of strength."""
    held = set(found)
    domain = [strength for strength in STRENGTHS if strength in held]
    colours = [_page_colours()[strength] for strength in domain]
    return altair.Color(
        "strength:N", title="how strongly", scale=altair.Scale(domain=domain, range=colours)
    )


def describe_columns(altair: ModuleType, names: Sequence[str]) -> list[Any]:
    """Return the tooltip that shows the fields *names*."""
    return [altair.Tooltip(f"{name}:N") for name in names]


@cache
def _page_colours() -> dict[str, str]:
    """The colours of the page's light theme: the first that its style names."""
    colours: dict[str, str] = {}
    for name, colour in _COLOUR.findall(read_assets(STYLES)):
        colours.setdefault(name, colour)
    return colours
