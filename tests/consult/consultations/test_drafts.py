"""What only a draft allows: another address, and going."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.documents import add_document
from consult.consultations.drafts import choose_address, delete_draft
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from tests.factories import make_activity, make_actor, make_consultation
from tests.support.documents import small_pdf


def draft(session: Session) -> Consultation:
    """Return a draft."""
    return make_consultation(session, state=State.DRAFT)


def test_a_draft_gets_the_address_that_was_chosen(session: Session) -> None:
    officer, made = make_actor(session, Role.OFFICER), draft(session)
    choose_address(session, officer, made, " /City-Plan-2027/ ", made.version)
    assert made.slug == "city-plan-2027"
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.facts) == ("consultations.edited", {"fields": "slug"})


@pytest.mark.parametrize("typed", ["", "-", "two words", "a/b", "plan?", "new", "taken", "x" * 70])
def test_an_address_that_is_none_or_is_taken_is_refused(session: Session, typed: str) -> None:
    officer, made, other = make_actor(session, Role.OFFICER), draft(session), draft(session)
    other.slug = "taken"
    session.flush()
    before = made.slug
    with pytest.raises(Invalid):
        choose_address(session, officer, made, typed, made.version)
    assert made.slug == before


def test_two_officers_do_not_overwrite_each_other(session: Session) -> None:
    officer, made = make_actor(session, Role.OFFICER), draft(session)
    seen = made.version
    choose_address(session, officer, made, "first", seen)
    choose_address(session, officer, made, "first", seen)
    with pytest.raises(ChangedMeanwhile):
        choose_address(session, officer, made, "second", seen)
    assert made.slug == "first"


def test_a_draft_goes_with_all_that_was_prepared_and_the_audit_log_says_so(session: Session) -> None:
    officer, made = make_actor(session, Role.OFFICER), draft(session)
    number = made.id
    for place, kind in enumerate(("response", "survey", "impact", "motion")):
        make_activity(session, made, kind, position=place)
    given: Any = {"title": "Plan", "name": "plan.pdf", "content": io.BytesIO(small_pdf()), "reason": ""}
    add_document(session, officer, made, is_material=False, **given)
    session.expire(made)
    delete_draft(session, officer, made)
    assert session.scalars(select(Activity).where(Activity.consultation_id == number)).all() == []
    assert session.get(Consultation, number) is None
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.consultation_id) == ("consultations.deleted", number)


@pytest.mark.parametrize("state", [State.SCHEDULED, State.OPEN, State.ARCHIVED])
def test_what_was_announced_stays_under_its_address(session: Session, state: State) -> None:
    officer, made = make_actor(session, Role.OFFICER), make_consultation(session, state=state)
    with pytest.raises(Conflict):
        choose_address(session, officer, made, "another", made.version)
    with pytest.raises(Conflict):
        delete_draft(session, officer, made)
    assert session.get(Consultation, made.id) is made
