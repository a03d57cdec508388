"""What a change of the rules between two answers means for those who answered."""

from typing import Any

import pytest

from plugins.survey.comparison import differences
from plugins.survey.document import read_definition
from plugins.survey.models import ChangeClass
from tests.plugins.survey.conftest import item, page, survey, text


def held(*rules: tuple[str, str]) -> Any:
    said = [{"op": op, "q": key, "message": text(f"Wrong {op} {key}.")} for op, key in rules]
    pages = (page("p1", item("a", "number"), item("b", "number")), page("p2", item("n", "number", rules=said)))
    return read_definition(survey(*pages))


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ([], [("le", "a")], ChangeClass.BREAKING),
        ([("le", "a")], [("lt", "a")], ChangeClass.BREAKING),
        ([("le", "a")], [("le", "b")], ChangeClass.BREAKING),
        ([("lt", "a")], [("lt", "a"), ("ne", "b")], ChangeClass.BREAKING),
        ([("lt", "a")], [("le", "a")], ChangeClass.ADDITIVE),
        ([("eq", "a")], [("ge", "a")], ChangeClass.ADDITIVE),
        ([("gt", "a")], [("ne", "a")], ChangeClass.ADDITIVE),
        ([("le", "a"), ("ge", "b")], [("ge", "b")], ChangeClass.ADDITIVE),
        ([("le", "a"), ("ge", "b")], [("ge", "b"), ("le", "a")], ChangeClass.COSMETIC),
    ],
)
def test_a_rule_that_refuses_more_is_breaking(before: Any, after: Any, level: ChangeClass) -> None:
    (found,) = differences(held(*before), held(*after))
    assert found.level is level
    assert found.sentence.startswith("The question “Question n?” (n)")


def test_other_words_of_a_rule_are_cosmetic_and_no_change_is_none() -> None:
    said = [{"op": "le", "q": "a", "message": text("Other words.")}]
    pages = (page("p1", item("a", "number"), item("b", "number")), page("p2", item("n", "number", rules=said)))
    (found,) = differences(held(("le", "a")), read_definition(survey(*pages)))
    assert found.level is ChangeClass.COSMETIC
    assert differences(held(("le", "a")), held(("le", "a"))) == []
