"""The calendar has every date that is still to come, by month, and no deadline of what somebody may not know of."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.calendar import calendar
from consult.consultations.models import State
from consult.deadlines.services import meet_deadlines, set_deadline
from consult.kernel import clock
from consult.kernel.authz import Role
from tests.factories import make_actor, make_consultation


def test_dates_and_deadlines_stand_by_month_until_they_are_met(session: Session) -> None:
    officer, made = make_actor(session, Role.OFFICER), make_consultation(session, state=State.CLOSED)
    today = clock.london(clock.now()).date()
    made.results_due_on, made.decision_on = today - timedelta(days=40), today + timedelta(days=500)
    session.flush()
    reference, due = reference_to(made), today + timedelta(days=40)
    set_deadline(session, reference, due, owner=Role.OFFICER, text="Answer the group")
    months = calendar(session, officer)
    assert [month for month, _ in months] == [made.results_due_on.replace(day=1), due.replace(day=1)]
    late, answer = (entries[0] for _, entries in months)
    assert (late.is_overdue, late.text) == (True, f"Results of {made.title} are promised")
    assert (answer.is_overdue, answer.text) == (False, "Answer the group")
    meet_deadlines(session, reference)
    assert len(calendar(session, officer)) == 1


def test_a_deadline_is_shown_to_those_who_may_know_what_it_is_about(session: Session) -> None:
    draft = make_consultation(session, state=State.DRAFT)
    draft.opens_at = draft.closes_at = draft.results_due_on = draft.decision_on = None
    session.flush()
    set_deadline(session, reference_to(draft), clock.now().date(), owner=Role.OFFICER, text="Write it")
    ((_, (entry,)),) = calendar(session, make_actor(session, Role.OFFICER))
    assert entry.text == "Write it"
    assert calendar(session, make_actor(session, Role.COUNCILLOR)) == []
