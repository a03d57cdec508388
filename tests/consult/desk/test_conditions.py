"""Filtering by what was answered and by the day on which a response came."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.conditions import answers_asked_for
from consult.desk.queries import Filters, listed
from consult.desk.staff_forms import day_asked_for, filters_of
from consult.submissions.models import Channel
from tests.factories import make_submission
from tests.support.web import FormClient


def references(session: Session, activity: Activity, **more: Any) -> set[str]:
    return {found.reference for found in session.scalars(listed(session, activity.id, Filters(**more)))}


def test_an_answer_is_found_alone_among_several_and_not_where_a_text_says_it(
    session: Session, activity: Activity
) -> None:
    alone = make_submission(session, activity, answers={"position": "bus"}).reference
    several, like = make_submission(session, activity), make_submission(session, activity)
    several.answers, like.answers = {"position": ["train", "bus"]}, {"position": ["bus_stop", "xbus"]}
    session.flush()
    none = make_submission(session, activity, answers={"reasons": 'They said "bus" [twice].'}).reference
    assert references(session, activity, answers=(("position", "bus"),)) == {alone, several.reference}
    assert references(session, activity, answers=(("position", "bus_stop"),)) == {like.reference}
    assert references(session, activity, answers=(("position", "*"),)) == {alone, several.reference, like.reference}
    assert references(session, activity, answers=(("position", "-"),)) == {none}
    assert references(session, activity, answers=(("reasons", "bus"),)) == set()
    assert references(session, activity, answers=(("position", "bus"), ("reasons", "-"))) == {alone, several.reference}


@pytest.mark.parametrize(
    "given", [{'answer-x"y': "a"}, {"answer-position": 'a"b'}, {"answer-": "a"}, {"answer-position": ""}]
)
def test_what_can_be_no_question_and_no_code_asks_for_nothing(given: dict[str, str]) -> None:
    assert answers_asked_for(given) == ()


def test_days_are_days_in_london_and_a_paper_counts_by_the_day_it_reached_us(
    session: Session, activity: Activity
) -> None:
    late = make_submission(session, activity)
    late.submitted_at = datetime(2026, 6, 1, 23, tzinfo=UTC)
    early = make_submission(session, activity)
    early.submitted_at = datetime(2026, 6, 1, 22, tzinfo=UTC)
    paper = make_submission(session, activity, channel=Channel.PAPER, received_on=date(2026, 6, 2))
    paper.submitted_at = datetime(2026, 6, 20, tzinfo=UTC)
    session.flush()
    first, second = date(2026, 6, 1), date(2026, 6, 2)
    assert references(session, activity, since=second) == {late.reference, paper.reference}
    assert references(session, activity, until=first) == {early.reference}
    assert references(session, activity, since=first, until=second) == {
        early.reference,
        late.reference,
        paper.reference,
    }
    assert references(session, activity, since=date(2026, 6, 3)) == set()


def test_filters_come_back_from_their_own_address() -> None:
    filters = Filters(
        answers=(("position", "support"),), since=date(2026, 6, 1), until=date(2026, 7, 2), order="oldest", unread=True
    )
    assert filters_of(filters.as_arguments()) == filters
    assert day_asked_for({"since-day": "31", "since-month": "2", "since-year": "2026"}, "since") is None


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong_with_a_day(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    support = make_submission(session, activity, answers={"position": "support"}).reference
    oppose = make_submission(session, activity, answers={"position": "oppose"}).reference
    address = f"/staff/activities/{activity.id}/responses"
    found = client.get(f"{address}?answer-position=support").text
    assert support in found
    assert oppose not in found
    assert "answer-position=support" in found
    wrong = client.get(f"{address}?since-day=31&since-month=2&since-year=2026")
    assert wrong.status_code == 422
    assert "must be a real date" in wrong.text
    assert 'value="31"' in wrong.text
    assert client.get(f"{address}?answer-position='\"%00").status_code == 200
