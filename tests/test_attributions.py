"""Golden cases of attribution, in our own words: tests/cases/attributions.md.

A case is a text and everything that it attributes, as political news is annotated: the outermost of
nested attributions, statements and inner states alike.
"""

import re
from pathlib import Path

import pytest

from benchmarks.sets.polnear import predict

PAGE = (Path(__file__).parent / "cases" / "attributions.md").read_text("utf-8")
BLOCKS = [
    b.partition("\n")[2].strip().splitlines() for b in re.split(r"^## ", PAGE, flags=re.M)[1:]
]


@pytest.mark.parametrize("lines", BLOCKS, ids=[b[0][:60] for b in BLOCKS])
def test_attributions(lines: list[str]) -> None:
    text, expected = lines[0], [line for line in lines[1:] if line.startswith("- ")]

    def words(spans: list[list[int]]) -> str:
        return " … ".join(text[a:b].strip() for a, b in spans)

    (answer,) = predict([{"id": "case", "text": text}])
    found = [
        f"- {words(a['source'])} | {words(a['cue'])} | {words(a['content'])}"
        for a in answer["attributions"]
    ]
    assert found == expected
