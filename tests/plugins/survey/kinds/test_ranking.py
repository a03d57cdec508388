"""Options in order: the first is counted, and each has its place in a column of its own."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.options import Option
from consult.contract.questions import NOT_ANSWERED, Question
from consult.desk.queries import Filters, listed
from consult.kernel.errors import Invalid
from plugins.survey.kinds.ranking import RANKING
from tests.factories import make_submission
from tests.plugins.survey.conftest import NEWER_KINDS, PublishSurvey

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


def test_an_officer_who_asks_for_an_option_finds_those_who_put_it_first(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, NEWER_KINDS)
    draft_survey.consultation.state = State.OPEN
    orders = (["c", "a"], ["a", "c"], ["a"])
    first, second, third = (
        make_submission(session, draft_survey, answers={"ranking": order}).reference for order in orders
    )

    def found(code: str) -> set[str]:
        asked = Filters(answers=(("ranking", code),))
        return {one.reference for one in session.scalars(listed(session, draft_survey.id, asked))}

    assert (found("c"), found("a"), found("b")) == ({first}, {second, third}, set())
    assert found("*") == {first, second, third}
