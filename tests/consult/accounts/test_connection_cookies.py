"""Who is behind an open connection is known by the rules of pages."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.connection_cookies import actors_of_connections, secret_of_connection
from consult.accounts.models import SignInSession
from consult.accounts.session_cookies import IDLE_FOR_STAFF, NOTED_EVERY
from consult.kernel import clock, tokens
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.support.web import FormClient, sign_in


@pytest.fixture
def cookies(client: FormClient, session: Session) -> str:
    """The header of a browser in which a councillor is signed in."""
    sign_in(client, session, make_person(session, Role.COUNCILLOR, name="Cllr Ada"))
    found = client.get_cookie("consult")
    assert found is not None
    return f"theme=dark; consult={found.value}"


def test_the_cookie_of_a_page_names_the_same_person(
    application: Flask, database: Database, session: Session, cookies: str
) -> None:
    secret = secret_of_connection(database, cookies)
    found = actors_of_connections(session, [secret, "another"], at=clock.now())
    assert found.keys() == {secret}
    actor = found[secret]
    assert (actor.name, list(actor.roles)) == ("Cllr Ada", [Role.COUNCILLOR])
    assert actor.can("motion.workspace")


@pytest.mark.parametrize("cookies", ["", "consult=", "consult=eyJfdXNlcl9pZCI6ImEifQ.aaaaaa.bbbb", "other=1"])
def test_a_cookie_that_we_did_not_sign_names_nobody(database: Database, session: Session, cookies: str) -> None:
    secret = secret_of_connection(database, cookies)
    assert secret == ""
    assert actors_of_connections(session, [secret], at=clock.now()) == {}


def test_a_session_ends_for_connections_when_it_ends_for_pages(
    database: Database, session: Session, cookies: str
) -> None:
    secret = secret_of_connection(database, cookies)
    assert actors_of_connections(session, [secret], at=clock.now() + IDLE_FOR_STAFF - timedelta(seconds=5))
    assert not actors_of_connections(session, [secret], at=clock.now() + IDLE_FOR_STAFF)


def test_that_somebody_is_there_is_noted_where_it_is_asked_for(
    database: Database, session: Session, cookies: str
) -> None:
    secret = secret_of_connection(database, cookies)
    row = session.get_one(SignInSession, tokens.digest(secret))
    begun, later = row.seen_at, clock.now() + NOTED_EVERY
    actors_of_connections(session, [secret], at=later)
    session.refresh(row)
    assert row.seen_at == begun
    actors_of_connections(session, [secret], at=later, is_noted=True)
    session.refresh(row)
    assert row.seen_at == later
