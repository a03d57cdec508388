"""A number that is worked out: as people read it, and its columns."""

import pytest

from consult.sdk.questions import Question
from plugins.survey.kinds.computed import COMPUTED

FREE = Question(key="total", kind="computed", label="In all")
FROM_0 = Question(key="total", kind="computed", label="In all", minimum=0)


@pytest.mark.parametrize(
    ("answer", "expected"), [(None, ""), (5, "5"), (1234.5, "1,234.5"), (1.666667, "1.67"), (2.999999, "3"), (-3, "-3")]
)
def test_it_is_shown_with_two_decimals_at_most(answer: float | None, expected: str) -> None:
    assert COMPUTED.show(FREE, answer) == expected


def test_one_that_can_look_like_a_missing_value_says_beside_it_whether_it_is() -> None:
    assert [column.name for column in COMPUTED.columns(FROM_0)] == ["total"]
    assert COMPUTED.cells(FROM_0, 5) == (5,)
    assert [column.name for column in COMPUTED.columns(FREE)] == ["total", "total__missing"]
    assert COMPUTED.cells(FREE, -9) == (-9, 0)
