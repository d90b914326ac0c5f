"""Write a store to a file: the exporter is found by the ending of the file's name."""

import inspect
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import ExportError, UnknownExport
from kg.model import Modality
from kg.plugins import load_plugin, plugin_names
from kg.storage.store import Store
from kg.values.files import write_file

READ_BACK = ("nq", "trig", "jsonld")
"""Forms that hold everything as it was read, and the verdicts beside it, because they are read
back."""


def export_names() -> list[str]:
    """Return the endings that can be written; an exporter ``ftm_json.py`` writes ``.ftm.json``."""
    return [name.replace("_", ".") for name in plugin_names("kg.exporters")]


def find_format(path: Path) -> str:
    """Return the longest ending of a file's name that an exporter has, else the last suffix.

    >>> find_format(Path("case.v2.ftm.json")), find_format(Path("case.ftm.csv"))
    ('ftm.json', 'ftm.csv')
    """
    endings = [s.lower().lstrip(".") for s in path.suffixes]
    tails = (".".join(endings[k:]) for k in range(len(endings)))
    return next((tail for tail in tails if tail in export_names()), endings[-1] if endings else "")


def export_parts(
    store: Store, form: str, include: Collection[Modality | str] = ()
) -> Iterator[str] | Iterator[bytes]:
    """Return an export in parts: text, or bytes of a binary format.

    *include* names what a format that leaves out whatever does not stand as fact holds besides.
    Raises UnknownExport for a form without an exporter, ExportError where *include* says nothing to
    a form."""
    if form not in export_names():
        what = (
            f"cannot export to .{form}"
            if form
            else "the file's name has no suffix to choose the form by"
        )
        raise UnknownExport(what, f"there are: {', '.join(f'.{name}' for name in export_names())}")
    write = load_plugin("kg.exporters", form.replace(".", "_"), "write")
    chooses = "include" in inspect.signature(write).parameters
    if include and not chooses:
        raise ExportError(f".{form} holds every claim with its status", "leave --include out")
    parts: Iterator[str] | Iterator[bytes] = (
        write(store, include=_modalities(include)) if chooses else write(store)
    )
    return parts


def _modalities(names: Collection[Modality | str]) -> frozenset[Modality]:
    known = {m.value for m in Modality}
    for name in names:
        if name not in known:
            raise ExportError(
                f"no modality {str(name)!r}", f"there are: {', '.join(sorted(known))}"
            )
    return frozenset(map(Modality, names))


def export_store(store: Store, path: str | Path, include: Collection[Modality | str] = ()) -> Path:
    """Write *store* to *path*, text as UTF-8; the file appears whole or not at all.

    Raises UnknownExport, or ExportError where the file cannot be written.
    """
    target = Path(path)
    return write_file(target, export_parts(store, find_format(target), include))
