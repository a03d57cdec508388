"""What became of a row is told by walking what cites it, to whoever may know of each."""

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.kernel.authz import ANONYMOUS
from consult.kernel.clock import now
from consult.steps.services import keep_step
from consult.steps.traces import trace_of, traces_of
from tests.consult.decisions.conftest import make_case
from tests.factories import make_consultation


def test_a_row_is_followed_through_everything_that_rests_on_it(session: Session) -> None:
    case = make_case(session)
    later = make_consultation(session)
    response, issue = reference_to(case.response()), reference_to(case.issue())
    cite(session, case.officer, issue, [response])
    cite(session, case.officer, reference_to(later), [issue])
    cite(session, case.officer, issue, [reference_to(later)])  # a circle ends
    keep_step(session, case.officer, reference_to(later), "draft", "open", now())
    traced = trace_of(session, case.officer, response)
    assert [uptake.reference for uptake in traced] == [issue, reference_to(later)]
    assert [[step.stands_at for step in uptake.steps] for uptake in traced] == [[], ["open"]]


def test_nobody_is_led_on_by_a_row_of_which_they_may_not_know(session: Session) -> None:
    case = make_case(session)
    later = make_consultation(session)
    response, issue = reference_to(case.response()), reference_to(case.issue())
    cite(session, case.officer, issue, [response])
    cite(session, case.officer, reference_to(later), [issue])
    assert trace_of(session, ANONYMOUS, response) == []
    assert [uptake.reference for uptake in trace_of(session, ANONYMOUS, issue)] == [reference_to(later)]


def test_each_of_many_rows_is_told_what_rests_on_it_alone(session: Session) -> None:
    case = make_case(session)
    later, last = make_consultation(session), make_consultation(session)
    first, second, third = (reference_to(case.response()) for _ in range(3))
    cite(session, case.officer, reference_to(later), [first])
    cite(session, case.officer, reference_to(last), [reference_to(later), second])
    traced = traces_of(session, ANONYMOUS, [first, second, third])
    told = {origin: [uptake.reference for uptake in found] for origin, found in traced.items()}
    assert told == {first: [reference_to(later), reference_to(last)], second: [reference_to(last)], third: []}
