"""Untrusted text made safe for where it is shown: terminals, spreadsheets, XML, HTML. Each danger
has its one home here.

Source texts, file names and names of entities are written by strangers. Direction overrides turn
the order in which text is read (Unicode TR 36, "Trojan Source", CVE-2021-42574); control characters
drive terminals; a cell that begins like a formula runs in a spreadsheet (OWASP, CSV injection); XML
1.0 forbids some characters altogether."""

import csv
import io
import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any

_STEERING = "\u202a-\u202e\u2066-\u2069"
_TERMINAL = re.compile(f"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_STEERING}\ud800-\udfff]")
_DRIVING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_STEERING}\ud800-\udfff]")
_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{_STEERING}\ud800-\udfff]")
_HTML = re.compile(f"[\0{_STEERING}]")
_LINE_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_SHOWN = re.compile(f"[\x00-\x1f\x7f-\x9f{_STEERING}]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that some spreadsheet runs, the wide forms of East Asian keyboards among them
(OWASP, CSV injection)."""


def terminal_text(text: str) -> str:
    """Return *text* with control characters and direction overrides replaced; tabs and line ends
    stay.

    >>> terminal_text("a\\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _TERMINAL.sub("\ufffd", text)


def display_text(text: str) -> str:
    """Return *text* on one line without control characters and direction overrides; line breaks are
    spaces.

    >>> display_text("two\\nlines\u202e")
    'two lines'
    """
    return _SHOWN.sub("", _LINE_BREAKS.sub(" ", text))


def display_lines(text: str) -> str:
    """Return *text* with its line breaks, otherwise as display_text does."""
    return "\n".join(map(display_text, text.split("\n")))


def display_values(value: Any) -> Any:
    """Return JSON values with every text as display_text gives it."""
    if isinstance(value, str):
        return display_text(value)
    if isinstance(value, dict):
        return {display_text(str(name)): display_values(v) for name, v in value.items()}
    return [display_values(v) for v in value] if isinstance(value, list | tuple) else value


def paragraph_text(text: str) -> str:
    """Return *text* with the same length for a page that keeps its lines: any line break is a plain
    one, what steers is replaced.

    >>> paragraph_text("two\\r\\nlines\u202e")
    'two\\n\\nlines\ufffd'
    """
    return _SHOWN.sub(
        lambda found: found[0] if found[0] == "\n" else "\ufffd", _LINE_BREAKS.sub("\n", text)
    )


def html_text(text: str) -> str:
    """Return *text* for HTML, between tags or in a quoted attribute, without what turns the
    direction of what follows.

    >>> html_text('<b title="x">\u202e')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(_HTML.sub("", text))


def xml_text(text: str) -> str:
    """Return *text* with the characters that XML 1.0 forbids replaced; the writer escapes the
    rest."""
    return _NO_XML.sub("\ufffd", text)


def json_text(value: object, indent: int | None = None, sort_keys: bool = False) -> str:
    """Return *value* as JSON that is safe on a terminal, and one line for every program if there is
    no *indent*: what would drive or break it, and halves of characters, are escaped.

    >>> print(json_text("Zoë\\x9b"))
    "Zoë\\u009b"
    """
    return _JSON.sub(
        lambda match: f"\\u{ord(match[0]):04x}",
        json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=sort_keys),
    )


def escaped_text(text: str) -> str:
    """Return *text* with each control character, line end, direction override and half of a
    character as an escape ``\\uXXXX``, which the language of a literal reads back.

    >>> print(escaped_text("a\\x1bb"))
    a\\u001bb
    """
    return _DRIVING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def storable_name(name: str) -> str:
    """Return the name of a file as it is stored, on one line: bytes that are no UTF-8, line ends
    and what drives a terminal are escapes.

    >>> storable_name(b"caf\\xe9\\n.txt".decode("utf-8", "surrogateescape"))
    'caf\\\\xe9\\\\n.txt'
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _NAME.sub(lambda match: match[0].encode("unicode_escape").decode(), name)


def csv_cell(cell: object) -> object:
    """Return a cell as it may stand in a spreadsheet or on a terminal: text that would run begins
    with an apostrophe.

    >>> csv_cell("=1+1"), csv_cell(-1), csv_cell(None)
    ("'=1+1", -1, '')
    """
    if isinstance(cell, str):
        return f"'{terminal_text(cell)}" if cell.startswith(_FORMULA) else terminal_text(cell)
    return "" if cell is None else cell


def read_csv_cell(cell: str) -> str:
    """Return the text of a cell that csv_cell wrote.

    >>> read_csv_cell("'=1+1"), read_csv_cell("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as one record (RFC 4180, ended by ``\\n``), each safe for a spreadsheet (see
    csv_cell).

    >>> csv_line(["=1+1", -1, None, "a,b"])
    '\\'=1+1,-1,,"a,b"\\n'
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(
        map(csv_cell, cells)
    )  # so the writer quotes a cell with \r
    return buffer.getvalue().removesuffix("\r\n") + "\n"
