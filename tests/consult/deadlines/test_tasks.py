"""What is due soon waits for those who have the role and may know of the row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.deadlines.services import meet_deadlines, set_deadline
from consult.deadlines.tasks import due
from consult.kernel.authz import ANONYMOUS, Role
from tests.consult.decisions.conftest import make_case
from tests.factories import make_actor


def test_it_waits_from_a_week_before_until_it_is_done(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at("2026-12-01 08:00")
    case = make_case(session)
    issue = reference_to(case.issue())
    day = date(2026, 12, 10)
    set_deadline(session, issue, day, owner=Role.OFFICER, text="Answer it")
    told = []
    for ahead in (-8, -7, 1):
        clock_at(f"{day + timedelta(days=ahead)} 09:00")
        told.append([item.text for item in due(session, case.officer)])
    assert told == [[], ["Answer it, due on 10 December 2026"], ["Overdue: Answer it"]]
    assert due(session, make_actor(session, Role.AUDITOR)) == []
    assert due(session, ANONYMOUS) == ()
    meet_deadlines(session, issue)
    assert due(session, case.officer) == []


def test_what_they_may_not_know_of_does_not_wait(session: Session) -> None:
    issue = reference_to(make_case(session).issue())
    set_deadline(session, issue, date(2020, 1, 1), owner=Role.COUNCILLOR, text="Answer it")
    assert due(session, make_actor(session, Role.COUNCILLOR)) == []
