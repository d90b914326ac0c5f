"""Where the world breaks off: a full disk, a closed pipe, no memory, odd names. One line, the mend,
the right exit code."""

import csv
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.errors import ExportError, ResolveError, StoreError
from kg.model.safe_text import json_text, terminal_text
from kg.reading.sources import read_each
from kg.resolution.decisions import Decision, Judgement, read_decisions, write_decisions
from kg.resolution.known_entities import read_known
from kg.storage.store import Store
from tests.builders import make_extraction

ROOT = Path(__file__).parents[1]
EVIL = ("=1+1", "\x1b[2J", "a\u202eb", "\x9b31m", "+49", "-x", "@x", "\ud800")


def shell(
    command: str, cwd: Path, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": str(cwd / "kg.store")}
    command = f"set -o pipefail; {command.replace('KG ', f'{sys.executable} -m kg ')}"
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=cwd,
        preexec_fn=before,
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "kg.store") as store:
        store.add(make_extraction())
    for k in range(3):
        (tmp_path / f"{k}.txt").write_text(
            f"Larkfield Motors sued Harlow Bank number {k}.", "utf-8"
        )
    return tmp_path


@pytest.mark.parametrize(
    "command",
    ["claims", "claims --json", "query facts", "export out.nq && KG claims", "validate --json"],
)
def test_a_full_output_is_an_error_of_one_line(work: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    if command.startswith("validate"):
        (work / "kg.store" / "engine-0badf00d").mkdir()
        for name in ("CURRENT", "MANIFEST-000001"):
            (work / "kg.store" / "engine-0badf00d" / name).write_text("MANIFEST-000001", "utf-8")
    done = shell(f"KG {command} > /dev/full", work)
    assert done.returncode == 3
    assert (
        "No space left" in done.stderr
        and "Traceback" not in done.stderr
        and "Exception ignored" not in done.stderr
    )


def test_what_reads_no_further_stops_no_work(work: Path) -> None:
    done = shell("KG add 0.txt 1.txt 2.txt | head -n 1", work)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    with Store.open(work / "kg.store", read_only=True) as store:
        assert len(store.sources()) == 4


def test_closed_input_and_output(work: Path) -> None:
    done = shell("KG add - <&-", work)
    assert (
        done.returncode in (1, 3)
        and "standard input" in done.stderr
        and "Traceback" not in done.stderr
    )
    done = shell("KG claims >&-", work)
    assert "Traceback" not in done.stderr


def test_a_page_that_cannot_be_written_leaves_the_old_one(work: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    (work / "graph.html").write_text("the old page", "utf-8")
    done = shell("KG view -o graph.html", work, limit)
    assert (
        done.returncode == 3
        and "cannot write graph.html" in done.stderr
        and "Traceback" not in done.stderr
    )
    assert (work / "graph.html").read_text("utf-8") == "the old page"
    assert shell("KG view -o missing/graph.html", work).returncode == 3
    with pytest.raises(ExportError), kg.open(work / "kg.store") as graph:
        graph.view(work / "0.txt" / "graph.html")


def test_names_with_a_backslash_are_names_of_their_own(work: Path) -> None:
    if os.sep != "/":
        pytest.skip("there it parts folders")
    (work / "x").mkdir()
    for name in ("x/y.txt", "x\\y.txt"):
        (work / name).write_text(
            f"Larkfield Motors sued Harlow Bank over {len(name)} cars.", "utf-8"
        )
    assert shell("KG add x/y.txt 'x\\y.txt'", work).returncode == 0
    with Store.open(work / "kg.store", read_only=True) as store:
        assert {"x/y.txt", "x\\y.txt"} <= set(store.sources().values())


def test_cells_that_are_too_long_name_the_line() -> None:
    long = "x" * 140_000
    read_each(f"text\n{long}\n".encode(), "a.csv")  # a document's cell may be longer
    with pytest.raises(ResolveError, match="line 2"):
        read_known(f"name,type\n{long},Person\n", ["Person", "Thing"])
    with pytest.raises(ResolveError, match="line 2"):
        read_decisions(f"left,right,judgement\nent:a,ent:{long},positive\n", "csv")


@pytest.mark.parametrize("evil", EVIL)
def test_no_output_drives_a_terminal_or_a_spreadsheet(evil: str) -> None:
    text = json_text({"a": evil})
    assert json.loads(text) == {"a": evil}
    assert terminal_text(text) == text and text.encode()
    if evil == "\ud800":
        return
    decisions = [
        Decision(
            "https://example.org/a",
            "https://example.org/b",
            Judgement.NEGATIVE,
            0.5,
            evil,
            evil,
            "2024",
        )
    ]
    assert read_decisions(write_decisions(decisions, "jsonl"), "jsonl") == decisions
    shown = [replace(decisions[0], reason=terminal_text(evil), by=terminal_text(evil))]
    assert read_decisions(write_decisions(decisions, "csv"), "csv") == shown
    cells = next(csv.reader(write_decisions(decisions, "csv").splitlines()[1:]))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_what_is_printed_of_decisions_is_safe(tmp_path: Path) -> None:
    with kg.open(tmp_path / "s") as graph:
        graph.store.add(make_extraction())
        graph.decide("Quillmark", "Tessera", "negative", reason="\x1b[2J\u202e=1+1", by="\x9b")
    for form in ("text", "csv", "jsonl"):
        out = (
            CliRunner()
            .invoke(
                main, ["resolve", "decisions", "--format", form, "--store", str(tmp_path / "s")]
            )
            .stdout
        )
        assert out and not {"\x1b", "\u202e", "\x9b"} & set(out)


def test_a_read_only_system_is_not_called_damaged() -> None:
    from kg.storage.disk.engine import translate_errors

    with pytest.raises(kg.KgError, match="read-only file system"), translate_errors(Path("s")):
        raise OSError(30, "Read-only file system")


@pytest.mark.parametrize("command", ["documents", "add 0.txt"])
@pytest.mark.parametrize("megabytes", [300, 500, 700])
def test_a_limit_on_memory_is_told_and_aborts_nothing(
    work: Path, command: str, megabytes: int
) -> None:
    """The engine ends the process where it gets no thread: that is asked before."""
    done = shell(f"ulimit -v {megabytes * 1024}; KG {command}", work)
    assert done.returncode == 3, done.stderr
    assert "limit on memory" in done.stderr or "out of memory" in done.stderr
    assert "ulimit -v" in done.stderr or "raise the limit" in done.stderr
    assert "terminate called" not in done.stderr and "Traceback" not in done.stderr


def test_a_system_that_starts_no_threads_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    with pytest.raises(StoreError, match="starts no more threads"):
        Store.open(tmp_path / "new.store")
    assert not (tmp_path / "new.store").exists(), "nothing was changed"


def test_out_of_memory_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("kg.graph.open_graph", fail)
    result = CliRunner().invoke(main, ["claims", "--store", str(tmp_path)])
    assert result.exit_code == 3 and "out of memory" in result.stderr
