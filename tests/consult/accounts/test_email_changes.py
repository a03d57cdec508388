"""Another email address for an account."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.email_changes import (
    AddressTaken,
    EmailLinkUsedUp,
    ask_for_email,
    confirm_email,
    replace_email,
)
from consult.accounts.invitations import LinkUsedUp, find_link, invite, send_password_link
from consult.accounts.models import JOIN, NEW_EMAIL, NEW_PASSWORD, Invitation, Person, SignInSession
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor, Role
from consult.kernel.errors import Conflict, Invalid
from tests.factories import make_person
from tests.support.mail import written_mail

OLD = "amara@people.example"
NEW = "amara@elsewhere.example"


def actor_for(person: Person) -> Actor:
    return Actor(person_id=person.id, name=person.name)


def asked(session: Session, person: Person, address: str = NEW) -> Invitation:
    ask_for_email(session, actor_for(person), person, address)
    letter = written_mail(session, address.lower())[-1]
    secret = letter.body.split("/email/")[1].split()[0]
    return find_link(session, secret, NEW_EMAIL)


def test_the_address_changes_by_the_link_and_all_else_stays(session: Session) -> None:
    person = make_person(session, Role.COUNCILLOR, email=OLD)
    link = asked(session, person, "Amara@Elsewhere.Example")
    assert person.email == OLD
    confirm_email(session, link)
    assert (person.email, set(person.roles)) == (NEW, {Role.COUNCILLOR})
    assert [letter.subject for letter in written_mail(session, OLD)] == [
        "Somebody asked to change your email address",
        "The email address of your account was changed",
    ]
    assert session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all() == [
        "accounts.email_change_asked",
        "accounts.email_changed",
    ]


def test_the_link_works_once_and_for_an_hour(session: Session) -> None:
    person = make_person(session, email=OLD)
    link = asked(session, person)
    link.expires_at = clock.now() - timedelta(seconds=1)
    with pytest.raises(EmailLinkUsedUp):
        confirm_email(session, link)
    assert person.email == OLD


def test_a_second_link_puts_the_first_out_of_use(session: Session) -> None:
    person = make_person(session, email=OLD)
    asked(session, person)
    secret = written_mail(session, NEW)[-1].body.split("/email/")[1].split()[0]
    asked(session, person, "amara@third.example")
    with pytest.raises(LinkUsedUp):
        find_link(session, secret, NEW_EMAIL)


def test_two_people_never_share_an_address(session: Session) -> None:
    person, other = make_person(session, email=OLD), make_person(session)
    link = asked(session, person)
    other.email = NEW
    session.flush()
    with pytest.raises(AddressTaken):
        confirm_email(session, link)
    with pytest.raises(AddressTaken):
        ask_for_email(session, actor_for(person), person, NEW.upper())
    with pytest.raises(Invalid):
        ask_for_email(session, actor_for(person), person, OLD.title())


def test_links_sent_to_the_old_address_fall_and_invitations_to_it_stay(session: Session) -> None:
    person = make_person(session, email=OLD)
    link = asked(session, person)
    send_password_link(session, OLD)
    invite(session, SYSTEM, email=OLD, role=Role.AUDITOR)
    confirm_email(session, link)
    left = session.execute(select(Invitation.purpose, Invitation.email).where(Invitation.used_at.is_(None))).all()
    assert [tuple(row) for row in left] == [(JOIN, OLD)]
    assert NEW_PASSWORD not in {row.purpose for row in left}


def test_an_administrator_changes_it_for_somebody_who_is_then_signed_out(session: Session) -> None:
    administrator, person = make_person(session, Role.ADMINISTRATOR), make_person(session, email=OLD)
    at = clock.now()
    session.add(SignInSession(token_hash="a", person_id=person.id, created_at=at, seen_at=at, expires_at=at))
    replace_email(session, actor_for(administrator), person, NEW, "they lost the old mailbox")
    assert person.email == NEW
    assert session.scalars(select(SignInSession)).all() == []
    assert len(written_mail(session, OLD)) == len(written_mail(session, NEW)) == 1
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.facts == {"person_id": person.id, "reason": "they lost the old mailbox"}


def test_not_for_oneself_and_not_for_a_closed_account(session: Session) -> None:
    administrator, person = make_person(session, Role.ADMINISTRATOR), make_person(session, email=OLD)
    with pytest.raises(Conflict):
        replace_email(session, actor_for(administrator), administrator, NEW, "they asked the council")
    person.is_active = False
    with pytest.raises(Conflict):
        replace_email(session, actor_for(administrator), person, NEW, "they asked the council")
    assert person.email == OLD
