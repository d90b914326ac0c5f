"""The example package adds a reader, a relation, a question and an exporter: built, installed
beside kg, and used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WIRE = (
    "PORTWIRE 2023-05-12 Ships\n"
    "Harlow Lines chartered the Aurora from Larkfield Motors. Quillmark sued Tessera.\n"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plugins")
    source = shutil.copytree(ROOT / "examples" / "kg-shipping", folder / "source")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run(
        [*pip, "--target", str(folder / "site"), str(source)], check=True, capture_output=True
    )
    return folder / "site"


def run(site: Path, folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{site}",
        "KG_STORE": str(folder / "kg.store"),
    }
    command = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_package_from_outside_is_found_and_used(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, tmp_path, "plugins")
    ours = [line.split()[:2] for line in listed.splitlines() if "kg-shipping 0.1.0" in line]
    assert ours == [
        ["kg.readers", "wire"],
        ["kg.exporters", "dot"],
        ["kg.questions", "charters"],
        ["kg.ontology", "shipping"],
    ]
    (tmp_path / "news.wire").write_text(WIRE, "utf-8")
    assert "added" in run(installed, tmp_path, "add", "news.wire")
    assert "Harlow Lines" in run(installed, tmp_path, "claims", "--predicate", "kg:charteredFrom")
    assert "Larkfield Motors" in run(installed, tmp_path, "ask", "charters")
    run(installed, tmp_path, "export", "graph.dot")
    assert '"Harlow Lines" -> "Larkfield Motors" [label="chartered' in (
        tmp_path / "graph.dot"
    ).read_text("utf-8")
