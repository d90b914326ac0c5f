"""Web archives (WARC, ISO 28500): each page that was fetched is a document, named ``FILE#NUMBER``,
with its address and day."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping

from kg.errors import EmptySource, ReadError, UnreadableSource
from kg.model import Document
from kg.reading.metadata import complete
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import read_each

SUFFIXES = ("warc", "warc.gz")
_MAX_SIZE = 256 * 1024 * 1024
_MAX_RECORDS = 100_000
_READ = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
}
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,100}\r\n")
_FIELD = re.compile(rb"^([\w-]+):[ \t]*(.*?)\r?$", re.MULTILINE)


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the pages of the archive that kg reads; raises EmptySource where there is none,
    UnreadableSource where it is damaged."""
    out: list[Document] = []
    for number, (fields, body) in enumerate(_read_records(_unpack(data, source), source), 1):
        if fields.get("warc-type") in {"response", "resource"}:
            out += _read_page(fields, body, f"{source}#{number}", options)
    if not out:
        raise EmptySource(f"{source}: no page with text in it", "check that it is the right file")
    return out


def _unpack(data: bytes, source: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(_MAX_SIZE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSource(f"{source}: damaged ({error})", "get the file anew") from None
    if len(unpacked) > _MAX_SIZE:
        raise UnreadableSource(f"{source}: unpacks to more than {_MAX_SIZE:,} bytes", "split it")
    return unpacked


def _read_records(data: bytes, source: str) -> Iterator[tuple[dict[str, str], bytes]]:
    """Header fields (in small letters) and body of each record."""
    at = count = 0
    while (start := data.find(b"WARC/", at)) >= 0:
        end = data.find(b"\r\n\r\n", start)
        fields = _read_fields(data[start:end]) if end >= 0 else {}
        length = fields.get("content-length", "")
        count += 1
        if not length.isdigit() or count > _MAX_RECORDS:
            raise UnreadableSource(
                f"{source}: record {count} is damaged, or one too many", "get the file anew"
            )
        at = end + 4 + int(length)
        yield fields, data[end + 4 : at]


def _read_fields(head: bytes) -> dict[str, str]:
    return {
        m[1].decode("ascii").lower(): m[2].decode("utf-8", "replace") for m in _FIELD.finditer(head)
    }


def _read_page(
    fields: dict[str, str], body: bytes, source: str, options: ReadingOptions
) -> list[Document]:
    """The page of a record, by the type that its server gave it; nothing for pictures, errors and
    what cannot be read."""
    served: dict[str, str] = {}
    kind, status = fields.get("content-type", ""), b"200"
    if fields.get("warc-type") == "response":
        head, _, body = body.partition(b"\r\n\r\n")
        served = _read_fields(head)
        status, kind = head[9:12], served.get("content-type", "")
    suffix = _READ.get(kind.partition(";")[0].strip().lower())
    if suffix is None or status != b"200":
        return []
    try:
        found = read_each(_decode_body(body, served, source), f"{source}.{suffix}", options)
    except ReadError:
        return []
    said = {
        "url": fields.get("warc-target-uri", "").strip("<>"),
        "date": fields.get("warc-date", "")[:10],
    }
    return [complete(document, said, "web archive, day of retrieval") for document in found]


def _decode_body(body: bytes, served: Mapping[str, str], source: str) -> bytes:
    """The body as its server meant it: without chunks (RFC 9112) and unpacked."""
    if served.get("transfer-encoding", "").lower() == "chunked" and _CHUNK.match(body):
        parts, at = [], 0
        while (chunk := _CHUNK.match(body, at)) and (size := int(chunk[1], 16)):
            parts.append(body[chunk.end() : chunk.end() + size])
            at = chunk.end() + size + 2
        body = b"".join(parts)
    return _unpack(body, source)
