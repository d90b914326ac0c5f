"""Whole files of each further format that a fuzzer starts from, and changes inside packed ones."""

import io
import random
import zipfile
from collections.abc import Callable

from tests.test_formats import make_docx, make_mail
from tests.test_further_formats import AKN, DATA, NEWSML, USLM, epub, mhtml, rtf, warc, xlsx, zipped
from tests.test_pdf import make_pdf

_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:h>The mill</text:h><text:p>Northgate sued <text:span>the mill</text:span>.</text:p>"
    "</office:text></office:body></office:document-content>"
)
_MBOX = "From a@example.org Thu Jan  1 00:00:00 2020\nSubject: x\n\nThe mill paid Orlov.\n"

SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "pdf": lambda: [make_pdf()],
    "docx": lambda: [make_docx()],
    "odt": lambda: [zipped(**{"content.xml": _ODT})],
    "rtf": lambda: [rtf()],
    "epub": lambda: [epub()],
    "xlsx": lambda: [xlsx()],
    "xls": lambda: [(DATA / "letters.xls").read_bytes()],
    "eml": lambda: [make_mail().as_bytes()],
    "mbox": lambda: [(_MBOX * 2).encode()],
    "mhtml": lambda: [mhtml()],
    "warc": lambda: [warc()],
    "xml": lambda: [AKN.encode(), USLM.encode(), NEWSML.encode()],
    "json": lambda: [b'[{"text": "The mill paid Orlov.", "date": "2020-01-02"}]'],
    "jsonl": lambda: [b'{"text": "The mill paid Orlov."}\n{"text": "Orlov denied it."}\n'],
    "csv": lambda: [b"text,date\nThe mill paid Orlov.,2020-01-02\n"],
    "zip": lambda: [
        zipped(**{"a.txt": "The mill paid Orlov.", "b/c.html": "<p>He denied it.</p>"})
    ],
}
"""Files by suffix."""


def change_members(
    data: bytes, rng: random.Random, change: Callable[[bytes, random.Random], bytes]
) -> bytes:
    """Return an archive with some of its members changed: a change of the packed bytes seldom gets
    behind the check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body, rng) if rng.random() < 0.5 else body)
    return out.getvalue()
