"""The command line as a stranger uses it: what it says, where, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import main
from kg.plugins import plugin_names


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    (tmp_path / "ok.txt").write_text(
        "Larkfield Motors sued Harlow. The complaint alleges that Harlow paid Northgate Systems.",
        "utf-8",
    )
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.mark.slow
def test_add_claims_query_rm(work: Path) -> None:
    assert "added" in run("add", "ok.txt").stdout
    assert "unchanged" in run("add", "ok.txt").stdout
    text = run("claims", "--about", "Harlow").stdout
    assert "Harlow — paid — Northgate Systems\n  alleged, by complaint\n" in text
    assert "ok.txt:" in text
    facts = run("query", "SELECT ?s ?o { ?s kg:paid ?o }", "--format", "csv").stdout
    assert facts == "s,o\n"
    run("rm", "ok.txt")
    assert run("claims").stdout == ""


def test_the_help_of_export_names_every_form() -> None:
    told = run("export", "--help").stdout.split()
    forms = [name.replace("_", ".") for name in plugin_names("kg.exporters")]
    assert [form for form in forms if form not in told] == []


@pytest.mark.parametrize(("count", "words"), [(5, "1 more document\n"), (6, "2 more documents\n")])
def test_documents_that_are_left_out_are_counted(work: Path, count: int, words: str) -> None:
    for number in range(count):
        (work / f"{number}.txt").write_text(f"Harlow sued Northgate {number}.", "utf-8")
    run("add", ".")
    assert f"left out: {words}" in run("claims", "--said-by", "1900").stderr


def test_json_is_claims_jsonl(work: Path) -> None:
    run("add", "ok.txt")
    records = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    text = (work / "ok.txt").read_text("utf-8")
    assert {r["modality"] for r in records} == {"stated_as_fact", "alleged"}
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in records)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "no text in it"),
        ("blank.txt", b" \n \n", "no text in it"),
        ("binary.txt", bytes(range(32)) * 9, "binary data"),
        ("report.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01", "binary data"),
        ("latin.txt", "café".encode("latin-1"), "not UTF-8"),
        ("page.html", b"<html><body></body></html>", "no text in the page"),
        ("table.xyz", b"words", "cannot read .xyz"),
        ("line.txt", b"a " * 3_000_000, "a line of"),
    ],
)
def test_a_bad_source_is_named_and_the_others_are_added(
    work: Path, name: str, content: bytes, words: str
) -> None:
    (work / name).write_bytes(content)
    result = run("add", name, "ok.txt", code=1)
    assert words in result.stderr
    assert "1 of 2 sources were not added" in result.stderr
    assert "Harlow" in run("claims").stdout
    assert (work / name).read_bytes() == content


def test_missing_sources_and_empty_folders(work: Path) -> None:
    (work / "none").mkdir()
    assert "no such file or folder" in run("add", "missing.txt", code=3).stderr
    assert "nothing readable" in run("add", "none", code=3).stderr
    assert not (work / "kg.store").exists()


@pytest.mark.slow
def test_errors_say_the_mend(work: Path) -> None:
    run("add", "ok.txt")
    assert "there are: .anno.jsonld, .csv" in run("export", "out.foo", code=3).stderr
    assert "line 1, column 9" in run("query", "SELECT {", code=3).stderr
    assert "would change the store" in run("query", "DROP ALL ; SELECT * { }", code=3).stderr
    assert (
        "SERVICE"
        in run("query", "SELECT * { SERVICE <http://example.org> { ?s ?p ?o } }", code=3).stderr
    )
    assert "unknown prefix" in run("query", "SELECT * { ?s foo:bar ?o }", code=3).stderr
    assert "no document" in run("rm", "nothing", code=3).stderr
    assert "no store" in run("claims", "--store", "elsewhere", code=3).stderr
    run("claims", "--modality", "certain", code=2)


@pytest.mark.slow
def test_a_store_that_is_open_elsewhere(work: Path) -> None:
    with kg.open(work / "kg.store"):
        command = [sys.executable, "-m", "kg", "add", "ok.txt"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert "open elsewhere" in result.stderr


@pytest.mark.slow
def test_exports_and_view(work: Path) -> None:
    run("add", "ok.txt")
    for suffix in ("trig", "nq", "ttl", "jsonld", "jsonl", "csv", "graphml", "gexf"):
        run("export", f"out.{suffix}")
        assert (work / f"out.{suffix}").stat().st_size > 100
    run("view", "-o", "graph.html", "--about", "Harlow")
    assert "<!doctype html>" in (work / "graph.html").read_text("utf-8")
    assert "all is well" in run("validate").stderr


def test_terminal_sequences_in_the_text_stay_text(work: Path) -> None:
    (work / "evil.md").write_text("Larkfield Motors sued Harlow \u202eevil\u202c today.", "utf-8")
    run("add", "evil.md")
    assert "\u202e" not in run("claims").stdout


def test_help_reads_well() -> None:
    text = run("--help").stdout
    assert "Claims, not facts" in text
    assert "..." not in text.partition("Commands:")[2]
    for name in main.commands:
        assert run(name, "--help").stdout.startswith("Usage: main " + name)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, kg.cli.main; print([m "
        "for m in ('spacy', 'networkx', 'rdflib', 'pyvis', 'numpy', 'rich') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_adding_a_text_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Quillmark paid Tessera.", "utf-8")
    code = (
        "import sys; from kg.cli.main import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print([m for m in ('networkx', 'rdflib', 'lxml', 'kg.view', 'kg.analysis',"
        " 'kg.reading.formats.docx', 'kg.reading.formats.pdf') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, "add", "a.txt", "--store", "kg.store"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_demo(work: Path) -> None:
    text = run("demo", "-o", "out").stdout
    assert "graph.html" in text
    for name in ("graph.html", "graph.trig", "claims.jsonl", "graph.graphml"):
        assert (work / "out" / name).is_file()
