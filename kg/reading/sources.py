"""Sources → documents: files, folders, patterns, standard input; one reader a suffix."""

import glob
import inspect
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.errors import SourceNotFound, UnknownFormat, UnreadableSource
from kg.model import Document
from kg.plugins import is_extended, load_plugin, plugin_names
from kg.reading.decoding import MAX_BYTES, too_large
from kg.reading.fetching import Fetched, fetch_page, is_address
from kg.reading.metadata import apply_given, check_given, complete, describe, read_sidecar
from kg.reading.options import DEFAULT, ReadingOptions

_NAMED_ONLY = frozenset(
    {"csv", "tsv", "json", "jsonl", "ndjson", "xlsx", "xlsm", "xls", "xlt"}
    | {"xml", "warc", "warc.gz", "zip"}
)
"""Tables and archives are read where they are named: a folder holds many that are no documents."""


@cache
def reader_suffixes() -> dict[str, str]:
    """Map each suffix that can be read to the reader that does."""
    found: dict[str, str] = {}
    for name in plugin_names("kg.readers"):
        for suffix in load_plugin("kg.readers", name, "SUFFIXES"):
            found[suffix] = name
    return found


def find_reader(suffix: str) -> str | None:
    """Return the reader that reads a suffix, if one does.

    One that bears its name is asked alone, unless other packages bring readers: the first document
    waits for no reader of another form."""
    if not is_extended("kg.readers") and suffix in plugin_names("kg.readers"):
        if suffix in load_plugin("kg.readers", suffix, "SUFFIXES"):
            return suffix
    return reader_suffixes().get(suffix)


def find_sources(arguments: Sequence[str]) -> list[str]:
    """Return the files that *arguments* name (files, folders, patterns, ``-``), sorted, each once.

    A file that is named itself is kept whatever it is; folders and patterns give only what can be
    read, without hidden files, and links are followed once. Raises SourceNotFound.
    """
    out: dict[str, None] = {}
    for argument in arguments:
        if os.path.isdir(argument):
            found = _walk(argument)
        elif argument == "-" or is_address(argument) or os.path.exists(argument):
            found = [argument]
        else:
            matches = glob.glob(argument, recursive=True)
            if not matches:
                raise SourceNotFound(f"{argument}: no such file or folder", "check the path")
            found = [p for p in matches if _readable(p)]
        if not found:
            raise SourceNotFound(f"{argument}: nothing readable there", _tell_readable())
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
    """Whether a path that was found, not given, is a file (no link to nothing, no pipe) that a
    reader takes."""
    return (
        os.path.isfile(path)
        and find_reader(_suffix(path)) is not None
        and _suffix(path) not in _NAMED_ONLY
    )


def _tell_readable() -> str:
    """What a folder or a pattern gives, and what has to be named."""
    given, named = reader_suffixes().keys() - _NAMED_ONLY, reader_suffixes().keys() & _NAMED_ONLY
    lists = [", ".join(f".{suffix}" for suffix in sorted(some)) for some in (given, named)]
    return f"kg reads {lists[0]} there; give each file of {lists[1]} by its own name"


def _known() -> str:
    return ", ".join(f".{s}" for s in sorted(reader_suffixes()))


def name_kind(source: str) -> str:
    """Return the kind of file that a source is, as its suffix; "web" for addresses.

    >>> name_kind("a/B.PDF"), name_kind("mail.eml!x.docx"), name_kind("notes"), name_kind("-")
    ('pdf', 'docx', 'text', 'text')
    """
    return "web" if is_address(source) else _suffix(source.partition("#")[0]) or "text"


def _suffix(name: str) -> str:
    path = Path(name)
    return "warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower().lstrip(".")


def read_source(source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Read the first document of a file, or of standard input for ``-`` (see read_documents)."""
    return read_documents(source, options)[0]


def read_documents(source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Read the documents of one file (a mailbox or a table holds several), or of standard input for
    ``-``.

    What the user gives counts before what the file says: *options*, then the manifest, then a
    sidecar (``SOURCE.yaml``). Raises SourceNotFound, UnknownFormat, UnreadableSource or
    EmptySource; a file without a suffix is read as plain text."""
    if is_address(source):
        return _read_address(source, options)
    data = _read_data(source)
    places = [
        check_given(options.given, "given"),
        check_given(options.manifest.get(source, {}), "manifest"),
        check_given(read_sidecar(source), f"{source}.yaml"),
    ]
    found = read_each(data, source, options)
    return [apply_given(document, places) for document in found]


def _read_address(source: str, options: ReadingOptions) -> list[Document]:
    """The documents at a web address, with the time of retrieval and the hash of what came."""
    if not options.fetch:
        raise UnreadableSource(
            f"{source}: kg fetches nothing by itself", "give --fetch, or save the page"
        )
    page = fetch_page(source, MAX_BYTES)
    how = options if options.encoding or not page.encoding else _with_encoding(options, page)
    found = read_each(page.data, source, how, page.suffix)
    where = f"fetched {page.when}, SHA-256 {page.digest}"
    places = [check_given(options.given, "given"), describe({"url": source}, where)]
    day = {"date": page.when[:10]}
    return [complete(apply_given(document, places), day, "day of retrieval") for document in found]


def _with_encoding(options: ReadingOptions, page: Fetched) -> ReadingOptions:
    """The options with the encoding that the server named (RFC 9110, 8.3.2)."""
    return replace(options, given={**options.given, "encoding": page.encoding})


def _read_data(source: str) -> bytes:
    if source == "-":
        return _read_input()
    if os.path.isdir(source):
        raise SourceNotFound(f"{source}: a folder, not a file", "add the folder with: kg add")
    try:
        with open(source, "rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise too_large(source)
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError):
        raise SourceNotFound(f"{source}: no such file", "check the path") from None
    except OSError as error:
        raise UnreadableSource(
            f"{source}: {error.strerror or error}", "check the path and its permissions"
        ) from error


def _read_input() -> bytes:
    try:
        if sys.stdin is not None:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"-: {error}", "pipe a text into kg, or name a file") from error
    raise UnreadableSource("-: standard input is closed", "pipe a text into kg, or name a file")


def read_bytes(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the (first) document that *data* holds; the suffix of *source* chooses the reader."""
    return read_each(data, source, options)[0]


def read_each(
    data: bytes, source: str, options: ReadingOptions = DEFAULT, kind: str = ""
) -> list[Document]:
    """Return the documents that *data* holds; *kind*, else the suffix of *source*, chooses the
    reader.

    A reader's ``read`` returns one document, or a list of them.
    """
    suffix = kind or _suffix(source) or "txt"
    name = find_reader(suffix)
    if name is None:
        raise UnknownFormat(f"{source}: kg cannot read .{suffix}", f"it reads {_known()}")
    read = load_plugin("kg.readers", name, "read")
    found = (
        read(data, source, options)
        if len(inspect.signature(read).parameters) > 2
        else read(data, source)
    )
    return found if isinstance(found, list) else [found]
