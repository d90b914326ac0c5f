"""Counts the content words of English that stand in Python. ``python -m tests.wording`` lists them.

Words of a language are data of the ontology, with their source. Function words (a closed class),
labels of the parser and classes of the ontology may stand in code, so they are not counted; nor are
lists of fewer than four words, which are cases and not vocabulary.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.glossary import GLOSSARY
from spacy.lang.en.stop_words import STOP_WORDS

from kg.ontology.loader import load_ontology
from tests.house import walks

READING = (
    "attribution",
    "coreference",
    "extraction",
    "language",
    "pipeline",
    "pleadings",
    "reading",
    "resolution",
    "segmentation",
    "values",
)
"""The rooms that read text: in the others a list of words names columns, options and fields."""

FORMATS = ("reading/formats", "reading/markup.py", "pipeline/stores/replaying.py")
"""What files and services call their parts."""

LEAST = 4
_FREE = (
    frozenset(STOP_WORDS)
    | {label.lower() for label in GLOSSARY}
    | {"poss", "relcl", "acomp"}
    | {name.lower() for name in load_ontology().classes}
)
_WORD = re.compile(r"[A-Za-z][a-z]+(?:[ '-][a-z]+)*")
_ALTERNATIVES = re.compile(r"(?:[A-Za-z' -]{2,}\??\|)+[A-Za-z' -]{2,}")


@dataclass(frozen=True)
class Words:
    """Content words that stand together in one place of the code."""

    path: str
    line: int
    words: tuple[str, ...]


def lists_of_words() -> Iterator[Words]:
    """Yield each list, set, tuple, mapping, split string and alternation of at least four content
    words."""
    for path, nodes in walks():
        if path.startswith(READING) and not path.startswith(FORMATS):
            for node in nodes:
                words = tuple(dict.fromkeys(filter(_is_content, _words_of(node))))
                if len(words) >= LEAST:
                    yield Words(path, node.lineno, words)


def _words_of(node: ast.AST) -> Iterator[str]:
    """Yield the strings that stand side by side in a node of the syntax tree."""
    if isinstance(node, ast.List | ast.Set | ast.Tuple):
        yield from _strings(node.elts)
    elif isinstance(node, ast.Dict):
        yield from _strings(node.keys)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for found in _ALTERNATIVES.findall(node.value):
            yield from (word.strip(" ?") for word in found.split("|"))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "split" and isinstance(node.func.value, ast.Constant):
            yield from str(node.func.value.value).split()


def _strings(nodes: list[ast.expr] | list[ast.expr | None]) -> Iterator[str]:
    return (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def _is_content(word: str) -> bool:
    return _WORD.fullmatch(word) is not None and word.lower() not in _FREE


def main() -> None:
    """Print the places, the largest first, and how many words they hold."""
    found = sorted(lists_of_words(), key=lambda f: -len(f.words))
    for place in found:
        print(f"{len(place.words):4}  kg/{place.path}:{place.line}  {' '.join(place.words[:8])}")
    print(f"{len(found)} lists, {sum(len(f.words) for f in found)} words")


if __name__ == "__main__":
    main()
