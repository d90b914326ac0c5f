"""Every regular expression of the house, and strings on which a careless one takes the square of
their length."""

import ast
import importlib
import re
import re._constants as codes
import re._parser as parsed
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.house import modules

_USES = frozenset({"search", "match", "fullmatch", "finditer", "findall", "sub", "split"})
_KINDS = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "w",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: "!",
    codes.CATEGORY_NOT_DIGIT: "a",
}
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def find_patterns() -> dict[str, tuple[re.Pattern[Any], set[str]]]:
    """Return ``place:pattern`` → the pattern and the methods by which the house uses it."""
    uses: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for path, source in modules():
        module, tree = (
            "kg." + path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"),
            ast.parse(source),
        )
        imported = {
            a.asname or a.name: (n.module, a.name)
            for n in ast.walk(tree)
            if isinstance(n, ast.ImportFrom)
            for a in n.names
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in _USES
                and isinstance(node.value, ast.Name)
                and node.value.id != "re"
            ):
                uses[imported.get(node.value.id, (module, node.value.id))].add(node.attr)
            method = (
                ast.unparse(node.func).partition("re.")
                if isinstance(node, ast.Call)
                else ("", "", "")
            )
            if (
                method[0] == ""
                and method[2] in _USES
                and isinstance(node, ast.Call)
                and isinstance(node.args[0], ast.Constant)
            ):
                flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
                uses[module, re.compile(node.args[0].value, flags)].add(method[2])
    found = {}
    for (module, name), methods in uses.items():
        pattern = (
            getattr(importlib.import_module(module), name, None) if isinstance(name, str) else name
        )
        if isinstance(pattern, re.Pattern):
            found[f"{module}:{name if isinstance(name, str) else name.pattern}"] = (
                pattern,
                methods,
            )
    return found


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield ``(before, pumped)``: the least words that lead to a repetition of *pattern*, and what
    it repeats."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    seen = dict.fromkeys(_pump(parsed.parse(text, pattern.flags & re.IGNORECASE), ""))
    yield from seen
    yield from (
        ("", one + other)
        for _, one in list(seen)[:6]
        for _, other in list(seen)[:6]
        if one != other
    )


def _pump(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield the attacks of a sequence that *before* leads to."""
    for code, value in items:
        if code in _REPEATS:
            least, most, inner = value
            if most > 200:
                yield from (("", unit) for unit in _units(inner))
                yield from ((before, unit) for unit in _units(inner))
            yield from _pump(inner, before)
            before += _least(inner) * least
        elif code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            inner = value[-1] if code is codes.SUBPATTERN else value
            yield from _pump(inner, before)
            before += _least(inner)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _pump(branch, before)
            before += _least(value[1][0])
        else:
            before += _least([(code, value)])


def _units(items: Any) -> list[str]:
    """What may be repeated: each sign of a class, or the least words of a group."""
    if len(items) == 1 and items[0][0] is codes.IN:
        signs = [_sign(*one) for one in items[0][1]]
        return list(dict.fromkeys(filter(None, [*signs[:8], "\n" if " " in signs else ""])))
    return [_least(items)] if _least(items) else []


def _least(items: Any) -> str:
    """The least words that a sequence matches, as near as its codes tell."""
    out = ""
    for code, value in items:
        if code in _REPEATS:
            out += _least(value[2]) * value[0]
        elif code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            out += _least(value[-1] if code is codes.SUBPATTERN else value)
        elif code is codes.BRANCH:
            out += _least(value[1][0])
        elif code is codes.IN:
            out += next(filter(None, (_sign(*one) for one in value)), "a")
        else:
            out += _sign(code, value)
    return out


def _sign(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(value[0])
    if code is codes.CATEGORY:
        return _KINDS[value]
    return "a" if code in (codes.ANY, codes.NOT_LITERAL, codes.NEGATE) else ""
