"""Access tokens: made, found, ended, and never kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.access_tokens import (
    BEGINNING,
    MOST,
    find_own_token,
    find_token,
    make_token,
    note_use,
    take_back,
    token_of_secret,
    tokens_of,
)
from consult.accounts.models import AccessToken, Person
from consult.accounts.passwords import hash_password
from consult.accounts.personal_data import collect_account, erase_account
from consult.accounts.services import deactivate_person, end_sessions, purge_accounts, set_password
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.reach import Reach
from tests.factories import actor_for, make_person
from tests.support.mail import written_mail


@pytest.fixture
def officer(session: Session) -> Person:
    return make_person(session, Role.OFFICER)


def made(session: Session, person: Person, days: int = 30) -> str:
    """Return a new token of a person."""
    return make_token(session, actor_for(session, person), person, name="Nightly", allows=[Reach.RESPONSES], days=days)


def test_its_owner_is_told_by_mail_without_the_token(session: Session, officer: Person) -> None:
    secret = made(session, officer)
    [letter] = written_mail(session, officer.email)
    assert letter.subject == "An access token was made"
    assert "change your password at once" in letter.body
    assert secret not in letter.body


def test_a_token_is_found_by_its_secret_of_which_only_a_digest_is_kept(session: Session, officer: Person) -> None:
    secret = made(session, officer)
    assert secret.startswith(BEGINNING)
    found = token_of_secret(session, secret)
    assert found is not None
    assert (found.person_id, found.allows, found.last_used_on) == (officer.id, ["responses"], None)
    kept = session.execute(select(AccessToken.__table__)).one()
    assert secret.removeprefix(BEGINNING) not in repr(kept)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.name == "accounts.access_token_made"
    assert secret.removeprefix(BEGINNING) not in repr(entry.facts)


def test_nothing_else_is_a_token(session: Session, officer: Person) -> None:
    secret = made(session, officer)
    for other in (secret[:-1], secret.swapcase(), f"{secret}é", f"{secret}\n", secret.removeprefix(BEGINNING), ""):
        assert token_of_secret(session, other) is None


def test_a_token_ends_on_its_day_and_is_deleted_then(session: Session, officer: Person) -> None:
    secret = made(session, officer, days=7)
    with clock.set_clock(clock.now() + timedelta(days=6, hours=23)):
        assert token_of_secret(session, secret) is not None
    with clock.set_clock(clock.now() + timedelta(days=7, minutes=1)):
        assert token_of_secret(session, secret) is None
        assert session.scalars(tokens_of(officer.id, clock.now())).all() == []
        purge_accounts(session)
    assert session.scalars(select(AccessToken)).all() == []


def test_nobody_has_more_than_ten(session: Session, officer: Person) -> None:
    for _number in range(MOST):
        made(session, officer)
    with pytest.raises(Invalid, match="Take one back"):
        made(session, officer)
    oldest = session.scalars(select(AccessToken)).all()[0]
    take_back(session, actor_for(session, officer), oldest)
    made(session, officer)


def test_a_token_that_was_taken_back_holds_no_more_and_goes_once(session: Session, officer: Person) -> None:
    secret = made(session, officer)
    token = session.scalars(select(AccessToken)).one()
    take_back(session, actor_for(session, officer), token)
    session.expire_all()
    assert token_of_secret(session, secret) is None
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.facts["person_id"]) == ("accounts.access_token_taken_back", officer.id)


def test_a_token_is_found_for_its_owner_alone(session: Session, officer: Person) -> None:
    made(session, officer)
    number = session.scalars(select(AccessToken.id)).one()
    assert find_own_token(session, number, actor_for(session, officer)).id == number
    other = make_person(session, Role.OFFICER)
    with pytest.raises(NotFound):
        find_own_token(session, number, actor_for(session, other))
    with pytest.raises(NotFound):
        find_token(session, other.id, number)


def test_tokens_end_with_a_new_password_a_closed_account_an_erased_one_and_all_sessions(session: Session) -> None:
    administrator = make_person(session, Role.ADMINISTRATOR)
    ends: list[Callable[[Person], object]] = [
        lambda person: set_password(session, person, hash_password("kettle violin marsh 42")),
        lambda person: deactivate_person(session, actor_for(session, administrator), person),
        lambda person: erase_account(session, person.id),
        lambda person: end_sessions(session, person.id),
    ]
    for end in ends:
        person = make_person(session, Role.OFFICER)
        secret = made(session, person)
        end(person)
        assert token_of_secret(session, secret) is None
        assert session.scalars(select(AccessToken)).all() == []


def test_no_token_of_an_account_that_is_closed_holds(session: Session, officer: Person) -> None:
    secret = made(session, officer)
    officer.is_active = False
    session.flush()
    assert token_of_secret(session, secret) is None


def test_the_day_of_use_is_noted(session: Session, officer: Person) -> None:
    made(session, officer)
    note_use(session, session.scalars(select(AccessToken)).one())
    session.expire_all()
    assert session.scalars(select(AccessToken)).one().last_used_on == clock.today_in_london()


def test_who_asks_what_is_kept_of_them_reads_of_their_tokens(session: Session, officer: Person) -> None:
    made(session, officer)
    told = collect_account(session, officer.id)["access_tokens"]
    assert [(one["name"], one["allows"]) for one in told] == [("Nightly", ["responses"])]  # type: ignore[attr-defined]


def test_what_a_token_allows_is_kept_in_one_order(session: Session, officer: Person) -> None:
    make_token(session, SYSTEM, officer, name="Both", allows={Reach.RESPONSES, Reach.DEFINITIONS}, days=7)
    assert session.scalars(select(AccessToken)).one().allows == ["definitions", "responses"]
