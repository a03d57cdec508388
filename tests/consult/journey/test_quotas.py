"""Whether a quota is full for whoever answers; the whole of it is tried with surveys, which have quotas."""

from sqlalchemy.orm import Session

from consult.contract.questions import Questionnaire
from consult.contract.quotas import Quota
from consult.journey.quotas import QuotaFull, find_full
from tests.factories import make_activity, make_consultation

ANYBODY = Quota(id="q", most=1, title="", text="", is_so=lambda _answers: True, depends_on=frozenset())


def test_an_activity_that_nobody_has_answered_has_room(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    asked = Questionnaire(activity_id=activity.id, version=1, title="x", pages=(), quotas=(ANYBODY,))
    assert find_full(session, asked, {}) is None


def test_it_says_its_own_words_or_ours() -> None:
    assert str(QuotaFull(ANYBODY)).startswith("We have heard from enough people")
