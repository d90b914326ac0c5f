"""Nothing goes out, nothing stays that was forgotten, nothing shows that was redacted."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

import kg
from kg.cli.main import main
from kg.errors import DocumentNotFound, ResolveError
from kg.export.redaction import make_redactor, redact_store
from kg.export.write import export_lines, export_names
from kg.model import Entity, Extraction
from kg.storage.store import Store
from kg.storage.validation import validate_store
from tests.builders import make_extraction
from tests.strategies import libraries

ROOT = Path(__file__).parents[1]
SECRET = "Zebulon Quarrywright sued Umbrafield. The complaint alleges that Umbrafield paid Zebulon Quarrywright 7,777,123 euros."
WORDS = (b"zebulon", b"quarrywright", b"umbrafield", b"7,777,123", b"secret.txt")

_OFFLINE = """
import socket, sys
def refuse(*_, **__): raise AssertionError("the network was asked")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
watched = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}
sys.addaudithook(lambda event, _: refuse() if event in watched else None)
from kg.cli.main import main
for line in sys.argv[1:]:
    try:
        main(line.split("|"))
    except SystemExit as end:
        assert not end.code, line
"""


def test_everything_works_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECRET, "utf-8")
    page = f"<html><head><title>A case</title><link rel=stylesheet href=http://example.org/a.css></head><body><article><p>{SECRET}</p></article>"
    (tmp_path / "b.html").write_text(page + "<img src=http://example.org/x.png></body></html>", "utf-8")
    suffixes = export_names()
    commands = [
        "add|a.txt|b.html", "claims", "query|SELECT * { ?s ?p ?o } LIMIT 3|--timeout|0", "query|SELECT * { ?s ?p ?o } LIMIT 3", "validate",
        "view", *(f"export|out.{suffix}" for suffix in suffixes), "load|--store|other|out.jsonld", "rm|--forget|a.txt",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": str(tmp_path / "kg.store")}
    command = [sys.executable, "-c", _OFFLINE, *commands]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "graph.html").is_file()


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(name for p in folder.rglob("*") for name in (str(p.name).encode(), p.read_bytes() if p.is_file() else b"")).lower()


def test_forgotten_leaves_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "kept.txt").write_text("Larkfield Motors sued Harlow.", "utf-8")
    runner = CliRunner()
    for arguments in (["add", "secret.txt", "kept.txt"], ["claims"]):
        assert runner.invoke(main, arguments).exit_code == 0
    held = bytes_of(tmp_path / "kg.store")
    assert sum(word in held for word in WORDS) > 0
    assert runner.invoke(main, ["rm", "--forget", "secret.txt"]).exit_code == 0
    left = bytes_of(tmp_path / "kg.store")
    assert [word for word in WORDS if word in left] == []
    assert [word for word in WORDS if word in bytes_of(tmp_path / "kg.store")] == []
    assert "Harlow" in runner.invoke(main, ["claims"]).stdout
    assert "unchanged" in runner.invoke(main, ["add", "kept.txt"]).stdout
    assert "all is well" in runner.invoke(main, ["validate"]).stderr


def test_forgetting_takes_what_was_removed_or_replaced_before(tmp_path: Path) -> None:
    with kg.open(tmp_path / "kg.store") as graph:
        graph.store.add(make_extraction(text=f"{make_extraction().document.text} {SECRET}"))
        graph.store.add(make_extraction())
        graph.store.flush()
        before = list(graph.store.nquads())
        graph.forget()
        assert list(graph.store.nquads()) == before
        assert len(graph.query("SELECT * { ?c a kg:Claim }", timeout=30)) == 4
        with pytest.raises(DocumentNotFound):
            graph.forget("nothing.txt")
        assert list(graph.store.nquads()) == before
    left = bytes_of(tmp_path / "kg.store")
    assert [word for word in WORDS if word in left] == []
    with kg.open(tmp_path / "kg.store", read_only=True) as graph:
        assert list(graph.store.nquads()) == before


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl", "jsonld", "jsonl", "csv", "graphml", "gexf"])
def test_redacted_names_are_nowhere(suffix: str) -> None:
    store = Store.open()
    for source in ("Orla Brandt.txt", "orla-brandt.txt", "https://example.org/ORLA_BRANDT?x"):
        title, by = "ORLA BRANDT and Tessera’s case", ("O. Brandt",)
        store.add(make_extraction(source, title=title, authors=by, url="https://example.org/orla_brandt", publisher="Orla\tBrandt"))
    redacted = redact_store(store, ["Orla Brandt", "Tessera"])
    text = "".join(export_lines(redacted, suffix))
    assert re.search("orla|brandt|tessera", text, re.IGNORECASE) is None
    assert "[redacted 1]" in text and "[redacted 2]" in text and "Quillmark" in text
    assert list(validate_store(redacted)) == []
    assert len(redacted.sources()) == 3
    assert len(list(redacted.claims())) == len(list(store.claims()))


def test_redaction_hides_the_digests_too() -> None:
    store = Store.open()
    store.add(make_extraction())
    old, new = ("".join(s.nquads()) for s in (store, redact_store(store, ["Orla Brandt"])))
    marks = set(re.findall(r"/(?:doc|claim)/([0-9a-f]{16})", old)) | set(re.findall(r"-([0-9a-f]{8})>", old))
    assert not marks & set(re.findall(r"[0-9a-f]{16}", new)) and not any(f"-{m}>" in new for m in marks)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries)
def test_offsets_hold_in_redacted_text(library: list[Extraction]) -> None:
    store = Store.open()
    for extraction in library:
        store.add(extraction)
    redacted = redact_store(store, [library[0].entities[0].id])
    for extraction in redacted.extractions():
        text = extraction.document.text
        assert all(text[c.start : c.end] == c.quote for c in extraction.claims)
    assert len(redacted.sources()) == len(library)


def test_words_that_are_no_name_stay() -> None:
    person = Entity("urn:a", "Will Brandt", "Person", ("the director",))
    redactor = make_redactor({"urn:a": (1, person)})
    assert redactor.text("Brandt will pay; the director, Will Brandt's firm, at will.brandt@example.org. Brandtson.") == (
        "[redacted 1] will pay; the director, [redacted 1]'s firm, at [redacted 1].[redacted 1]@example.org. Brandtson."
    )


def test_a_name_that_fits_nobody() -> None:
    with pytest.raises(ResolveError, match="Nobody"):
        kg.open().export("out.nq", redact=["Nobody"])
