"""What is due in a case is set at each step, and the core reminds the police until it is done."""

from collections.abc import Callable
from datetime import timedelta

from consult.citations.queries import reference_to
from consult.deadlines.queries import next_deadlines, shown_deadlines
from consult.deadlines.services import remind_all
from consult.deadlines.working_days import working_days_after
from consult.kernel import clock
from consult.mail.services import Letter
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from tests.plugins.authorisation.conftest import Desk


def _due(desk: Desk, case: Case) -> list[tuple[str, str]]:
    found = shown_deadlines(desk.session, reference_to(case))
    return [(due.text, due.due_on.isoformat()) for due in found if not due.is_met]


def test_each_step_sets_what_is_due_next_and_meets_what_was_due(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    assert case.starts_at is not None
    starts_on, today = clock.london(case.starts_at).date(), clock.london(clock.now()).date()
    assert _due(desk, case) == [(f"Decide on case {case.number}, before it would start", starts_on.isoformat())]
    desk.move(case, State.AUTHORISED, desk.superintendent)
    ends_on = clock.london(case.authority_ends_at or clock.now()).date()
    assert _due(desk, case) == [(f"Use or give up the authority in case {case.number}", ends_on.isoformat())]
    case.state = State.LIVE
    desk.session.flush()
    desk.move(case, State.ENDED, desk.applicant)
    deleted_on = today + timedelta(days=31)
    assert _due(desk, case) == [(f"Confirm that the data of case {case.number} is deleted", deleted_on.isoformat())]
    desk.move(case, State.DELETED, desk.applicant)
    reviewed_on = working_days_after(desk.session, today, 20)
    assert _due(desk, case) == [(f"Review the deployment of case {case.number}", reviewed_on.isoformat())]
    assert next_deadlines(desk.session, [reference_to(case)])[reference_to(case)].due_on == reviewed_on


def test_an_urgent_authority_is_due_to_be_ratified_and_is_not_when_it_was(desk: Desk) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    assert f"Ratify the urgent authority in case {case.number} in writing" in dict(_due(desk, case))
    desk.move(case, State.CANCELLED, desk.applicant)
    assert _due(desk, case) == []


def test_the_police_are_reminded_until_it_is_done(desk: Desk, outbox: Callable[..., list[Letter]]) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    case.state = State.LIVE
    desk.session.flush()
    desk.move(case, State.ENDED, desk.applicant)
    to = desk.superintendent_person.email
    written = len(outbox(to))
    with clock.set_clock(clock.now() + timedelta(days=25)):
        assert remind_all(desk.session) == 1
    assert f"Confirm that the data of case {case.number} is deleted" in outbox(to)[written].subject
    desk.move(case, State.DELETED, desk.applicant)
    with clock.set_clock(clock.now() + timedelta(days=26)):
        remind_all(desk.session)
    assert [letter.subject for letter in outbox(to)[written + 1 :]] == [
        letter.subject for letter in outbox(to)[written + 1 :] if "Review the deployment" in letter.subject
    ]
