"""Adding from the web, from folders that are watched, and again after a failure."""

import hashlib
import http.server
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.errors import DocumentNotFound, UnreadableSource
from kg.graph import open_graph
from kg.reading import fetching
from kg.reading.fetching import fetch_page
from kg.reading.options import ReadingOptions
from kg.reading.sources import read_documents, read_each
from kg.reading.watching import watch_sources

PAGE = (
    "<html><head><title>Mill</title></head><body><article>"
    "<p>Brackwater Mills paid Bo Lund for two years. "
    "Ada Venn sued Brackwater Mills in the spring of 2021, "
    "and the clerk told nobody of it.</p></article></body></html>"
)


class _Site(http.server.BaseHTTPRequestHandler):
    """Pages of a small site; what was asked for is written down."""

    asked: list[str] = []  # noqa: RUF012
    robots = "User-agent: *\nDisallow: /closed/\n"

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path == "/robots.txt":
            self._answer(200, "text/plain", self.robots)
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:9/a")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "/closed/a")
            self.end_headers()
        elif self.path.startswith(("/a", "/closed/")):
            self._answer(200, "text/html; charset=utf-8", PAGE)
        elif self.path == "/picture":
            self._answer(200, "image/png", "x")
        else:
            self._answer(404, "text/plain", "no")

    def _answer(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetching, "_PAUSE", 0.0)
    fetching._read_robots.cache_clear()
    _Site.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_stored_with_address_time_and_hash(site: str, tmp_path: Path) -> None:
    store = str(tmp_path / "s")
    done = CliRunner().invoke(main, ["add", "--fetch", f"{site}/a", "--store", store])
    assert done.exit_code == 0, done.output
    (document,) = open_graph(store, read_only=True).documents()
    origin = dict(document.origins)["url"]
    assert (document.source, document.url) == (f"{site}/a", f"{site}/a")
    assert hashlib.sha256(PAGE.encode()).hexdigest() in origin and origin.startswith("fetched 20")
    assert document.date and "Brackwater Mills paid Bo Lund" in document.text
    assert _Site.asked == ["/robots.txt", "/a"]


def test_nothing_is_fetched_unless_the_user_says_so(site: str) -> None:
    with pytest.raises(UnreadableSource, match="fetches nothing by itself"):
        read_documents(f"{site}/a")
    assert _Site.asked == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/closed/a", "robots.txt does not allow"),
        ("/moved", "moved to http://127.0.0.2:9/a"),
        ("/inside", "moved to .*/closed/a, which robots.txt does not allow"),
        ("/none", "HTTP 404"),
        ("/picture", "kg reads no image/png"),
    ],
)
def test_what_is_not_to_be_had_says_why(site: str, path: str, why: str) -> None:
    with pytest.raises(UnreadableSource, match=why):
        read_documents(f"{site}{path}", ReadingOptions(fetch=True))
    assert path == "/closed/a" or path in _Site.asked
    assert ("/closed/a" in _Site.asked) is False


def test_a_host_that_does_not_answer_forbids_all() -> None:
    fetching._read_robots.cache_clear()
    with pytest.raises(UnreadableSource, match="forbids all"):
        fetch_page("http://127.0.0.1:9/a", 100)


def test_a_page_may_not_be_larger_than_a_document(site: str) -> None:
    with pytest.raises(UnreadableSource, match="more than 20 bytes"):
        fetch_page(f"{site}/a", 20)


def test_new_and_changed_files_are_seen_once_they_are_whole(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("Brackwater Mills paid Bo Lund.")
    looks = watch_sources([str(tmp_path)], [str(first)], 0.01)
    second.write_text("Ada Venn sued Brackwater Mills.")
    assert next(looks) == [str(second)]
    time.sleep(0.02)
    first.write_text("Brackwater Mills never paid Bo Lund.")
    assert next(looks) == [str(first)]


def test_what_failed_can_be_tried_again_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Brackwater Mills paid Bo Lund.")
    Path("b.docx").write_bytes(b"no zip")
    run = CliRunner()
    done = run.invoke(main, ["add", ".", "--failures", "failed.csv"])
    assert done.exit_code == 1
    assert "added 1 (1 txt); failed 1 (1 docx)" in done.output
    head, row = Path("failed.csv").read_text().splitlines()
    assert head == "path,reason,mend" and row.startswith("b.docx,")
    Path("b.docx").rename("c.docx")
    Path("b.docx").write_bytes(_docx("Ada Venn sued Brackwater Mills."))
    done = run.invoke(main, ["add", "--manifest", "failed.csv"])
    assert done.exit_code == 0, done.output
    assert [d.source for d in open_graph("kg.store", read_only=True).documents()] == [
        "a.txt",
        "b.docx",
    ]


def _docx(words: str) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>'
            f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>",
        )
    return out.getvalue()


def test_a_cell_may_be_as_long_as_a_document() -> None:
    words = "Ada Venn sued Bo Lund. " * 6_000
    (document,) = read_each(f'text\n"{words}"\n'.encode(), "a.csv")
    assert len(document.text) > 131_072


def test_names_with_line_ends_are_stored_on_a_line_and_can_be_removed(tmp_path: Path) -> None:
    """A name could write a line of its own into what kg prints; one that is no UTF-8 could be
    added, and not removed by that name."""
    graph = kg.open()
    for name in (b"a\nremoved b.txt", b"caf\xe9.txt", b"c\x1b[31m\xe2\x80\xa8.txt"):
        path = os.fsencode(tmp_path) + b"/" + name
        with open(path, "wb") as file:
            file.write(b"Ada Venn paid Bo Lund.")
        graph.add(os.fsdecode(path))
        assert all(d.source.isprintable() for d in graph.documents())
        graph.remove(os.fsdecode(path))
    assert not list(graph.documents())


def test_a_name_that_is_no_utf8_is_stored_with_escapes(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text("Brackwater Mills paid Bo Lund.")
    graph = open_graph()
    (added,) = graph.add(path)
    assert added.outcome == "added" and added.source.endswith("caf\\xe9.txt")
    assert [d.source for d in graph.documents()] == [added.source]
    graph.remove(added.source)
    assert not graph.documents()


def test_what_could_not_be_read_is_kept_until_it_can(tmp_path: Path) -> None:
    broken, store = tmp_path / "scan.pdf", tmp_path / "store"
    broken.write_bytes(b"no pdf")
    with open_graph(store) as graph:
        (failed,) = graph.add_each([str(broken)])
        assert failed.outcome == "failed"
    with open_graph(store) as graph:
        why = graph.store.failures()[str(broken)]
        assert why["error"] == str(failed.error)
        assert f"not read: {broken}: {why['error']}" in graph.why_nothing()
        with pytest.raises(DocumentNotFound, match="was not read"):
            graph.remove(str(broken))
        assert str(broken) not in "".join(graph.store.nquads())
        text = broken.with_suffix(".txt")
        text.write_text("Quillmark sued Tessera.", "utf-8")
        graph.store.note_failures({str(text): dict(why)})
        list(graph.add_each([str(text)]))
        assert list(graph.store.failures()) == [str(broken)]
        graph.forget(str(text))
