"""Codes of an app and on paper: each counts once, and nothing of them is kept that could be read."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import second_factor
from consult.accounts.models import Person, RecoveryCode, SecondFactor, SignInSession
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.crypto import Unreadable
from consult.kernel.errors import Conflict
from tests.factories import make_person
from tests.support.mail import written_mail

NOW = datetime(2026, 5, 4, 9, 0, 10, tzinfo=UTC)


def acting(person: Person) -> Actor:
    return Actor(person_id=person.id, name=person.name)


def set_up(session: Session) -> tuple[Person, pyotp.TOTP, list[str]]:
    person = make_person(session)
    second_factor.begin_set_up(session, person)
    app = pyotp.TOTP(second_factor.key_to_confirm(session, person.id))
    codes = second_factor.confirm_set_up(session, acting(person), person, app.at(clock.now()))
    return person, app, list(codes)


def test_a_key_counts_once_its_first_code_is_right(session: Session) -> None:
    person = make_person(session)
    second_factor.begin_set_up(session, person)
    app = pyotp.TOTP(second_factor.key_to_confirm(session, person.id))
    assert not second_factor.has_second_factor(session, person.id)
    with clock.set_clock(NOW):
        with pytest.raises(second_factor.WrongCode):
            second_factor.check_code(session, person, app.at(NOW))
        with pytest.raises(second_factor.WrongCode):
            second_factor.confirm_set_up(session, acting(person), person, app.at(NOW + timedelta(minutes=5)))
        assert not second_factor.has_second_factor(session, person.id)
        second_factor.confirm_set_up(session, acting(person), person, app.at(NOW))
    assert second_factor.has_second_factor(session, person.id)
    with pytest.raises(second_factor.NothingBegun):
        second_factor.key_to_confirm(session, person.id)
    with pytest.raises(Conflict):
        second_factor.begin_set_up(session, person)


@pytest.mark.parametrize(("late", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_wrong(session: Session, late: int, is_taken: bool) -> None:
    with clock.set_clock(NOW - timedelta(hours=1)):
        person, app, _codes = set_up(session)
    code = app.at(NOW + timedelta(seconds=late))
    with clock.set_clock(NOW):
        if is_taken:
            second_factor.check_code(session, person, f" {code[:3]} {code[3:]} ")
        else:
            with pytest.raises(second_factor.WrongCode):
                second_factor.check_code(session, person, code)


def test_no_code_is_taken_twice_nor_one_from_before_the_last(session: Session) -> None:
    with clock.set_clock(NOW):
        person, app, _codes = set_up(session)
        with pytest.raises(second_factor.WrongCode):
            second_factor.check_code(session, person, app.at(NOW))
        second_factor.check_code(session, person, app.at(NOW + timedelta(seconds=30)))
        for late in (-30, 0, 30):
            with pytest.raises(second_factor.WrongCode):
                second_factor.check_code(session, person, app.at(NOW + timedelta(seconds=late)))


def test_a_recovery_code_works_once_however_it_is_typed(session: Session) -> None:
    person, _app, codes = set_up(session)
    other, _other_app, _other_codes = set_up(session)
    assert len(set(codes)) == 10
    with pytest.raises(second_factor.WrongCode):
        second_factor.check_code(session, other, codes[0])
    second_factor.check_code(session, person, codes[0].lower().replace("-", " ").replace("0", "o"))
    with pytest.raises(second_factor.WrongCode):
        second_factor.check_code(session, person, codes[0])
    second_factor.check_code(session, person, codes[1].replace("-", ""))
    assert session.scalars(select(AuditEntry.name).where(AuditEntry.actor_id == person.id)).all() == [
        "accounts.second_factor_set_up",
        "accounts.recovery_code_used",
        "accounts.recovery_code_used",
    ]
    assert "A recovery code was used" in [letter.subject for letter in written_mail(session, person.email)]


def test_new_recovery_codes_take_the_place_of_the_old(session: Session) -> None:
    person, _app, old = set_up(session)
    new = second_factor.renew_recovery_codes(session, acting(person), person)
    with pytest.raises(second_factor.WrongCode):
        second_factor.check_code(session, person, old[0])
    second_factor.check_code(session, person, new[0])
    with pytest.raises(Conflict):
        second_factor.renew_recovery_codes(session, SYSTEM, make_person(session))


def test_neither_key_nor_codes_can_be_read_in_the_database(session: Session) -> None:
    person, app, codes = set_up(session)
    other, _other_app, _other_codes = set_up(session)
    factor = session.get_one(SecondFactor, person.id)
    assert app.secret.encode() not in factor.key_sealed
    kept = set(session.scalars(select(RecoveryCode.code_hash)))
    assert not kept & {form for code in codes for form in (code, code.replace("-", ""))}
    # A key that was copied to another person's row opens nothing there.
    session.get_one(SecondFactor, other.id).key_sealed = factor.key_sealed
    with pytest.raises(Unreadable):
        second_factor.check_code(session, other, app.at(clock.now()))


def test_setting_up_ends_the_sessions_that_a_password_alone_began(session: Session) -> None:
    person = make_person(session)
    at = clock.now()
    session.add(SignInSession(token_hash="a", person_id=person.id, created_at=at, seen_at=at, expires_at=at))
    second_factor.begin_set_up(session, person)
    app = pyotp.TOTP(second_factor.key_to_confirm(session, person.id))
    second_factor.confirm_set_up(session, acting(person), person, app.now())
    assert session.scalars(select(SignInSession)).all() == []


def test_it_is_reset_for_others_with_a_reason_and_they_are_told(session: Session) -> None:
    person, app, codes = set_up(session)
    at = clock.now()
    session.add(SignInSession(token_hash="a", person_id=person.id, created_at=at, seen_at=at, expires_at=at))
    with pytest.raises(Conflict):
        second_factor.reset_second_factor(session, acting(person), person, "they lost their phone")
    second_factor.reset_second_factor(session, SYSTEM, person, "they lost their phone")
    assert not second_factor.has_second_factor(session, person.id)
    for code in (app.now(), codes[0]):
        with pytest.raises(second_factor.WrongCode):
            second_factor.check_code(session, person, code)
    assert session.scalars(select(SignInSession)).all() == []
    assert session.scalars(select(RecoveryCode)).all() == []
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "accounts.second_factor_reset")).one()
    assert entry.facts == {"person_id": person.id, "reason": "they lost their phone"}
    assert "Your two-step sign-in was reset" in [letter.subject for letter in written_mail(session, person.email)]
    with pytest.raises(Conflict):
        second_factor.reset_second_factor(session, SYSTEM, person, "they lost their phone")
