"""Run every development set, score it with its scorer as it is, and write docs/benchmarks.md: ``make bench``.

The sets lie in the folder that KG_BENCH names (default: ../shared/bench).
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.evaluate import read_items

ROOT = Path(__file__).parents[1]
BENCH = Path(os.environ.get("KG_BENCH", ROOT.parent / "shared" / "bench"))
# set: data file, scorer, figures to show with their names, references
SETS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "carb": ("carb/dev.jsonl.gz", "score_openie.py", {"f1": "F1", "auc": "AUC", "precision": "P", "recall": "R"},
             "OpenIE 5 .456 on this set; CaRB test: ClausIE .450, OpenIE6 .527, IMoJIE .535, ChatGPT 6-shot .553"),
    "gum": ("gum/docs.jsonl.gz", "score_attribution.py",
            {"detect_source_f1": "detection with source F1", "source_f1": "source F1", "cue_f1": "cue F1"},
            "textacy .144 / .202 / .200; a ccomp rule .539 / .508 / .659"),
    "gum (coreference)": ("gum/docs.jsonl.gz", "score_coref.py", {"conll_f1": "CoNLL F1", "lenient_conll_f1": "lenient"},
                          "equal names and last person .158 / .199"),
    "knowledgenet": ("knowledgenet/folds1-3.jsonl.gz", "score_relations.py", {"text_f1": "text F1", "text_p": "P", "text_r": "R"},
                     "spaCy + BiLSTM .518, BERT .688, Diffbot .810, human .878 (hidden fold)"),
    "core": ("core/train.jsonl.gz", "score_relations.py", {"micro_directed_f1": "directed micro F1", "micro_directed_p": "P"},
             "11 keyword lists .420"),
    "text2kg": ("text2kg/wikidata_tekgen.train.jsonl.gz", "score_relations.py",
                {"unfiltered_f1": "unfiltered F1", "filtered_f1": "filtered F1"},
                "textacy SVO .002 unfiltered"),
    "uds": ("uds/dev.jsonl.gz", "score_factuality.py", {"pearson_r": "Pearson r", "macro_f1": "three-class macro F1", "mae": "MAE"},
            "rules .362 / .370; always +3: 0 / .239"),
    "gap": ("gap/dev.jsonl.gz", "score_coref.py", {"overall_f1": "F1", "bias": "feminine/masculine"}, "parallelism .669 (test set)"),
    "names": ("names/pairs.jsonl", "score_names.py", {"best_f1": "best F1", "at_0.7_f1": "F1 at 0.7"},
              "token_sort_ratio .722 / .702; logic_v2 .790"),
}  # fmt: skip


def figures(name: str, folder: Path) -> dict[str, str]:
    """Predict and score one set; return every figure that its scorer prints."""
    data, scorer, _, _ = SETS[name]
    out = folder / f"{name.split()[0]}.jsonl"
    if not out.exists():
        predict = importlib.import_module(f"benchmarks.sets.{name.split()[0]}").predict
        with out.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in predict(list(read_items(BENCH / data))))
    command = [sys.executable, str(BENCH / "score" / scorer), str(BENCH / data), str(out)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(line.rsplit(" ", 1) for line in printed.splitlines() if " " in line and not line.startswith("HEADLINE"))


def main() -> None:
    """Run all sets and replace the table in docs/benchmarks.md."""
    rows = ["| set | figures | references |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, (_, _, wanted, references) in SETS.items():
            found = figures(name, Path(folder))
            shown = ", ".join(f"{label} **{found.get(key, '?')}**" for key, label in wanted.items())
            rows.append(f"| {name} | {shown} | {references} |")
            print(rows[-1])
    page = ROOT / "docs" / "benchmarks.md"
    text = page.read_text("utf-8")
    start, end = "<!-- figures -->\n", "<!-- end -->"
    head, tail = text.partition(start)[0], text.partition(end)[2]
    page.write_text(head + start + "\n".join(rows) + "\n" + end + tail, "utf-8")


if __name__ == "__main__":
    main()
