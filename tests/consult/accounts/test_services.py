"""Passwords, roles and closing of accounts."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import services
from consult.accounts.invitations import invite
from consult.accounts.models import Invitation, Person, RoleGrant, SignInSession
from consult.accounts.passwords import hash_password, is_password
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.clock import set_clock
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, Invalid
from tests.factories import actor_for, make_actor, make_person

PASSWORD = "kettle violin marsh 42"
OTHER = "gravel otter stapler 7"


def audit_log(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)))


def signed_in(session: Session, person: Person, token_hash: str = "t" * 64) -> None:
    at = clock.now()
    session.add(
        SignInSession(
            token_hash=token_hash, person_id=person.id, created_at=at, seen_at=at, expires_at=at + timedelta(hours=1)
        )
    )
    session.flush()


def test_the_right_password_finds_the_person_however_the_address_is_written(session: Session) -> None:
    person = make_person(session, email="amara@people.example", password=PASSWORD)
    assert services.check_password(session, "  Amara@People.example ", PASSWORD) is person


@pytest.mark.parametrize("fault", ["wrong password", "unknown", "closed", "no password"])
def test_every_failure_says_the_same(session: Session, fault: str) -> None:
    make_person(session, email="amara@people.example", password=PASSWORD)
    make_person(session, email="closed@people.example", password=PASSWORD, is_active=False)
    make_person(session, email="invited@people.example")
    email = {"unknown": "nobody@people.example", "closed": "closed@people.example"}.get(fault, "amara@people.example")
    email = "invited@people.example" if fault == "no password" else email
    typed = OTHER if fault == "wrong password" else PASSWORD
    with pytest.raises(services.WrongPassword) as refused:
        services.check_password(session, email, typed)
    assert str(refused.value) == services.WrongPassword.default


def test_an_old_hash_is_made_anew_at_sign_in(session: Session) -> None:
    person = make_person(session, email="amara@people.example", password=PASSWORD)
    old = person.password_hash
    services.check_password(session, person.email, PASSWORD)
    assert person.password_hash != old
    assert is_password(person.password_hash, PASSWORD)
    kept = person.password_hash
    services.check_password(session, person.email, PASSWORD)
    assert person.password_hash == kept


def test_a_changed_password_counts_at_once_and_ends_every_session(session: Session) -> None:
    person = make_person(session, password=PASSWORD)
    signed_in(session, person)
    services.change_password(session, actor_for(session, person), person, hash_password(OTHER))
    assert is_password(person.password_hash, OTHER)
    assert session.scalars(select(SignInSession)).all() == []
    assert audit_log(session) == ["accounts.password_changed"]


def test_a_new_password_may_not_be_made_of_ones_own_name_or_the_councils(session: Session) -> None:
    for password in ("amara okafor 1987", "exampleton council", "short one"):
        with pytest.raises(Invalid) as refused:
            services.checked_hash(session, password, "Amara Okafor")
        assert list(refused.value.fields) == ["password"]


def test_roles_are_granted_and_withdrawn_each_on_the_audit_log(session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.COUNCILLOR)
    services.set_roles(session, administrator, person, {Role.OFFICER, Role.AUDITOR})
    assert person.roles == {Role.OFFICER, Role.AUDITOR}
    assert sorted(audit_log(session)) == ["accounts.role_granted", "accounts.role_granted", "accounts.role_withdrawn"]
    grant = session.get_one(RoleGrant, (person.id, "officer"))
    assert grant.granted_by_id == administrator.person_id


def test_the_last_administrator_stays_one(session: Session) -> None:
    person = make_person(session, Role.ADMINISTRATOR)
    make_person(session, Role.ADMINISTRATOR, is_active=False)
    other = make_actor(session, Role.ADMINISTRATOR)
    services.set_roles(session, other, person, {Role.OFFICER})
    last = session.get_one(Person, other.person_id)
    with pytest.raises(services.LastAdministrator):
        services.set_roles(session, other, last, set())
    with pytest.raises(services.LastAdministrator):
        services.deactivate_person(session, actor_for(session, person), last)
    assert last.is_active
    assert Role.ADMINISTRATOR in last.roles


@rules(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["withdraw", "grant", "close"]))))
def test_whatever_administrators_do_to_each_other_one_is_left(
    session: Session, moves: list[tuple[int, int, str]]
) -> None:
    with session.begin_nested() as savepoint:
        people = [make_person(session, Role.ADMINISTRATOR) for _ in range(3)]
        for who, whom, move in moves:
            actor, person = actor_for(session, people[who]), people[whom]
            if not people[who].is_active or Role.ADMINISTRATOR not in people[who].roles:
                continue
            try:
                if move == "close":
                    services.deactivate_person(session, actor, person)
                else:
                    services.set_roles(session, actor, person, {Role.ADMINISTRATOR} if move == "grant" else set())
            except Conflict:
                pass
        assert any(person.is_active and Role.ADMINISTRATOR in person.roles for person in people)
        savepoint.rollback()


def test_a_closed_account_is_signed_out_and_its_invitations_fall(session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.ADMINISTRATOR, password=PASSWORD)
    signed_in(session, person)
    invite(session, actor_for(session, person), email="new@people.example", role=Role.OFFICER)
    services.deactivate_person(session, administrator, person)
    assert session.scalars(select(SignInSession)).all() == []
    assert session.scalars(select(Invitation)).all() == []
    services.reactivate_person(session, administrator, person)
    assert services.check_password(session, person.email, PASSWORD) is person
    assert audit_log(session)[-2:] == ["accounts.person_deactivated", "accounts.person_reactivated"]


def test_nobody_closes_their_own_account(session: Session) -> None:
    make_person(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        services.deactivate_person(session, actor_for(session, person), person)
    assert person.is_active


def test_invitations_fall_with_the_role_that_allowed_them(session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.ADMINISTRATOR)
    invite(session, actor_for(session, person), email="new@people.example", role=Role.ADMINISTRATOR)
    services.set_roles(session, administrator, person, {Role.OFFICER})
    assert session.scalars(select(Invitation)).all() == []


def test_what_has_run_out_is_deleted_and_the_rest_stays(session: Session, clock_at: Callable[..., datetime]) -> None:
    at = clock_at("2026-11-02 09:00")
    signed_in(session, make_person(session))
    invite(session, SYSTEM, email="new@people.example", role=Role.OFFICER)
    assert services.purge_accounts(session) == 0
    with set_clock(at + timedelta(hours=2)):
        assert services.purge_accounts(session) == 1
    with set_clock(at + timedelta(days=38)):
        assert services.purge_accounts(session) == 1
    assert session.scalars(select(Invitation)).all() == []


def test_two_administrators_who_withdraw_each_other_at_once_leave_one(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        numbers = [make_person(session, Role.ADMINISTRATOR).id for _ in range(2)]
    ready = threading.Barrier(2)

    def withdraw(who: int, whom: int) -> None:
        with live_database.sessions() as session:
            actor = actor_for(session, session.get_one(Person, who))
            other = session.get_one(Person, whom)
            ready.wait()
            try:
                if who < whom:
                    services.set_roles(session, actor, other, set())
                else:
                    services.deactivate_person(session, actor, other)
                session.commit()
            except Conflict:
                session.rollback()

    threads = [threading.Thread(target=withdraw, args=pair) for pair in (numbers, numbers[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_database.reading() as session:
        left = [
            person
            for person in session.scalars(select(Person))
            if person.is_active and Role.ADMINISTRATOR in person.roles
        ]
    assert len(left) == 1
