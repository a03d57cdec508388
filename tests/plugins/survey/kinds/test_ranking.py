"""Options in order: the first is counted, and each has its place in a column of its own."""

from typing import Any

import pytest

from consult.contract.questions import NOT_ANSWERED, Option, Question
from consult.kernel.errors import Invalid
from plugins.survey.kinds.ranking import RANKING

ASKED = Question(
    key="k", kind="ranking", label="What first?", options=tuple(Option(code=code, label=code.upper()) for code in "abc")
)


def test_the_order_is_kept_and_shown_with_places() -> None:
    assert RANKING.read(ASKED, ["c", "a"]) == ["c", "a"]
    assert RANKING.read(ASKED, []) is None
    assert RANKING.show(ASKED, ["c", "a"]) == "1. C\n2. A"
    assert RANKING.from_text(ASKED, "C; a") == ["c", "a"]
    assert RANKING.counts(ASKED, ["c", "a"]) == ("c",)
    assert RANKING.counts(ASKED, None) == ()


def test_each_option_has_a_column_for_its_place() -> None:
    assert [column.name for column in RANKING.columns(ASKED)] == ["k__a", "k__b", "k__c"]
    assert RANKING.cells(ASKED, ["c", "a"]) == (2, NOT_ANSWERED, 1)
    assert RANKING.cells(ASKED, None) == (None, None, None)


@pytest.mark.parametrize("answer", [["a", "a"], ["z"], [], "a", {"a": 1}])
def test_an_order_names_different_options_of_the_question(answer: Any) -> None:
    with pytest.raises(Invalid):
        RANKING.check(ASKED, answer)
