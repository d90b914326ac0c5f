"""Find plug-ins: files of a package folder (``kg/extraction/extractors/NAME.py``) or entry points
of other packages.

They are loaded by name, one at a time: a command pays only for what it uses.
"""

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, distribution, entry_points, version
from pathlib import Path
from typing import Any

from kg.errors import PluginError

PACKAGES = {
    "kg.readers": "kg.reading.formats",
    "kg.extractors": "kg.extraction.extractors",
    "kg.exporters": "kg.export.formats",
    "kg.questions": "kg.analysis.questions",
}
"""Entry point group (public) -> the folder in which kg keeps its own plug-ins of that group."""


_PACKAGE = "kg-claims"


def _folder(group: str) -> list[str]:
    return [str(Path(__file__).parent.joinpath(*PACKAGES[group].split(".")[1:]))]


@cache
def _external(group: str) -> dict[str, EntryPoint]:
    """What other packages bring; found once a process, since every package's files are read."""
    return {e.name: e for e in entry_points(group=group)}


def is_extended(group: str) -> bool:
    """Whether other packages bring plug-ins of *group*."""
    return bool(_external(group))


def plugin_names(group: str) -> list[str]:
    """Return the sorted names of the plug-ins of *group* (``kg.extraction.extractors``,
    ``kg.reading.formats``, ...)."""
    own = {m.name for m in pkgutil.iter_modules(_folder(group)) if not m.name.startswith("_")}
    return sorted(own | set(_external(group)))


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plug-in: its group, its name, and the package and version that bring it."""

    group: str
    name: str
    package: str
    version: str


def list_plugins() -> list[Plugin]:
    """Return every plug-in that is installed, kg's own and those of other packages, sorted."""
    found = []
    for group in (*PACKAGES, "kg.ontology"):
        external = _external(group)
        for name in plugin_names(group) if group in PACKAGES else sorted(external):
            source = external[name].dist if name in external else distribution("kg-claims")
            found.append(
                Plugin(group, name, source.name if source else "", source.version if source else "")
            )
    return found


def load_plugin(group: str, name: str, attribute: str) -> Any:
    """Return *attribute* of plug-in *name*.

    Raises PluginError if there is no such plug-in, or it lacks the attribute.
    """
    module = load_module(group, name)
    if not hasattr(module, attribute):
        raise PluginError(
            f"plug-in {group}.{name} has no {attribute!r}",
            "see CONTRIBUTING.md for what a plug-in must have",
        )
    return getattr(module, attribute)


def load_module(group: str, name: str) -> Any:
    """Return plug-in *name* itself, a module or what an entry point names; raise PluginError where
    there is none."""
    if _is_own(group, name):
        return importlib.import_module(f"{PACKAGES[group]}.{name}")
    if name in (external := _external(group)):
        return external[name].load()
    names = plugin_names(group)
    raise PluginError(f"no plug-in {name!r} in {group}", f"there are: {', '.join(names)}")


def plugin_version(group: str, name: str) -> str:
    """Return the version of the package that brings a plug-in; "" where it does not say."""
    if _is_own(group, name):
        return version(_PACKAGE)
    found = _external(group).get(name)
    return found.dist.version if found is not None and found.dist is not None else ""


def _is_own(group: str, name: str) -> bool:
    return importlib.util.find_spec(f"{PACKAGES[group]}.{name}") is not None
