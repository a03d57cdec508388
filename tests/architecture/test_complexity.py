"""Functions can be read: few have more than ten ways through them, none more than fifteen, and few say `Any`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANY, MAXIMUM = 10, 15
SHARE, ANY_SHARE = 0.01, 0.04
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    """Yield every function of the core and the plugins, with where it stands."""
    for folder in ("consult", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text())):
                    if isinstance(node, Function):
                        yield f"{path.relative_to(ROOT)}:{node.name}", node


def parts_of(function: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function, but not what stands in the functions and classes inside it."""
    for part in ast.iter_child_nodes(function):
        yield part
        if not isinstance(part, Function | ast.ClassDef):
            yield from parts_of(part)


def ways_through(function: ast.AST) -> int:
    """Count as McCabe does, and `and`, `or` and comprehensions as branches too."""
    ways = 1
    for part in parts_of(function):
        if isinstance(part, BRANCHES):
            ways += 1
        elif isinstance(part, ast.BoolOp):
            ways += len(part.values) - 1
        elif isinstance(part, ast.comprehension):
            ways += 1 + len(part.ifs)
    return ways


def test_ways_are_counted() -> None:
    source = "def f(a):\n    if a and a:\n        return [b for b in a if b]\n    return a if a else 0"
    assert ways_through(ast.parse(source).body[0]) == 6


def test_no_function_has_more_than_fifteen_ways_through_it() -> None:
    assert [(place, ways_through(found)) for place, found in functions() if ways_through(found) > MAXIMUM] == []


def test_few_functions_have_more_than_ten() -> None:
    counted = [ways_through(found) for _place, found in functions()]
    assert sum(ways > MANY for ways in counted) <= SHARE * len(counted)


def says_anything(function: Function) -> bool:
    """Whether `Any` stands in the signature."""
    given = function.args
    named = [
        *given.posonlyargs,
        *given.args,
        *given.kwonlyargs,
        *(item for item in (given.vararg, given.kwarg) if item),
    ]
    types = [function.returns, *(item.annotation for item in named)]
    return any(isinstance(part, ast.Name) and part.id == "Any" for each in types if each for part in ast.walk(each))


def test_few_signatures_say_any() -> None:
    found = [says_anything(function) for _place, function in functions()]
    assert sum(found) <= ANY_SHARE * len(found)
