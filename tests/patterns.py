"""Every regular expression of the house, and strings on which a careless one takes the square of
their length."""

import ast
import importlib
import re
import re._constants as codes
import re._parser as parsed
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

from tests.house import trees

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


@cache
def find_patterns() -> dict[str, dict[str, tuple[re.Pattern[Any], set[str]]]]:
    """Return module → name → each of its patterns and the methods by which the house uses it.

    A pattern is the value of a name, of a function without arguments (its words are data), or
    written where it is used."""
    uses: dict[tuple[str, Any], set[str]] = defaultdict(set)
    made: list[tuple[str, str]] = []
    for path, tree in trees():
        module = "kg." + path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        imported = {
            a.asname or a.name: (n.module or "", a.name)
            for n in ast.walk(tree)
            if isinstance(n, ast.ImportFrom)
            for a in n.names
        }
        for node in ast.walk(tree):
            used = _named_use(node)
            if used is not None:
                uses[imported.get(used[0], (module, used[0]))].add(used[1])
            elif (written := _written_use(node)) is not None:
                uses[module, written[0]].add(written[1])
        made += [(module, name) for name in _functions_of_patterns(tree)]
    for place in made:
        uses[place] = uses.get(place) or {"search"}
    found: dict[str, dict[str, tuple[re.Pattern[Any], set[str]]]] = defaultdict(dict)
    for (module, name), methods in uses.items():
        for pattern in _values(module, name):
            found[module][f"{name}:{pattern.pattern}"] = (pattern, methods)
    return found


def _functions_of_patterns(tree: ast.Module) -> Iterator[str]:
    """Yield the functions without arguments that return a pattern, or several."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            if "re.Pattern" in ast.unparse(node.returns) and not ast.unparse(node.args):
                yield node.name


def _named_use(node: ast.AST) -> tuple[str, str] | None:
    """The name of a pattern, or of the function that returns it, and the method that is asked of
    it."""
    if not isinstance(node, ast.Attribute) or node.attr not in _USES:
        return None
    value = node.value
    if isinstance(value, ast.Call) and not value.args and not value.keywords:
        value = value.func
    return (value.id, node.attr) if isinstance(value, ast.Name) and value.id != "re" else None


def _written_use(node: ast.AST) -> tuple[re.Pattern[Any], str] | None:
    """A pattern that is written where it is used, and the method: re.sub("a+", ...)."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if ast.unparse(node.func.value) != "re" or node.func.attr not in _USES:
        return None
    if not isinstance(node.args[0], ast.Constant):
        return None
    flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
    return re.compile(node.args[0].value, flags), node.func.attr


def _values(module: str, name: Any) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that a name of a module stands for, itself where it is one."""
    value = getattr(importlib.import_module(module), name, None) if isinstance(name, str) else name
    if isinstance(value, FunctionType) or hasattr(value, "cache_info"):
        returned = str(getattr(value, "__annotations__", {}).get("return", ""))
        value = value() if "re.Pattern" in returned else None
    for one in value if isinstance(value, tuple | list) else (value,):
        if isinstance(one, re.Pattern):
            yield one


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
