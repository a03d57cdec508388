"""The summary tells who was excluded by which answer."""

from sqlalchemy.orm import Session

from consult.desk.exclusions import exclude
from consult.exports.exclusion_rates import exclusion_rates
from consult.exports.summary import summarise
from consult.kernel.authz import Role
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def test_the_rate_is_of_those_who_gave_the_answer_and_none_of_few(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    officer = make_actor(session, Role.OFFICER)
    assert exclusion_rates(session, summarise(session, activity)) == []
    for position, number, out in (("support", 25, 5), ("oppose", 20, 1)):
        for place in range(number):
            sent = make_submission(session, activity, answers={"position": position, "reasons": "support"})
            if place < out:
                exclude(session, officer, activity, sent, "abusive", "")
    rates = exclusion_rates(session, summarise(session, activity))
    assert {(rate.excluded, rate.received, rate.per_cent) for rate in rates} == {(5, 25, 20.0), (1, 20, None)}
