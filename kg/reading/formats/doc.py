"""Old office formats: Word (.doc) and PowerPoint (.ppt) of 1997 to 2003. Needs
``kg-claims[office]``.

kreuzberg reads them in its plain mode: a line for each paragraph; its Markdown mode drops text.
Macros do not run, embedded files and links are not followed."""

import importlib
import re
from typing import Any

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

SUFFIXES = ("doc", "dot", "ppt")
_WORD, _SLIDES = "application/msword", "application/vnd.ms-powerpoint"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB 2.2)."""
_SECONDS = 60
_EMBEDDED = re.compile(r"^[ \t]*+EMBED [\w.]++(?: [\w\\* ]*+)?[ \t]*+$", re.MULTILINE)
"""What Word writes where an embedded file stands (ECMA-376, 17.16.5.16)."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource, or UnreadableSource where kreuzberg is not installed
    or cannot read it."""
    if not data.startswith(_OLE):
        raise UnreadableSource(f"{source}: no file of Word or PowerPoint", "check its suffix")
    found = _extract(data, source, _SLIDES if source.lower().endswith("ppt") else _WORD)
    text = _CONTROL.sub("", _EMBEDDED.sub("", str(found.content)).replace("\r", "\n"))
    known = {name: str(found.metadata.get(name) or "") for name in ("title", "created_at")}
    authors = ", ".join(map(str, found.metadata.get("authors") or ()))
    day = known["created_at"][:10]
    return make_document(
        source,
        text,
        describe({"title": known["title"].strip(), "authors": authors}, "Office fields"),
        describe({"date": day}, "Office fields, day of creation"),
    )


def _extract(data: bytes, source: str, media: str) -> Any:
    """What kreuzberg reads, with its fields."""
    try:
        office = importlib.import_module("kreuzberg")
    except ImportError:
        raise UnreadableSource(
            f"{source}: no kreuzberg here to read old office files",
            "pip install 'kg-claims[office]', or save it as DOCX or PDF",
        ) from None
    plain = office.ExtractionConfig(
        use_cache=False,
        disable_ocr=True,
        output_format=office.OutputFormat.PLAIN,
        extraction_timeout_secs=_SECONDS,
    )
    try:
        return office.extract_bytes_sync(data, media, plain)
    except office.KreuzbergError as error:
        raise UnreadableSource(
            f"{source}: damaged, or locked with a password ({error})", "save it as DOCX or PDF"
        ) from None
