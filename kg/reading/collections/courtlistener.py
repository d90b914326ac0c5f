"""CourtListener: opinions and RECAP documents, as its API and bulk files give them.

https://www.courtlistener.com/help/api/rest/case-law/ (an opinion's text stands in
``html_with_citations``, else in one of the other fields), https://www.courtlistener.com/help/api/
rest/recap/ (``plain_text`` of a filing), https://www.courtlistener.com/help/api/bulk-data/"""

import re
from collections.abc import Mapping, Sequence

import lxml.etree
import lxml.html

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.layout import Layout
from kg.reading.markup import XHTML_KINDS, XHTML_SKIPPED, MarkupReader
from kg.reading.metadata import Described, describe
from kg.segmentation.blocks import introduce_blocks

_SITE = "https://www.courtlistener.com"
_MARKED = (
    "html_with_citations",
    "html_columbia",
    "html_lawbox",
    "html_anon_2020",
    "xml_harvard",
    "html",
)
"""Fields of an opinion that hold markup, in the order that the API's documentation prefers."""
_OPINION = re.compile(r"\d{3}[a-z]+")
"""An opinion's ``type``: "010combined", "040dissent"."""

type Row = Mapping[str, object]


def recognises(row: Row) -> bool:
    """Whether a record is an opinion or a filing: its text, and what only CourtListener says of
    it."""
    marked = any(isinstance(row.get(field), str) for field in (*_MARKED, "plain_text"))
    own = {"cluster", "cluster_id", "docket_entry", "docket_entry_id", "filepath_local"}
    return marked and bool(own & row.keys())


def read_rows(rows: Sequence[Row], source: str) -> list[Document]:
    """Return a document for each record with a text; several are named ``SOURCE#ID``."""
    out = []
    for number, row in enumerate(rows, 1):
        if not recognises(row):
            continue
        place = f"{source}#{row.get('id') or number}" if len(rows) > 1 else source
        described = describe(_known_of(row), "CourtListener")
        markup = next((str(row[f]) for f in _MARKED if row.get(f)), "")
        plain = row.get("plain_text")
        if markup:
            out.append(_read_markup(markup, place, described))
        elif isinstance(plain, str) and any(map(str.isalnum, plain)):
            out.append(make_document(place, plain, described))
    return out


def _read_markup(markup: str, place: str, described: Described) -> Document:
    """The document of a field that holds HTML or Harvard's XML: its blocks are those of the
    markup."""
    layout = Layout()
    reader = MarkupReader(layout, XHTML_KINDS, XHTML_SKIPPED)
    try:
        reader.add(lxml.html.document_fromstring(markup))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnreadableSource(f"{place}: {error}", "export it anew") from None
    reader.flush("paragraph", 0)
    blocks = introduce_blocks(layout.blocks, layout.text)
    return make_document(place, layout.text, described, blocks=blocks)


def _known_of(row: Row) -> dict[str, object]:
    """Title, day, court and address; nested records (cluster, docket) are looked into."""
    nested = [row, *(v for v in row.values() if isinstance(v, Mapping))]
    path = _find(nested, "absolute_url")
    case = _find(nested, "case_name", "case_name_full", "case_name_short") or _name_in(path)
    opinion = "cluster" in row or "cluster_id" in row or _OPINION.match(_find(nested, "type"))
    known: dict[str, object] = {"title": case or _find(nested, "description")}
    known["date"] = _find(nested, "date_filed", "entry_date_filed")
    known["author"] = _find(nested, "author_str")
    known["publisher"] = _find(nested, "court", "court_id").rstrip("/").rpartition("/")[2]
    known["url"] = f"{_SITE}{path}" if path.startswith("/") else path
    known["kind"] = "CourtDecision" if opinion else "CourtFiling"
    return known


def _find(records: Sequence[Row], *keys: str) -> str:
    """The first text that one of the records has under one of these keys; "" for none."""
    found = (r[k] for r in records for k in keys if isinstance(r.get(k), str) and r[k])
    return str(next(found, ""))


def _name_in(path: str) -> str:
    """The case's name in an address ("/opinion/123/larkfield-v-harlow/")."""
    slug = path.strip("/").rpartition("/")[2]
    return slug.replace("-", " ") if "-" in slug else ""
