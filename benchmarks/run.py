"""Run every development set, score it with its scorer as it is, and write docs/benchmarks.md:
``make bench``.

The sets lie in the folder that KG_BENCH names (default: ../shared/bench);
benchmarks/references.json says which figures are shown and beside what. Where weights are trained
on a set itself, the training command also answers every part of it by a model of the other parts,
and both figures are shown. Only what stands between the page's markers is replaced. ``--only SET
...`` runs some sets and leaves the rows of the others."""

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import reliability
from benchmarks.evaluate import read_items

ROOT = Path(__file__).parents[1]
BENCH = Path(os.environ.get("KG_BENCH", ROOT.parent / "shared" / "bench"))
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = [
    "| set | whose figure | first | now | now, held back | references |",
    "|---|---|---|---|---|---|",
]


def load_sets() -> dict[str, dict[str, Any]]:
    """The sets with their data, scorers, figures, first figures and references."""
    found: dict[str, dict[str, Any]] = json.loads(
        (Path(__file__).parent / "references.json").read_text("utf-8")
    )
    return found


def predict(name: str, data: Path, folder: Path) -> Path:
    """Answer one set through its adapter; sets that share an adapter share the answers."""
    adapter = name.split()[0]
    out = folder / f"{adapter}.jsonl"
    if not out.exists():
        module = importlib.import_module(f"benchmarks.sets.{adapter}")
        items = list(read_items(data))
        found = module.predict(module.prepare(items, data) if hasattr(module, "prepare") else items)
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found), "utf-8")
    return out


def hold_back(name: str, module: str, data: Path, folder: Path) -> Path:
    """Answer one set by models that were trained on its other parts."""
    out = folder / f"{name}.held-back.jsonl"
    subprocess.run(
        [sys.executable, "-m", module, "--data", str(data), "--held-back", str(out)],
        check=True,
        cwd=ROOT,
    )
    return out


def score(scorer: str, data: Path, predictions: Path) -> dict[str, str]:
    """Every figure that a scorer prints."""
    command = [sys.executable, str(BENCH / "score" / scorer), str(data), str(predictions)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(
        line.rsplit(" ", 1)
        for line in printed.splitlines()
        if " " in line and not line.startswith("HEADLINE")
    )


def row(name: str, entry: dict[str, Any], folder: Path) -> str:
    """Run one set and return its row of the table."""
    data, labels = BENCH / entry["data"], entry["figures"]
    first = _show(labels, {k: f"{v:.4f}" for k, v in entry["first"].items()})
    now = _show(labels, score(entry["scorer"], data, predict(name, data, folder)), "**")
    held = entry.get("held_back", "nothing trained on it")
    if "train" in entry:
        held = _show(
            labels,
            score(entry["scorer"], data, hold_back(name, entry["train"], data, folder)),
            "**",
        )
    return f"| {entry['what']} | {entry['of']} | {first} | {now} | {held} | {entry['references']} |"


def _show(labels: dict[str, str], found: dict[str, str], mark: str = "") -> str:
    return ", ".join(
        f"{label} {mark}{found[key]}{mark}" for key, label in labels.items() if key in found
    )


def replace_part(text: str, marker: str, lines: list[str]) -> str:
    """Replace what stands between ``<!-- marker -->`` and the next ``<!-- end -->``.

    >>> replace_part("a <!-- x -->old<!-- end --> b", "x", ["new"])
    'a <!-- x -->\\nnew\\n<!-- end --> b'
    """
    new = f"<!-- {marker} -->\n" + "\n".join(lines) + "\n<!-- end -->"
    return re.sub(
        rf"<!-- {re.escape(marker)} -->.*?<!-- end -->",
        lambda _: new,
        text,
        count=1,
        flags=re.DOTALL,
    )


def main() -> None:
    """Run the sets and replace the tables in docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", metavar="SET")
    parser.add_argument(
        "--speed",
        action="store_true",
        help="run benchmarks.speed too, on a machine that does nothing else",
    )
    arguments = parser.parse_args()
    sets, text = load_sets(), PAGE.read_text("utf-8")
    old = {line.split(" | ")[0]: line for line in text.splitlines() if line.startswith("| ")}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, entry in sets.items():
            if arguments.only is None or name.split()[0] in arguments.only:
                old[f"| {entry['what']}"] = row(name, entry, Path(folder))
                print(old[f"| {entry['what']}"], flush=True)
            rows.append(
                old.get(
                    f"| {entry['what']}",
                    f"| {entry['what']} | {entry['of']} | | not run | | {entry['references']} |",
                )
            )
    text = replace_part(text, "figures", HEAD + rows)
    if arguments.only is None or "carb" in arguments.only:
        text = replace_part(text, "reliability", reliability.table(BENCH))
    if arguments.speed:
        printed = subprocess.run(
            [sys.executable, "-m", "benchmarks.speed"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout
        text = replace_part(text, "speed", [f"- {line}" for line in printed.splitlines()])
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
