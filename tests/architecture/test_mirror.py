"""Tests stand where the code stands: a module's test is found without searching, and no test outlives its module."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Declarations, whose behaviour is tested through the services, views and tables that use them: as long as nothing is
# decided in them.
DECLARED = {
    "__init__",
    "__main__",
    "activity",
    "core",
    "events",
    "feature",
    "forms",
    "models",
    "places",
    "policies",
    "staff_forms",
    "import_forms",
}
DECISIONS = (ast.If, ast.IfExp, ast.For, ast.While, ast.comprehension, ast.BoolOp, ast.Compare, ast.Try)


def decides_something(path: Path) -> bool:
    """Whether a function of the module does one thing or another: then it is more than a declaration."""
    functions = [
        item for item in ast.walk(ast.parse(path.read_text())) if isinstance(item, ast.FunctionDef | ast.Lambda)
    ]
    return any(isinstance(part, DECISIONS) for function in functions for part in ast.walk(function))


def passes_on(path: Path) -> bool:
    """Whether the module only gives names of others a place, as those of the SDK: `test_sdk.py` holds these."""
    only = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign)
    return all(isinstance(part, only) for part in ast.parse(path.read_text()).body)


def modules() -> dict[str, Path]:
    """Return every module that does something, by its place."""
    found = {}
    for folder in ("consult", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT)
            is_ours = "migrations" not in place.parts and "__pycache__" not in place.parts
            if "sdk" in place.parts and passes_on(path):
                continue
            if is_ours and (path.stem not in DECLARED or decides_something(path)):
                found[place.with_suffix("").as_posix()] = path
    return found


def has_its_test(place: str) -> bool:
    """Whether a module's test stands where the mirror puts it."""
    return (ROOT / "tests" / Path(place).parent / f"test_{Path(place).name}.py").exists()


def test_every_module_that_does_something_has_its_test() -> None:
    assert [place for place in modules() if not has_its_test(place)] == []


def test_a_form_that_decides_something_is_no_mere_declaration(tmp_path: Path) -> None:
    declared, deciding = tmp_path / "forms.py", tmp_path / "models.py"
    declared.write_text("class F:\n    name = 1\n    def read(self):\n        return self.name\n")
    deciding.write_text("class F:\n    def read(self):\n        return 1 if self.name else 0\n")
    assert not decides_something(declared)
    assert decides_something(deciding)


def test_every_test_of_a_feature_stands_in_a_folder_that_the_code_has() -> None:
    strange = [
        path.relative_to(ROOT).as_posix()
        for folder in ("consult", "plugins")
        for path in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if not (ROOT / path.relative_to(ROOT / "tests").parent).is_dir()
    ]
    assert strange == []
