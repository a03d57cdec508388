"""A community group registers itself."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import invitations
from consult.accounts.models import Organisation
from consult.accounts.organisations import create_organisation, verify_organisation
from consult.accounts.registration import register_group
from consult.accounts.verification import waiting
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import Invalid
from tests.factories import actor_for, make_person
from tests.support.mail import link_in, written_mail

MAIL = "chair@traders.example"


def _register(session: Session, name: str = "Stratford Traders", email: str = MAIL) -> None:
    register_group(session, name=name, kind="business", represents=40, basis="They are members.", email=email)


def test_it_is_entered_unverified_and_whoever_opens_the_link_speaks_for_it(session: Session) -> None:
    _register(session)
    made = session.scalars(select(Organisation)).one()
    assert (made.name, made.represents, made.is_verified) == ("Stratford Traders", 40, False)
    (letter,) = written_mail(session, MAIL)
    secret = link_in(letter).rpartition("/")[2]
    invitation = invitations.find_link(session, secret, "join")
    person = invitations.accept_as_new(session, invitation, "Mary Okoro", "green tulips under nine bridges")
    assert [membership.organisation_id for membership in person.memberships] == [made.id]


def test_a_name_that_is_taken_is_refused(session: Session) -> None:
    _register(session)
    with pytest.raises(Invalid) as refused:
        _register(session, email="other@traders.example")
    assert list(refused.value.fields) == ["name"]


def test_a_closed_account_is_not_told_of(session: Session) -> None:
    make_person(session, email="closed@traders.example", is_active=False)
    _register(session, email="closed@traders.example")
    assert session.scalars(select(Organisation)).all() == []
    assert written_mail(session, "closed@traders.example") == []


def test_officers_are_told_when_the_link_is_opened_and_until_one_has_looked_at_the_group(session: Session) -> None:
    officer = make_person(session, Role.OFFICER)
    by = actor_for(session, officer)
    _register(session)
    assert waiting(session, by) == []
    (letter,) = written_mail(session, MAIL)
    invitation = invitations.find_link(session, link_in(letter).rpartition("/")[2], "join")
    invitations.accept_as_new(session, invitation, "Mary Okoro", "green tulips under nine bridges")
    made = session.scalars(select(Organisation)).one()
    (told,) = written_mail(session, officer.email)
    assert told.subject == "Stratford Traders registered, and waits to be verified"
    assert f"/staff/groups/{made.id}" in told.body
    (item,) = waiting(session, by)
    assert (item.text, item.parts) == (
        "Verify Stratford Traders, which registered itself",
        {"organisation_id": made.id},
    )
    assert waiting(session, ANONYMOUS) == []
    verify_organisation(session, by, made, ground="Their constitution")
    assert waiting(session, by) == []


def test_a_group_that_an_officer_entered_waits_for_nobody(session: Session) -> None:
    officer = make_person(session, Role.OFFICER)
    by = actor_for(session, officer)
    made = create_organisation(session, by, name="Stratford Traders")
    invitations.invite(session, by, email=MAIL, organisation=made)
    (letter,) = written_mail(session, MAIL)
    invitation = invitations.find_link(session, link_in(letter).rpartition("/")[2], "join")
    invitations.accept_as_new(session, invitation, "Mary Okoro", "green tulips under nine bridges")
    assert written_mail(session, officer.email) == []
    assert waiting(session, by) == []
