"""What an account holds of a person is handed over whole, and emptied whole."""

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import Connection, inspect, select
from sqlalchemy.orm import Session

from consult.accounts.invitations import invite, send_password_link
from consult.accounts.models import Invitation, Membership, Person, RoleGrant, SignInSession
from consult.accounts.personal_data import PERSONAL_DATA, erase_account
from consult.accounts.services import LastAdministrator, WrongPassword, check_password, set_roles
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.types import Base
from tests.factories import canary, make_actor, make_person

PASSWORD = "kettle violin marsh 42"


def collected(session: Session, person: Person) -> dict[str, object]:
    held: dict[str, object] = {}
    for data in PERSONAL_DATA:
        held |= data.collect(session, person.id)
        if data.collect_address is not None:
            held |= data.collect_address(session, person.email)
    return held


def rows_with(connection: Connection, text: str) -> set[str]:
    """The tables in which a text occurs anywhere."""
    tables = [table for table in Base.metadata.sorted_tables if inspect(connection).has_table(table.name)]
    return {table.name for table in tables if any(text in str(row) for row in connection.execute(select(table)))}


def test_all_that_is_known_of_a_person_is_handed_over(session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.GROUP_MEMBER, name=canary("name"), password=PASSWORD)
    set_roles(session, administrator, person, {Role.OFFICER})
    at = clock.now()
    session.add(
        SignInSession(token_hash="t" * 64, person_id=person.id, created_at=at, seen_at=at, expires_at=at + timedelta(1))
    )
    invite(session, SYSTEM, email=person.email, role=Role.AUDITOR)
    text = orjson.dumps(collected(session, person)).decode()
    for expected in (person.name, person.email, "officer", person.memberships[0].organisation.name, "auditor"):
        assert expected in text
    assert PASSWORD not in text
    assert str(person.password_hash) not in text
    assert "t" * 64 not in text


def test_nothing_of_an_erased_person_is_left_but_the_audit_log(session: Session) -> None:
    make_person(session, Role.ADMINISTRATOR)
    name, email = canary("name"), f"{canary('mail')}@people.example"
    person = make_person(session, Role.OFFICER, Role.GROUP_MEMBER, name=name, email=email, password=PASSWORD)
    send_password_link(session, email)
    for data in PERSONAL_DATA:
        data.erase(session, person.id)
        if data.erase_address is not None:
            data.erase_address(session, email)
    session.flush()
    assert rows_with(session.connection(), name) == set()
    assert rows_with(session.connection(), email) == set()
    for model in (RoleGrant, Membership, Invitation, SignInSession):
        query = select(model).where(model.person_id == person.id)
        assert session.scalars(query).all() == []
    with pytest.raises(WrongPassword):
        check_password(session, email, PASSWORD)


def test_what_an_erased_person_did_in_office_still_counts(session: Session) -> None:
    administrator = make_person(session, Role.ADMINISTRATOR)
    make_person(session, Role.ADMINISTRATOR)
    officer = make_person(session)
    set_roles(session, make_actor(session, Role.ADMINISTRATOR), officer, {Role.OFFICER})
    granted_by = session.get_one(RoleGrant, (officer.id, "officer")).granted_by_id
    assert granted_by is not None
    before = session.scalars(select(AuditEntry.actor_name)).all()
    erase_account(session, granted_by)
    session.expire_all()
    assert session.get_one(RoleGrant, (officer.id, "officer")).granted_by_id == granted_by
    assert session.get_one(Person, granted_by).name == "Erased account"
    assert session.scalars(select(AuditEntry.actor_name)).all() == before
    assert administrator.is_active


def test_the_last_administrator_cannot_be_erased(session: Session) -> None:
    person = make_person(session, Role.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        erase_account(session, person.id)
    assert person.name != "Erased account"


def test_two_people_can_be_erased(session: Session) -> None:
    for person in (make_person(session), make_person(session)):
        erase_account(session, person.id)
    assert len(set(session.scalars(select(Person.email)))) == 2
