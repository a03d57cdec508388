"""Answers that are numbers: within their limits, and told apart from what stands for a missing answer."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from consult.contract.questions import Question
from consult.kernel.errors import Invalid
from plugins.survey.kinds.numbers import MONEY, NUMBER, PER_CENT


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


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


def test_a_number_that_looks_like_a_missing_value_has_a_column_that_tells_it_apart() -> None:
    cold = Question(key="cold", kind="number", label="How cold?", minimum=-12, maximum=0)
    assert [(column.name, column.takes_missing) for column in NUMBER.columns(cold)] == [
        ("cold", False),
        ("cold__missing", True),
    ]
    assert NUMBER.cells(cold, -9) == (-9, 0)
    for least in (None, 0, -6):
        assert len(NUMBER.columns(replace(cold, minimum=least, maximum=10))) == len(NUMBER.cells(cold, 5)) - 1 == 1


@pytest.mark.parametrize(
    ("answer", "shown"), [(12, "£12"), (12.5, "£12.50"), (1234567, "£1,234,567"), (0, "£0"), (None, "")]
)
def test_money_is_shown_as_it_is_written(answer: float | None, shown: str) -> None:
    assert MONEY.show(question("money"), answer) == shown


def test_money_has_pounds_and_pence_and_no_more() -> None:
    asked = question("money", maximum=100)
    MONEY.check(asked, 12.34)
    assert MONEY.from_text(asked, " £12.50 ") == 12.5
    for answer in (0.001, 100.01, -1, "12"):
        with pytest.raises(Invalid):
            MONEY.check(asked, answer)


def test_a_per_cent_is_100_at_most_unless_the_question_says_more() -> None:
    PER_CENT.check(question("per_cent"), 100)
    PER_CENT.check(question("per_cent", maximum=250), 200)
    assert PER_CENT.from_text(question("per_cent"), "12.5%") == 12.5
    assert PER_CENT.show(question("per_cent"), 12.5) == "12.5%"
    with pytest.raises(Invalid, match="100 or less"):
        PER_CENT.check(question("per_cent"), 101)
