"""One response for each invitation or account, and nothing that relates who took part to what was said."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.copies import copy_consultation
from consult.consultations.models import Activity, State
from consult.journey.admissions import (
    Admitted,
    NotAdmitted,
    access_of,
    admit,
    counts_of,
    end_admissions,
    make_invitations,
    set_access,
    why_not,
    withdraw_invitation,
)
from consult.journey.drafts import Content, start_draft
from consult.journey.models import Access, Admission, AdmissionRule
from consult.journey.services import submit
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.submissions.models import Submission
from tests.factories import make_activity, make_actor, make_consultation, make_person


@pytest.fixture
def officer(session: Session) -> Actor:
    """A council officer."""
    return make_actor(session, Role.OFFICER)


def opened(session: Session, officer: Actor, access: Access | None) -> Activity:
    """Return an activity that is open to those with this access."""
    begun = clock.now() - timedelta(days=7)
    activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun))
    set_access(session, officer, activity, access)
    activity.consultation.state = State.OPEN
    session.flush()
    return activity


def answer(session: Session, activity: Activity, admitted: Admitted) -> str:
    """Answer and send."""
    content = Content(answers={"position": "support"})
    code = start_draft(session, activity.id, activity.settings_version, content=content)
    return submit(session, code, admitted=admitted)


@pytest.mark.parametrize("access", [None, *Access])
def test_a_copy_is_answered_by_those_who_may_answer_the_original(
    session: Session, officer: Actor, access: Access | None
) -> None:
    source = opened(session, officer, access)
    if access is Access.INVITED:
        make_invitations(session, officer, source, 1, seen=0)
    made = copy_consultation(session, officer, source.consultation, "Once more")
    assert access_of(session, made.activities[0].id) == access
    assert counts_of(session, made.activities[0].id)[0] == 0


def test_an_invitation_can_be_used_once(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.INVITED)
    first, second = make_invitations(session, officer, activity, 2, seen=0)
    assert "need an invitation" in why_not(session, activity.id, Admitted())
    assert why_not(session, activity.id, Admitted(invitation=first)) == ""
    answer(session, activity, Admitted(invitation=first))
    with pytest.raises(NotAdmitted, match="already"):
        answer(session, activity, Admitted(invitation=first))
    with pytest.raises(NotAdmitted, match="Ask the council"):
        answer(session, activity, Admitted(invitation="7F3K-92QX-B41T-0ZMC"))
    answer(session, activity, Admitted(invitation=second))
    assert counts_of(session, activity.id) == (2, 2, 0)
    assert len(session.scalars(select(Submission)).all()) == 2


def test_two_devices_that_send_at_once_are_told_apart_by_the_database(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.ACCOUNT)
    admit(session, activity.id, Admitted(person_id=7))
    with pytest.raises(NotAdmitted, match="your account already"):
        admit(session, activity.id, Admitted(person_id=7))
    assert "need an account" in why_not(session, activity.id, Admitted(invitation="7F3K-92QX-B41T-0ZMC"))
    assert counts_of(session, activity.id) == (1, 1, 0)


def test_what_is_not_admitted_leaves_its_draft(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.ACCOUNT)
    content = Content(answers={"position": "support"})
    code = start_draft(session, activity.id, activity.settings_version, content=content)
    with pytest.raises(NotAdmitted):
        submit(session, code)
    assert submit(session, code, admitted=Admitted(person_id=7))


def test_a_withdrawn_invitation_opens_nothing(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.INVITED)
    first, second = make_invitations(session, officer, activity, 2, seen=0)
    withdraw_invitation(session, officer, activity, first)
    withdraw_invitation(session, officer, activity, first)
    assert "Ask the council" in why_not(session, activity.id, Admitted(invitation=first))
    answer(session, activity, Admitted(invitation=second))
    with pytest.raises(Invalid) as refused:
        withdraw_invitation(session, officer, activity, second)
    assert "cannot be withdrawn" in refused.value.fields["code"]
    assert counts_of(session, activity.id) == (2, 1, 1)


def test_pressing_twice_makes_one_batch(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.INVITED)
    make_invitations(session, officer, activity, 3, seen=0)
    with pytest.raises(ChangedMeanwhile):
        make_invitations(session, officer, activity, 3, seen=0)
    for count in (0, 10_001):
        with pytest.raises(Invalid):
            make_invitations(session, officer, activity, count, seen=3)
    assert counts_of(session, activity.id) == (3, 0, 0)


def test_who_may_answer_changes_only_before_the_opening(session: Session, officer: Actor) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    set_access(session, officer, activity, Access.ACCOUNT)
    set_access(session, officer, activity, None)
    set_access(session, officer, activity, Access.INVITED)
    make_invitations(session, officer, activity, 1, seen=0)
    with pytest.raises(Conflict, match="Invitations were made"):
        set_access(session, officer, activity, None)
    with pytest.raises(Conflict, match="has opened"):
        set_access(session, officer, make_activity(session, make_consultation(session)), Access.ACCOUNT)


def columns_of(rows: list[Any]) -> set[str]:
    """Return all that stands in some rows, as texts of some length."""
    found = set()
    for row in rows:
        for column in row.__table__.columns:
            value = getattr(row, column.key)
            found |= {str(value)} if value not in (None, True, False, "", 0, 1) else set()
    return found


def test_no_column_relates_who_took_part_to_a_response(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.INVITED)
    codes = make_invitations(session, officer, activity, 20, seen=0)
    sent = [answer(session, activity, Admitted(invitation=code)) for code in codes]
    session.expire_all()
    admissions = session.scalars(select(Admission)).all()
    responses = session.scalars(select(Submission)).all()
    entries = session.scalars(select(AuditEntry)).all()
    assert {column.name for column in Admission.__table__.columns if "DATE" in str(column.type)} == set()
    own = {str(activity.id)}
    assert columns_of([*admissions]) & columns_of([*responses, *entries]) - own == set()
    written = " ".join(columns_of([*admissions, *responses, *entries]))
    assert not [code for code in codes if code in written]
    assert len(sent) == len(admissions) == len(responses) == 20


def test_the_key_is_destroyed_when_answers_are_no_longer_taken(session: Session, officer: Actor) -> None:
    activity = opened(session, officer, Access.INVITED)
    used, unused = make_invitations(session, officer, activity, 2, seen=0)
    answer(session, activity, Admitted(invitation=used))
    assert end_admissions(session) == 0
    activity.consultation.state = State.CLOSED
    session.flush()
    assert end_admissions(session) == 1
    rule = session.scalars(select(AdmissionRule)).one()
    assert (rule.key, rule.has_ended) == (None, True)
    assert end_admissions(session) == 0
    for code in (used, unused):
        assert why_not(session, activity.id, Admitted(invitation=code)) == "Answers are no longer taken."
    with pytest.raises(Conflict):
        make_invitations(session, officer, activity, 1, seen=2)


def test_after_the_end_neither_the_place_of_a_row_nor_what_wrote_it_says_whose_response_is_whose(
    session: Session, officer: Actor
) -> None:
    activity = opened(session, officer, Access.ACCOUNT)
    people = [make_person(session) for _number in range(12)]
    for person in people:
        answer(session, activity, Admitted(person_id=person.id))
    before = set(session.execute(select(Admission.id, Admission.subject_hash, Admission.is_used)))
    activity.consultation.state = State.CLOSED
    session.flush()
    assert end_admissions(session) == 1
    lying = session.execute(text("SELECT id, subject_hash, is_used FROM admission")).all()
    assert [row.id for row in lying] == sorted(row.id for row in lying)
    assert {(row.id, row.subject_hash, bool(row.is_used)) for row in lying} == before
    assert len(lying) == 12


def test_sqlite_numbers_no_rows_of_those_who_took_part(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        with pytest.raises(OperationalError, match="no such column"):
            session.execute(text("SELECT rowid FROM admission"))
