"""What each kind of question makes of an answer."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from consult.contract.questions import Kind, Option, Question
from consult.kernel.errors import Invalid
from plugins.survey.kinds import CHECKBOXES, KINDS, LIKERT, NUMBER, RADIOS, SHORT_TEXT

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


@pytest.mark.parametrize("kind", [RADIOS, LIKERT])
def test_preferring_not_to_say_is_a_missing_value_and_not_knowing_keeps_its_code(kind: Any) -> None:
    more = (Option(code="dont_know", label="Don’t know"), Option(code="silent", label="Rather not", is_refusal=True))
    asked = question(kind.name, options=(*OPTIONS, *more))
    assert kind.cells(asked, "silent") == (-7,)
    assert kind.cells(asked, "dont_know") == ("dont_know",)
    values = kind.columns(asked)[0].values
    assert "silent" not in values
    assert [values[code] for code in ("dont_know", "-7", "-8", "-9")] == [
        "Don’t know",
        "Rather not",
        "Not asked",
        "Not answered",
    ]
    assert kind.counts(asked, "silent") == ("silent",)


@pytest.mark.parametrize("kind", [RADIOS, LIKERT])
def test_one_of_several_answers_keeps_its_code(kind: Any) -> None:
    asked = question(kind.name, options=OPTIONS)
    assert kind.read(asked, "x") == "x"
    assert kind.read(asked, None) is None
    assert kind.show(asked, "old") == "Gone"
    assert kind.counts(asked, "x") == ("x",)
    assert kind.columns(asked)[0].values["old"] == "Gone"
    assert kind.cells(asked, "x") == ("x",)


def test_a_number_is_whole_where_it_is_whole() -> None:
    asked = question("number")
    assert NUMBER.read(asked, Decimal("3")) == 3
    assert isinstance(NUMBER.read(asked, Decimal("3.0")), int)
    assert NUMBER.read(asked, Decimal("2.5")) == 2.5
    assert NUMBER.read(asked, Decimal(0)) == 0
    assert NUMBER.read(asked, None) is None
    assert NUMBER.show(asked, 1204) == "1,204"
    assert NUMBER.show(asked, 0) == "0"
    assert NUMBER.show(asked, None) == ""
    assert NUMBER.columns(asked)[0].kind == "number"
    assert NUMBER.counts(asked, 3) == ()


def test_short_text_is_free_text() -> None:
    asked = question("short_text")
    assert SHORT_TEXT.is_free_text
    assert SHORT_TEXT.read(asked, "") is None
    assert SHORT_TEXT.show(asked, None) == ""
    assert SHORT_TEXT.counts(asked, "words") == ()


def test_columns_and_cells_are_of_equal_length() -> None:
    for kind in KINDS:
        asked = question(kind.name, options=OPTIONS if kind in {RADIOS, CHECKBOXES, LIKERT} else ())
        assert len(kind.columns(asked)) == len(kind.cells(asked, None))


@pytest.mark.parametrize(
    ("limits", "answer", "sentence"),
    [
        ({}, -1, "Your answer must be 0 or more"),
        ({"minimum": -6}, -7, "Your answer must be -6 or more"),
        ({"maximum": 50}, 9999, "Your answer must be 50 or less"),
        ({"is_whole": True}, 3.5, "Your answer must be a whole number, like 15"),
        ({}, float("9" * 30), "Your answer must be 999,999,999,999 or less"),
        ({}, "3", "Your answer must be a number, like 15 or 2.5"),
        ({}, float("nan"), "Your answer must be a number, like 15 or 2.5"),
    ],
)
def test_a_number_keeps_to_the_questions_own_limits(limits: dict[str, Any], answer: Any, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        NUMBER.check(question("number", **limits), answer)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("cell", ["1_000", "1.5e3", "2,5", "½", "9" * 30])
def test_a_cell_is_read_like_a_box_on_a_page(cell: str) -> None:
    with pytest.raises(Invalid):
        NUMBER.from_text(question("number"), cell)
    assert NUMBER.from_text(question("number"), "٣") == 3
    assert NUMBER.from_text(question("number"), "£1,000") == 1000


def test_a_short_text_has_its_limit_whichever_way_it_comes() -> None:
    asked = question("short_text")
    SHORT_TEXT.check(asked, "x" * 200)
    with pytest.raises(Invalid, match="200 characters or less"):
        SHORT_TEXT.check(asked, "x" * 201)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_up_keeps_to_the_limits(kind: Kind) -> None:
    chance = Random(1)
    asked = question(
        kind.name, options=OPTIONS if kind in {RADIOS, CHECKBOXES, LIKERT} else (), minimum=2, maximum=9, most_words=3
    )
    for _ in range(50):
        kind.check(asked, kind.example(asked, chance))


def test_a_number_that_looks_like_a_missing_value_has_a_column_that_tells_it_apart() -> None:
    cold = Question(key="cold", kind="number", label="How cold?", minimum=-12, maximum=0)
    assert [(column.name, column.takes_missing) for column in NUMBER.columns(cold)] == [
        ("cold", False),
        ("cold__missing", True),
    ]
    assert NUMBER.cells(cold, -9) == (-9, 0)
    for least in (None, 0, -6):
        assert len(NUMBER.columns(replace(cold, minimum=least, maximum=10))) == len(NUMBER.cells(cold, 5)) - 1 == 1
