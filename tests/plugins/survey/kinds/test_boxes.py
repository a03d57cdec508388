"""Boxes to tick: a column for each, and what is known of the others."""

from typing import Any

from consult.contract.options import Option
from consult.contract.questions import Question
from plugins.survey.kinds.boxes import CHECKBOXES

OPTIONS = (
    Option(code="x", label="Ex"),
    Option(code="y", label="Why"),
    Option(code="old", label="Gone", is_retired=True),
    Option(code="none", label="None of these", is_exclusive=True),
)


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


def test_checkboxes_give_a_column_for_each_option_retired_ones_too() -> None:
    asked = question("checkboxes", options=OPTIONS)
    assert [column.name for column in CHECKBOXES.columns(asked)] == ["k__x", "k__y", "k__old", "k__none"]
    assert CHECKBOXES.columns(asked)[0].label == "What?: Ex"
    assert CHECKBOXES.cells(asked, ["y", "x"]) == (1, 1, 0, 0)
    assert CHECKBOXES.cells(asked, None) == (None, None, None, None)
    assert CHECKBOXES.read(asked, ["none", "y", "x"]) == ["x", "y", "none"]
    assert CHECKBOXES.read(asked, []) is None
    assert CHECKBOXES.show(asked, ["x", "old"]) == "Ex\nGone"
    assert CHECKBOXES.counts(asked, ["x", "y"]) == ("x", "y")


def test_of_who_prefers_not_to_say_the_other_boxes_are_not_known() -> None:
    refused = Option(code="silent", label="I would rather not", is_exclusive=True, is_refusal=True)
    asked = question("checkboxes", options=(*OPTIONS, refused))
    assert CHECKBOXES.cells(asked, ["silent"]) == (-7, -7, -7, -7, 1)
    assert CHECKBOXES.cells(asked, ["none"]) == (0, 0, 0, 1, 0)
    assert {column.values["-7"] for column in CHECKBOXES.columns(asked)} == {"I would rather not"}
    assert "-7" not in CHECKBOXES.columns(question("checkboxes", options=OPTIONS))[0].values
