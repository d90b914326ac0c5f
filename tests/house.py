"""Measures the house: branches, lengths, rooms. ``python -m tests.house`` prints the functions
above the limit by room."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parent.parent / "kg"
MOST_BRANCHES = 10
_ONE = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
)


@dataclass(frozen=True)
class Function:
    """A function of the house: where it stands, how long it is, how many branches it has."""

    path: str
    name: str
    lines: int
    branches: int

    @property
    def room(self) -> str:
        """The folder below kg/ in which it stands; "" at the top."""
        return self.path.partition("/")[0] if "/" in self.path else ""


@cache
def modules() -> tuple[tuple[str, str], ...]:
    """Return ``(path below kg/, source)`` for each module."""
    return tuple(
        (path.relative_to(HOUSE).as_posix(), path.read_text("utf-8"))
        for path in sorted(HOUSE.rglob("*.py"))
    )


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Return ``(path below kg/, syntax tree)`` for each module."""
    return tuple((path, ast.parse(source)) for path, source in modules())


@cache
def walks() -> tuple[tuple[str, tuple[ast.AST, ...]], ...]:
    """Return ``(path below kg/, all nodes of its syntax tree)`` for each module."""
    return tuple((path, tuple(ast.walk(tree))) for path, tree in trees())


def count_branches(node: ast.AST) -> int:
    """Return McCabe's number, with and/or, conditional expressions and comprehensions: one way
    through, and one more for each turn.

    >>> count_branches(ast.parse("x = a and b or c"))
    3
    >>> count_branches(ast.parse("[i for i in x if i if j]"))
    4
    """
    count = 1
    for part in ast.walk(node):
        count += isinstance(part, _ONE)
        if isinstance(part, ast.comprehension):
            count += len(part.ifs)
        if isinstance(part, ast.BoolOp):
            count += len(part.values) - 1
    return count


@cache
def functions() -> tuple[Function, ...]:
    """Return every function and method."""
    found = []
    for path, nodes in walks():
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append(Function(path, node.name, lines, count_branches(node)))
    return tuple(found)


def twin_lists() -> dict[str, list[str]]:
    """Return what modules spell more than once at their top: a list of three and more parts → the
    modules."""
    found: dict[str, set[str]] = {}
    for path, tree in trees():
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                value = node.value
                if isinstance(value, ast.Call) and value.args:
                    value = value.args[0]
                if isinstance(value, ast.Tuple | ast.List | ast.Set) and len(value.elts) > 2:
                    parts = ", ".join(sorted({ast.unparse(part) for part in value.elts}))
                    found.setdefault(parts, set()).add(path)
    return {parts: sorted(paths) for parts, paths in found.items() if len(paths) > 1}


def main() -> None:
    """Print each function above the limit, the worst first, and how many a room has."""
    above = sorted(
        (f for f in functions() if f.branches > MOST_BRANCHES), key=lambda f: (f.room, -f.branches)
    )
    for function in above:
        print(
            f"{function.branches:3} branches {function.lines:3} lines  "
            f"{function.path}:{function.name}"
        )
    rooms = sorted({f.room for f in above})
    print({room: sum(f.room == room for f in above) for room in rooms}, len(above), file=sys.stderr)


if __name__ == "__main__":
    main()
