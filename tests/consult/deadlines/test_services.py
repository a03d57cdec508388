"""A deadline is set once, moved, met and told of; what nobody can do is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.deadlines.models import Deadline
from consult.deadlines.queries import due_reminders
from consult.deadlines.services import (
    forget_deadlines,
    meet_deadlines,
    remind_all,
    set_deadline,
    set_working_days,
)
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from tests.factories import make_person
from tests.support.deployments import change_deployment, offer_welsh
from tests.support.mail import written_mail

ISSUE = Reference("issue", 7)


def _deadlines(session: Session) -> list[Deadline]:
    return session.query(Deadline).order_by(Deadline.id).all()


def test_the_same_text_about_the_same_row_is_the_same_deadline(session: Session) -> None:
    first = set_deadline(session, ISSUE, date(2026, 12, 10), owner=Role.OFFICER, text="Answer it")
    meet_deadlines(session, ISSUE)
    assert not session.scalars(due_reminders(date(2027, 1, 1))).all()
    again = set_deadline(session, ISSUE, date(2026, 12, 14), owner=Role.OFFICER, text=" Answer  it ")
    other = set_deadline(session, ISSUE, date(2026, 12, 14), owner=Role.AUDITOR, text="Look at it")
    assert _deadlines(session) == [first, other]
    assert (again is first, first.due_on, first.met_at) == (True, date(2026, 12, 14), None)


def test_working_days_are_counted_from_a_day(session: Session) -> None:
    made = set_working_days(session, ISSUE, date(2026, 12, 23), 3, owner=Role.OFFICER, text="Answer it")
    assert (made.due_on, made.counted_from) == (date(2026, 12, 30), date(2026, 12, 23))


def test_those_who_have_the_role_are_told_and_nobody_else(session: Session, clock_at: Callable[..., Any]) -> None:
    officer, auditor = make_person(session, Role.OFFICER), make_person(session, Role.AUDITOR)
    gone = make_person(session, Role.OFFICER)
    gone.is_active = False
    clock_at("2026-12-01 08:00")
    set_deadline(session, ISSUE, date(2026, 12, 10), owner=Role.OFFICER, text="Answer it")
    assert remind_all(session) == 0
    clock_at("2026-12-03 08:00")
    assert (remind_all(session), remind_all(session)) == (1, 0)
    assert [len(written_mail(session, person.email)) for person in (officer, auditor, gone)] == [1, 0, 0]
    (letter,) = written_mail(session, officer.email)
    assert letter.subject == "Due on 10 December 2026: Answer it"
    assert "/waiting" in letter.body


def test_a_deadline_of_a_plugin_that_is_switched_off_is_not_told_of(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    make_person(session, Role.OFFICER)
    clock_at("2026-12-01 08:00")
    set_deadline(session, Reference("motion_action", 1), date(2026, 11, 10), owner=Role.OFFICER, text="Write")
    database = database_of(session)
    registry = replace(deployment_of(database).registry, plugins=())
    change_deployment(database, registry=registry)
    clock_at("2026-12-03 08:00")
    assert remind_all(session) == 0


def test_a_row_that_is_deleted_takes_its_deadlines_along(session: Session) -> None:
    set_deadline(session, ISSUE, date(2026, 12, 10), owner=Role.OFFICER, text="Answer it")
    forget_deadlines(session, ISSUE)
    assert _deadlines(session) == []


def test_each_holder_is_reminded_in_their_own_language(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at("2026-12-01 09:00")
    offer_welsh(database_of(session))
    amara, nia = (make_person(session, Role.OFFICER, email=f"{name}@people.example") for name in ("amara", "nia"))
    nia.language = "cy"
    set_deadline(session, ISSUE, date(2026, 12, 10), owner=Role.OFFICER, text="Answer it")
    clock_at("2026-12-11 09:00")
    remind_all(session)
    said = {letter.to: letter for letter in written_mail(session)}
    assert "It was due on 10 December 2026." in said[amara.email].body
    assert "10 Rhagfyr 2026" in said[nia.email].body
    assert "http://localhost/cy/waiting" in said[nia.email].body


def test_what_one_person_is_asked_only_they_are_told_until_they_leave(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    asked, other = make_person(session, Role.OFFICER), make_person(session, Role.OFFICER)
    clock_at("2026-12-03 08:00")
    set_deadline(session, ISSUE, date(2026, 12, 4), owner=Role.OFFICER, text="Advise", person_id=asked.id)
    clock_at("2026-12-05 08:00")
    assert remind_all(session) == 1
    assert [len(written_mail(session, person.email)) for person in (asked, other)] == [1, 0]
    asked.is_active = False
    session.flush()
    clock_at("2026-12-12 08:00")
    assert remind_all(session) == 1
    assert [len(written_mail(session, person.email)) for person in (asked, other)] == [1, 1]
