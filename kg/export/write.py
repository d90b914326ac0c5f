"""Write a store to a file: the exporter is found by the file's suffix."""

import os
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ExportError, UnknownExport
from kg.plugins import load_plugin, plugin_names
from kg.storage.store import Store


def export_names() -> list[str]:
    """Return the suffixes that can be written."""
    return plugin_names("kg.exporters")


def export_lines(store: Store, suffix: str) -> Iterator[str]:
    """Return the text of an export, in parts; raise UnknownExport for a suffix that has no exporter."""
    if suffix not in export_names():
        what = f"cannot export to .{suffix}" if suffix else "the file's name has no suffix to choose the form by"
        raise UnknownExport(what, f"there are: {', '.join(f'.{name}' for name in export_names())}")
    lines: Iterator[str] = load_plugin("kg.exporters", suffix, "write")(store)
    return lines


def export_store(store: Store, path: str | Path) -> Path:
    """Write *store* to *path* as UTF-8; the file appears whole or not at all.

    Raises UnknownExport, or ExportError where the file cannot be written.
    """
    target = Path(path)
    lines = export_lines(store, target.suffix.lower().lstrip("."))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        draft.replace(target)
    except OSError as error:
        raise ExportError(f"cannot write {target}: {error.strerror or error}", "check the folder and the free space") from error
    finally:
        draft.unlink(missing_ok=True)
    return target
