"""Rich Text Format (Microsoft RTF 1.9.1): paragraphs by striprtf; the information group is its
description."""

import re

from striprtf.striprtf import rtf_to_text

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import MAX_TEXT, make_document
from kg.reading.metadata import Described, describe

SUFFIXES = ("rtf",)
_MAX_DEPTH = 500
"""Word nests some twenty groups; what nests more is made to exhaust a reader."""
_INFO = re.compile(r"\{\\(title|author|company) ([^{}\\]{1,500})\}")
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_PICTURE = re.compile(
    r"\{\\\*?\\?(?:pict|objdata|datastore|themedata|colorschememapping)\b[^{}]*\}", re.DOTALL
)


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource or UnreadableSource. Embedded objects and fields are
    never followed."""
    words = data.decode("latin-1")
    if not words.lstrip().startswith("{\\rtf"):
        raise UnreadableSource(f"{source}: no RTF", "check its suffix")
    if _depth(words) > _MAX_DEPTH or len(words) > 8 * MAX_TEXT:
        raise UnreadableSource(
            f"{source}: nested too deeply, or too long", "save it anew as DOCX or plain text"
        )
    try:
        text = rtf_to_text(_PICTURE.sub("", words), encoding="cp1252", errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, OverflowError) as error:
        raise UnreadableSource(
            f"{source}: damaged RTF ({error})", "open it in its program and save it anew"
        ) from None
    clean = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", text.replace("\r\n", "\n"))
    return make_document(source, clean, *_describe(words))


def _depth(words: str) -> int:
    """How deep groups are nested."""
    depth = deepest = 0
    for brace in re.finditer(r"(?<!\\)[{}]", words):
        depth += 1 if brace[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _describe(words: str) -> list[Described]:
    head = words[:65_536]
    info = {name: value for name, value in _INFO.findall(head) if name != "company"}
    made = _MADE.search(head)
    day = f"{made[1]}-{int(made[2]):02}-{int(made[3]):02}" if made else ""
    return [describe(info, "RTF fields"), describe({"date": day}, "RTF fields, day of creation")]
