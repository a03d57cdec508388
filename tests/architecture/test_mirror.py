"""Tests stand where the code stands: a module's test is found without searching, and no test outlives its module."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Declarations, whose behaviour is tested through the services, views and tables that use them.
DECLARED = {
    "__init__",
    "__main__",
    "activity",
    "core",
    "events",
    "forms",
    "models",
    "places",
    "policies",
    "staff_forms",
    "import_forms",
}

# Tested through the pages and services around them; each leaves the list with a test of its own.
TESTED_THROUGH_OTHERS = {
    "consult/submissions/about_you",
    "consult/submissions/contacts",
    "consult/submissions/desk",
    "consult/submissions/drafts",
    "consult/submissions/entering_views",
    "consult/submissions/exclusions",
    "consult/submissions/handling_views",
    "consult/submissions/holder_views",
    "consult/submissions/instruments",
    "consult/submissions/journey",
    "consult/submissions/kinds",
    "consult/submissions/personal_data",
    "consult/submissions/queries",
    "consult/submissions/questions",
    "consult/submissions/reading",
    "consult/submissions/search",
    "consult/submissions/showing",
    "plugins/impact/letters",
    "plugins/impact/pages",
    "plugins/impact/terms",
    "plugins/motion/queries",
    "plugins/motion/rules",
    "plugins/motion/schemas",
    "plugins/survey/document",
    "plugins/survey/drafting",
    "plugins/survey/queries",
    "plugins/survey/question_views",
}


def modules() -> dict[str, Path]:
    """Return every module that does something, by its place."""
    found = {}
    for folder in ("consult", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT)
            if path.stem not in DECLARED and "migrations" not in place.parts and "__pycache__" not in place.parts:
                found[place.with_suffix("").as_posix()] = path
    return found


def has_its_test(place: str) -> bool:
    """Whether a module's test stands where the mirror puts it."""
    return (ROOT / "tests" / Path(place).parent / f"test_{Path(place).name}.py").exists()


def test_every_new_module_has_its_test_and_the_list_of_those_without_only_shrinks() -> None:
    assert {place for place in modules() if not has_its_test(place)} == TESTED_THROUGH_OTHERS


def test_every_test_of_a_feature_stands_in_a_folder_that_the_code_has() -> None:
    strange = [
        path.relative_to(ROOT).as_posix()
        for folder in ("consult", "plugins")
        for path in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if not (ROOT / path.relative_to(ROOT / "tests").parent).is_dir()
    ]
    assert strange == []
