"""Attempts are counted by account, by network and in all, and not a moment longer than needed."""

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.attempts import (
    CODE,
    PASSWORD_LINK,
    SIGN_IN,
    Limit,
    TooManyAttempts,
    forget_account,
    forget_attempt,
    network_of,
    purge_attempts,
    record_attempt,
)
from consult.accounts.models import SignInAttempt
from consult.kernel.clock import set_clock
from consult.kernel.crypto import KeyRing
from consult.kernel.db import Database, database_of

ClockAt = Callable[..., datetime]


def attempt(session: Session, *, email: str = "amara@people.example", address: str = "192.0.2.7") -> list[int]:
    return record_attempt(session, "sign-in", SIGN_IN, email=email, address=address)


def test_ten_attempts_on_an_account_pass_and_the_eleventh_does_not(session: Session) -> None:
    for number in range(10):
        attempt(session, address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts) as refused:
        attempt(session, email=" AMARA@people.example ", address="192.0.2.200")
    assert refused.value.limit.counted_by == "account"
    assert refused.value.status == 429


def test_ten_attempts_from_a_network_pass_and_the_eleventh_does_not(session: Session) -> None:
    for number in range(10):
        attempt(session, email=f"person{number}@people.example")
    with pytest.raises(TooManyAttempts) as refused:
        attempt(session, email="another@people.example")
    assert refused.value.limit.counted_by == "network"


def test_the_sentence_is_the_same_for_every_limit(session: Session) -> None:
    refusals = [TooManyAttempts(limit) for limit in (*SIGN_IN, *PASSWORD_LINK)]
    assert {(str(refused), refused.retry_after) for refused in refusals} == {(str(refusals[0]), 300)}


def test_a_program_is_told_to_wait_as_long_as_a_person() -> None:
    said = {str(TooManyAttempts(limit)): TooManyAttempts(limit).retry_after for limit in CODE}
    assert {sentence.split("Wait ")[1]: seconds for sentence, seconds in said.items()} == {
        "5 minutes, then try again.": 300,
        "an hour, then try again.": 3_600,
        "a day, then try again.": 86_400,
    }


def test_everybody_together_has_a_limit_too(session: Session) -> None:
    limits = (*SIGN_IN[:2], Limit("everybody", 3, timedelta(minutes=5)))
    for number in range(3):
        record_attempt(session, "sign-in", limits, email=f"p{number}@people.example", address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts) as refused:
        record_attempt(session, "sign-in", limits, email="new@people.example", address="198.51.100.1")
    assert refused.value.limit.counted_by == "everybody"


def test_an_attempt_is_forgotten_after_five_minutes_also_across_midnight(session: Session, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 23:58")
    for _ in range(10):
        attempt(session)
    with set_clock(at + timedelta(minutes=4, seconds=59)), pytest.raises(TooManyAttempts):
        attempt(session)
    with set_clock(at + timedelta(minutes=5, seconds=1)):
        attempt(session)


def test_a_refused_attempt_does_not_make_the_wait_longer(session: Session, clock_at: ClockAt) -> None:
    clock_at("2026-11-02 09:00")
    for _ in range(10):
        attempt(session)
    before = session.scalar(select(func.count()).select_from(SignInAttempt))
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            attempt(session)
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == before


def test_what_succeeded_does_not_count(session: Session) -> None:
    for _ in range(30):
        forget_attempt(session, attempt(session))


def test_whoever_has_shown_that_the_account_is_theirs_is_let_in_again(session: Session) -> None:
    for number in range(10):
        attempt(session, address=f"192.0.2.{number}")
    forget_account(session, "sign-in", SIGN_IN, "amara@people.example")
    attempt(session, address="192.0.2.99")


def test_purposes_are_counted_apart(session: Session) -> None:
    for _ in range(10):
        attempt(session)
    record_attempt(session, "password-link", PASSWORD_LINK, email="amara@people.example", address="192.0.2.7")


def test_neither_address_is_kept_and_no_two_days_can_be_joined(session: Session, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 09:00")
    attempt(session)
    with set_clock(at + timedelta(days=1)):
        attempt(session)
    kept = session.scalars(select(SignInAttempt.subject_hash)).all()
    assert len(kept) == len(set(kept)) == 6
    assert all(re.fullmatch("[0-9a-f]{64}", text) for text in kept)


def test_attempts_are_deleted_after_seven_days(session: Session, clock_at: ClockAt) -> None:
    at = clock_at("2026-11-02 09:00")
    attempt(session)
    with set_clock(at + timedelta(days=6, hours=23)):
        assert purge_attempts(session) == 0
    with set_clock(at + timedelta(days=7, seconds=1)):
        assert purge_attempts(session) == 3
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_a_household_with_ipv6_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_of_many_attempts_at_once_exactly_ten_pass(live_database: Database) -> None:
    passed, refused = [], []

    def one() -> None:
        try:
            passed.append(live_database.write(attempt))
        except TooManyAttempts:
            refused.append(1)

    threads = [threading.Thread(target=one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(passed), len(refused)) == (10, 6)


def test_a_limit_holds_over_a_change_of_keys_and_its_owner_can_lift_it(session: Session) -> None:
    for number in range(10):
        attempt(session, address=f"192.0.2.{number}")
    database = database_of(session)
    before = database.keys
    database.keys = KeyRing({"t2": b"2" * 32, **before.keys}, current="t2")
    try:
        with pytest.raises(TooManyAttempts):
            attempt(session, address="192.0.2.200")
        forget_account(session, "sign-in", SIGN_IN, "amara@people.example")
        attempt(session, address="192.0.2.200")
    finally:
        database.keys = before
