"""Sources → documents: files, folders, patterns, standard input; one reader a suffix."""

import glob
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.errors import SourceNotFound, UnknownFormat, UnreadableSource
from kg.model import Document
from kg.plugins import load_plugin, plugin_names
from kg.reading.decoding import MAX_BYTES, too_large


@cache
def reader_suffixes() -> dict[str, str]:
    """Map each suffix that can be read to the reader that does."""
    found: dict[str, str] = {}
    for name in plugin_names("kg.readers"):
        for suffix in load_plugin("kg.readers", name, "SUFFIXES"):
            found[suffix] = name
    return found


def find_sources(arguments: Sequence[str]) -> list[str]:
    """Return the files that *arguments* name (files, folders, patterns, ``-``), sorted, each once.

    A file that is named itself is kept whatever it is; folders and patterns give only what can be
    read, without hidden files, and links are followed once. Raises SourceNotFound.
    """
    out: dict[str, None] = {}
    for argument in arguments:
        if os.path.isdir(argument):
            found = _walk(argument)
        elif argument == "-" or os.path.exists(argument):
            found = [argument]
        else:
            matches = glob.glob(argument, recursive=True)
            if not matches:
                raise SourceNotFound(f"{argument}: no such file or folder", "check the path")
            found = [p for p in matches if _readable(p)]
        if not found:
            raise SourceNotFound(f"{argument}: nothing readable there", f"kg reads {_known()}")
        out.update(dict.fromkeys(found))
    return sorted(out)


def _walk(folder: str) -> list[str]:
    found: list[str] = []
    seen: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        facts = os.stat(place)
        if (facts.st_dev, facts.st_ino) in seen:
            folders.clear()
            continue
        seen.add((facts.st_dev, facts.st_ino))
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        paths = (os.path.join(place, f) for f in sorted(files) if not f.startswith("."))
        found += filter(_readable, paths)
    return found


def _readable(path: str) -> bool:
    """Whether a path that was found, not given, is a file (no link to nothing, no pipe) that a reader takes."""
    return os.path.isfile(path) and _suffix(path) in reader_suffixes()


def _known() -> str:
    return ", ".join(f".{s}" for s in sorted(reader_suffixes()))


def _suffix(name: str) -> str:
    return Path(name).suffix.lower().lstrip(".")


def read_source(source: str) -> Document:
    """Read one file, or standard input for ``-``.

    Raises SourceNotFound, UnknownFormat, UnreadableSource or EmptySource; a file without a suffix
    is read as plain text.
    """
    if source == "-":
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), source)
    if os.path.isdir(source):
        raise SourceNotFound(f"{source}: a folder, not a file", "add the folder with: kg add")
    try:
        with open(source, "rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise too_large(source)
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError):
        raise SourceNotFound(f"{source}: no such file", "check the path") from None
    except OSError as error:
        raise UnreadableSource(f"{source}: {error.strerror or error}", "check the path and its permissions") from error
    return read_bytes(data, source)


def read_bytes(data: bytes, source: str) -> Document:
    """Return the document that *data* holds; the suffix of *source* chooses the reader."""
    suffix = _suffix(source) or "txt"
    name = reader_suffixes().get(suffix)
    if name is None:
        raise UnknownFormat(f"{source}: kg cannot read .{suffix}", f"it reads {_known()}")
    document: Document = load_plugin("kg.readers", name, "read")(data, source)
    return document
