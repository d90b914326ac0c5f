"""Bytes → text, and the document record: what every reader shares."""

import calendar
import os
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice

from kg.errors import EmptySource, UnreadableSource
from kg.model import Block, Document, Page, Zone
from kg.model.safe_text import storable_name
from kg.namespace import document_iri
from kg.ontology.lexicon import any_of, words_of
from kg.reading.metadata import Described, combine, describe, read_date, split_authors
from kg.segmentation.languages import find_languages
from kg.segmentation.papers.captions import Caption
from kg.segmentation.zones import find_caption
from kg.values.filing_days import read_filing_day

MAX_BYTES = 64 * 1024 * 1024
"""Larger sources are refused: an article or a filing is far smaller, and memory stays bounded."""
MAX_TEXT = 5_000_000
"""Longer texts are refused: the time to resolve names grows faster than the text."""
MAX_LINE = 5_000_000
_HEAD = 65_536
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ESCAPE = re.compile(r"(?<!\\)\\(?:r\\n|[nt])")
_ESCAPED = re.compile(_ESCAPE.pattern + r"(?=\\|\s|[^a-z\\]|$)")
_WEB_LABELS = dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "us-ascii", "ascii", "cp819"),
    "windows-1252",
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")


@cache
def _caption() -> re.Pattern[str]:
    """What the first lines of a filing hold: parties, a title, the number of the case, a court."""
    party = any_of(words_of("CaseParty") | words_of("CaptionParty"))
    papers = any_of(words_of("PleadingKind") | {"motion"})
    labels = any_of(words_of("DocketLabel"))
    return re.compile(
        rf"\b(?:(?:{party})s?|united states(?: of america)?|people|state of \w+),?\s*+"
        r"(?:vs?\.|against)\s|"
        rf"^[^\S\n]*(?:{papers})\b(?-i:[^a-z\n]{{0,60}})$|"
        r"^(?-i:[A-Z][A-Z ,.'’]{0,40}\bCOURT\b[A-Z ,.'’]{0,60})$|"
        rf"\b(?:{labels}) no\.?:?\s*[\w:-]+|"
        rf"\b(?:{party})s?(?=[^\S\n]*+\n)\s*+(?:and|-?v-?)[^\S\n]*+\n|"
        r"^[^\S\n]*in the [^\n]{0,60}\bcourt\b[^\n]{0,60}$",
        re.IGNORECASE | re.MULTILINE,
    )


def decode(data: bytes, source: str, encoding: str = "utf-8", prose: bool = True) -> str:
    """Return the text of *data*; line ends become ``\\n``.

    A byte order mark (UTF-8, UTF-16) decides the encoding, else *encoding*: what the source
    declares, by the labels of the web (WHATWG Encoding Standard: "iso-8859-1" and "ascii" are
    windows-1252). Nothing is guessed. What is no *prose* (JSON) may have lines of any length, and
    its escapes are its own.

    Raises UnreadableSource for other encodings, binary data and sources over 64 MB.
    """
    if len(data) > MAX_BYTES:
        raise too_large(source)
    encoding = _WEB_LABELS.get(encoding.lower().replace("_", "-"), encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError) as error:
        if _CONTROL.search(data[:_HEAD].decode("latin-1")):
            raise _binary(source) from None
        place = (
            f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "no such encoding"
        )
        raise UnreadableSource(
            f"{source}: not {encoding.upper()} ({place})",
            "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8",
        ) from None
    if found := _CONTROL.search(text):
        raise _binary(source, f" (control character at {found.start():,})")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _check_lines(_unescape(text), source) if prose else text


def _check_lines(text: str, source: str) -> str:
    """The text, where no line is too long for prose; raises UnreadableSource."""
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise UnreadableSource(
            f"{source}: a line of {longest:,} characters is no prose",
            "break it into paragraphs, or check the file",
        )
    return text


def _unescape(text: str) -> str:
    r"""Line ends and tabs in place of their escapes, in a text that has no line ends but these, as
    one copied out of JSON.

    >>> _unescape("The suit alleges:\\n\\n- A paid B.") == "The suit alleges:\n\n- A paid B."
    True
    >>> _unescape("It is in C:\\news.") == "It is in C:\\news."
    True
    """
    if "\n" in text.strip() or not _ESCAPED.search(text):
        return text
    return _ESCAPE.sub(lambda m: "\t" if m[0] == r"\t" else "\n", text)


def _binary(source: str, where: str = "") -> UnreadableSource:
    return UnreadableSource(
        f"{source}: binary data, not text{where}", "check its suffix, or save its text"
    )


def too_large(source: str) -> UnreadableSource:
    """Return the error for a source that is larger than any document."""
    return UnreadableSource(
        f"{source}: more than {MAX_BYTES:,} bytes", "split it into its documents"
    )


def make_document(
    source: str,
    text: str,
    *places: Described,
    blocks: tuple[Block, ...] = (),
    zones: tuple[Zone, ...] = (),
    pages: tuple[Page, ...] = (),
    notes: tuple[str, ...] = (),
    **fields: str,
) -> Document:
    """Return the document record; *places* and *fields* (of Document) say what is known of it.

    Of several places the first that knows a field decides it. Raises EmptySource when *text* holds
    no letters, UnreadableSource when it is longer than MAX_TEXT characters."""
    _check_text(source, text)
    name = normalise_source(source)
    caption = find_caption(text, blocks)
    dates = _find_dates(name, text, caption)
    values, origins, understood = combine([*places, describe(fields, "the file"), *dates])
    kind, guessed = _find_kind(values, text, bool(caption.claiming))
    title, date, publisher, url, answers = (
        values.get(k, "") for k in ("title", "date", "publisher", "url", "answers")
    )
    return Document(
        document_iri(name, text),
        name,
        text,
        title,
        date,
        split_authors(values.get("authors", "")),
        publisher,
        url,
        kind,
        blocks,
        zones,
        pages,
        tuple(sorted((*origins, *guessed))),
        (*notes, *_note_languages(text, blocks), *understood),
        answers=answers,
    )


def _find_dates(name: str, text: str, caption: Caption) -> list[Described]:
    """What the file's name, the caption and the first lines say of the day, in this order."""
    return [
        describe({"date": date_in_name(name)}, "the file's name"),
        describe({"date": read_filing_day(caption.filed, caption.court)}, "caption"),
        describe({"date": date_at_head(text)}, "a date that stands alone in its first lines"),
    ]


def _check_text(source: str, text: str) -> None:
    """Raise UnreadableSource for a text that is too long, EmptySource for one without letters."""
    if len(text) > MAX_TEXT:
        raise UnreadableSource(
            f"{source}: more than {MAX_TEXT:,} characters of text", "split it into its documents"
        )
    if not re.search(r"\w", text):
        raise EmptySource(f"{source}: no text in it", "check that it is the right file")


def _find_kind(
    values: Mapping[str, str], text: str, captioned: bool
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The kind of document that is said, else shown by its first lines or a caption with parties,
    and where a guess is from."""
    if kind := values.get("kind"):
        return kind, ()
    kind = guess_kind(text)
    kind = "CourtFiling" if captioned and kind == "Article" else kind
    return kind, (("kind", "guessed from its first lines"),) if kind != "Article" else ()


def _note_languages(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """What to note of paragraphs that are not English: how many, in which languages."""
    parts = [text[b.start : b.span.end] for b in blocks] or [
        part for part in re.split(r"\n\s*\n", text) if part.strip()
    ]
    others = Counter(language for language in find_languages(parts) if language != "en")
    if not others:
        return ()
    named = ", ".join(sorted(others))
    return (
        (
            f"{others.total()} of {len(parts)} paragraphs are not English ({named}): "
            "they are stored, searched, and give no claims"
        ),
    )


_ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def date_in_name(source: str) -> str:
    """Return the one ISO date in the name of a file, as archives name their files; ``""`` for none
    or several.

    >>> date_in_name("releases/2019-05-06-harbour-board.txt"), date_in_name("report.txt")
    ('2019-05-06', '')
    """
    found = set(_ISO_DATE.findall(posixpath.basename(source)))
    return found.pop() if len(found) == 1 else ""


_DAYS, _MONTHS = (
    "|".join(filter(None, names)) for names in (calendar.day_name, calendar.month_name)
)
_DATE_LINE = re.compile(
    rf"(?:(?:{_DAYS}),? )?"
    rf"(?P<day>(?:{_MONTHS}) \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{_MONTHS}) \d{{4}})",
    re.IGNORECASE,
)
_HEAD_LINES = 12


def date_at_head(text: str) -> str:
    """Return the date that stands alone in a line at the head of *text*, in EDTF; "" for none or
    several.

    >>> date_at_head("Mill fined\\n\\nFriday, May 8, 2009\\n\\nThe mill paid.")
    '2009-05-08'
    """
    lines = list(islice(filter(None, map(str.strip, text[:_HEAD].split("\n"))), _HEAD_LINES))
    days = {read_date(m["day"]) for line in lines if (m := _DATE_LINE.fullmatch(line))}
    return days.pop() if len(days) == 1 else ""


def normalise_source(source: str) -> str:
    """Return a path without ``./`` and with ``/`` between its parts; addresses and ``-`` stay.

    Bytes of a name that are no UTF-8, and line ends, are written as escapes, so that every name can
    be stored, and shown on a line.

    >>> normalise_source("./news/../a.txt"), normalise_source("https://example.org//x")
    ('a.txt', 'https://example.org//x')
    >>> normalise_source(b"caf\\xe9.txt".decode("utf-8", "surrogateescape"))
    'caf\\\\xe9.txt'
    """
    source = storable_name(source)
    if "://" in source or source == "-":
        return source
    return posixpath.normpath(source.replace(os.sep, "/"))


def guess_kind(text: str) -> str:
    """Return the kind of document that its first lines show; "Article" where nothing does."""
    head = text[:2000]
    if re.search(r"\bFOR IMMEDIATE RELEASE\b", head):
        return "PressRelease"
    return "CourtFiling" if len(_caption().findall(head)) >= 2 else "Article"
