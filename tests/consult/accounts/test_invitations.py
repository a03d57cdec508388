"""Links that let somebody in: once, for a while, and for one purpose."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import invitations
from consult.accounts.attempts import SIGN_IN, TooManyAttempts, record_attempt
from consult.accounts.models import JOIN, NEW_PASSWORD, Invitation, Person
from consult.accounts.passwords import is_password
from consult.audit.models import AuditEntry
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.clock import set_clock
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, Forbidden, Invalid
from consult.mail.models import MailMessage
from consult.mail.services import read_letter
from tests.factories import make_actor, make_organisation, make_person

ClockAt = Callable[..., datetime]
PASSWORD = "kettle violin marsh 42"
EMAIL = "new@people.example"


def secret_of(link: str) -> str:
    return link.rsplit("/", 1)[-1]


def offered(session: Session, **more: object) -> Invitation:
    link = invitations.invite(session, SYSTEM, email=EMAIL, **{"role": Role.OFFICER, **more})  # type: ignore[arg-type]
    return invitations.find_link(session, secret_of(link), JOIN)


def mailed(session: Session, database: Database) -> list[str]:
    letters = [read_letter(database.keys, mail) for mail in session.scalars(select(MailMessage))]
    return [f"{letter.to}\n{letter.body}" for letter in letters if letter]


def password_link(session: Session, database: Database, email: str) -> Invitation:
    invitations.send_password_link(session, email)
    (body,) = [body for body in mailed(session, database) if "/password/" in body]
    secret = body.split("/password/")[1].split()[0]
    return invitations.find_link(session, secret, NEW_PASSWORD)


def test_an_invitation_is_mailed_and_only_a_digest_of_its_secret_is_kept(session: Session, database: Database) -> None:
    link = invitations.invite(session, SYSTEM, email=" New@People.example", name="Amara Okafor", role=Role.COUNCILLOR)
    (letter,) = mailed(session, database)
    assert letter.startswith(EMAIL)
    assert link in letter
    assert link.startswith("http://localhost/invitations/")
    kept = session.scalars(select(Invitation)).one()
    assert secret_of(link) not in {str(value) for value in vars(kept).values()}


def test_looking_at_an_invitation_does_not_use_it_up(session: Session) -> None:
    link = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    for _ in range(3):
        assert invitations.find_link(session, secret_of(link), JOIN).used_at is None


def test_accepting_makes_an_account_with_the_role(session: Session) -> None:
    person = invitations.accept_as_new(session, offered(session), "Amara Okafor", PASSWORD)
    assert (person.email, person.name, set(person.roles)) == (EMAIL, "Amara Okafor", {Role.OFFICER})
    assert is_password(person.password_hash, PASSWORD)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.actor_id, entry.facts) == ("accounts.role_accepted", person.id, {"role": "officer"})


def test_accepting_for_an_organisation_makes_a_member(session: Session) -> None:
    group = make_organisation(session, verified=False)
    person = invitations.accept_as_new(session, offered(session, role=None, organisation=group), "Amara", PASSWORD)
    session.refresh(person)
    assert [membership.organisation_id for membership in person.memberships] == [group.id]
    assert person.roles == {Role.GROUP_MEMBER}


def test_an_invitation_works_once(session: Session) -> None:
    invitation = offered(session)
    invitations.accept_as_new(session, invitation, "Amara Okafor", PASSWORD)
    with pytest.raises(invitations.LinkUsedUp):
        invitations.accept_as_new(session, invitation, "Somebody Else", PASSWORD)
    assert len(session.scalars(select(Person)).all()) == 1


def test_an_invitation_works_for_seven_days(session: Session, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 09:00")
    link = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    with set_clock(at + timedelta(days=6, hours=23, minutes=59)):
        invitations.find_link(session, secret_of(link), JOIN)
    with set_clock(at + timedelta(days=7)), pytest.raises(invitations.LinkUsedUp):
        invitations.find_link(session, secret_of(link), JOIN)


def test_a_link_serves_one_purpose(session: Session, database: Database) -> None:
    link = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    with pytest.raises(invitations.LinkUsedUp):
        invitations.find_link(session, secret_of(link), NEW_PASSWORD)
    person = make_person(session, password=PASSWORD)
    invitations.send_password_link(session, person.email)
    secret = mailed(session, database)[-1].split("/password/")[1].split()[0]
    with pytest.raises(invitations.LinkUsedUp):
        invitations.find_link(session, secret, JOIN)


def test_a_weak_password_leaves_the_invitation_open(session: Session) -> None:
    invitation = offered(session)
    with pytest.raises(Invalid):
        invitations.accept_as_new(session, invitation, "Amara Okafor", "amara okafor 2024")
    assert invitation.used_at is None


def test_whoever_has_an_account_accepts_with_it(session: Session) -> None:
    person = make_person(session, Role.COUNCILLOR, email=EMAIL)
    invitations.accept_as_known(session, offered(session), person)
    assert person.roles == {Role.COUNCILLOR, Role.OFFICER}


def test_nobody_accepts_anothers_invitation(session: Session) -> None:
    invitation = offered(session)
    with pytest.raises(Forbidden):
        invitations.accept_as_known(session, invitation, make_person(session))
    assert invitation.used_at is None


def test_an_account_is_not_taken_over_by_an_invitation(session: Session) -> None:
    invitation = offered(session)
    person = make_person(session, email=EMAIL, password=PASSWORD)
    before = person.password_hash
    with pytest.raises(Conflict):
        invitations.accept_as_new(session, invitation, "Impostor", "gravel otter stapler 7")
    assert person.password_hash == before


def test_inviting_again_takes_the_earlier_link_back(session: Session) -> None:
    first = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    second = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    invitations.invite(session, SYSTEM, email=EMAIL, role=Role.AUDITOR)
    with pytest.raises(invitations.LinkUsedUp):
        invitations.find_link(session, secret_of(first), JOIN)
    assert invitations.find_link(session, secret_of(second), JOIN).used_at is None


def test_what_somebody_is_already_they_are_not_invited_to(session: Session) -> None:
    person = make_person(session, Role.OFFICER, Role.GROUP_MEMBER, email=EMAIL)
    group = person.memberships[0].organisation
    for offer in ({"role": Role.OFFICER}, {"role": None, "organisation": group}):
        with pytest.raises(Invalid) as refused:
            offered(session, **offer)
        assert "already" in refused.value.fields["email"]


def test_a_cancelled_invitation_no_longer_works(session: Session) -> None:
    link = invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER)
    found = invitations.find_link(session, secret_of(link), JOIN)
    invitations.cancel_invitation(session, make_actor(session, Role.ADMINISTRATOR), found)
    with pytest.raises(invitations.LinkUsedUp):
        invitations.find_link(session, secret_of(link), JOIN)


def test_a_new_password_is_chosen_once_within_an_hour(session: Session, database: Database, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 09:00")
    person = make_person(session, email=EMAIL, password=PASSWORD)
    link = password_link(session, database, EMAIL)
    with set_clock(at + timedelta(minutes=60)), pytest.raises(invitations.LinkUsedUp):
        invitations.choose_password(session, link, "gravel otter stapler 7")
    with set_clock(at + timedelta(minutes=59)):
        invitations.choose_password(session, link, "gravel otter stapler 7")
    assert is_password(person.password_hash, "gravel otter stapler 7")
    with pytest.raises(invitations.LinkUsedUp):
        invitations.choose_password(session, link, "another otter stapler 7")


def test_only_the_last_password_link_works(session: Session) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    invitations.send_password_link(session, EMAIL)
    invitations.send_password_link(session, EMAIL.upper())
    assert len(session.scalars(select(Invitation)).all()) == 1


@pytest.mark.parametrize("email", ["nobody@people.example", "closed@people.example"])
def test_no_link_goes_where_there_is_no_open_account(session: Session, database: Database, email: str) -> None:
    make_person(session, email="closed@people.example", is_active=False)
    invitations.send_password_link(session, email)
    assert mailed(session, database) == []


def test_whoever_chose_a_new_password_is_no_longer_locked_out(session: Session, database: Database) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    for number in range(10):
        record_attempt(session, "sign-in", SIGN_IN, email=EMAIL, address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts):
        record_attempt(session, "sign-in", SIGN_IN, email=EMAIL, address="198.51.100.1")
    invitations.choose_password(session, password_link(session, database, EMAIL), "gravel otter stapler 7")
    assert record_attempt(session, "sign-in", SIGN_IN, email=EMAIL, address="198.51.100.1")


def test_of_many_who_open_one_link_at_once_one_gets_in(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        secret = secret_of(invitations.invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER))
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def accept() -> None:
        with live_database.sessions() as session:
            link = invitations.find_link(session, secret, JOIN)
            ready.wait()
            try:
                invitations.accept_as_new(session, link, "Amara Okafor", PASSWORD)
                session.commit()
                outcomes.append("in")
            except (invitations.LinkUsedUp, Conflict):
                session.rollback()
                outcomes.append("out")

    threads = [threading.Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "out", "out", "out"]
    with live_database.reading() as session:
        assert len(session.scalars(select(Person)).all()) == 1
