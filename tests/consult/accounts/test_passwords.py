"""How passwords are kept and checked."""

import threading
import time

import pytest
from argon2 import PasswordHasher, extract_parameters

from consult.accounts import passwords
from consult.accounts.passwords import NOBODY, fault_of, hash_password, is_password, needs_new_hash
from consult.kernel.write_lock import Busy

GOOD = "kettle violin marsh 42"


def test_a_password_is_kept_as_argon2id_with_19_mebibytes_two_passes_and_one_lane() -> None:
    kept = extract_parameters(hash_password(GOOD))
    assert (kept.type.name, kept.memory_cost, kept.time_cost, kept.parallelism) == ("ID", 19456, 2, 1)


def test_only_the_password_itself_is_accepted() -> None:
    kept = hash_password(GOOD)
    assert is_password(kept, GOOD)
    assert not is_password(kept, GOOD + " ")
    assert not is_password(kept, "")
    assert not is_password("not a hash", GOOD)


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password() -> None:
    assert is_password(hash_password("cafe\u0301 marsh otter 42"), "caf\u00e9 marsh otter 42")


def test_nobody_has_a_password_and_checking_it_costs_what_any_check_costs() -> None:
    assert not is_password(None, GOOD)
    assert extract_parameters(NOBODY) == extract_parameters(hash_password(GOOD))


def test_an_older_hash_is_noticed() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
    assert not needs_new_hash(hash_password(GOOD))


@pytest.mark.parametrize(
    ("password", "part"),
    [("kettle violin", "15 characters or more"), ("x" * 257, "256 characters or less"), ("password1234567", "easy")],
)
def test_a_password_that_is_refused_says_why(password: str, part: str) -> None:
    assert part in (fault_of(password) or "")


@pytest.mark.parametrize("password", ["thequickbrownfox", "MaryHadALittleLamb", "seven quiet lanterns"])
def test_a_saying_and_the_published_password_of_the_demonstration_are_too_easy(password: str) -> None:
    assert "easy to guess" in (fault_of(password) or "")


def test_long_passwords_without_digits_or_capitals_are_welcome() -> None:
    assert fault_of("a gravel otter stapled the quiet violin to a marsh, and left before noon came") is None


def test_no_more_than_two_checks_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, maximum, guard = 0, 0, threading.Lock()

    class Slow:
        def verify(self, _kept: str, _typed: str) -> bool:
            nonlocal running, maximum
            with guard:
                running += 1
                maximum = max(maximum, running)
            time.sleep(0.02)
            with guard:
                running -= 1
            return True

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    threads = [threading.Thread(target=is_password, args=(NOBODY, GOOD)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert maximum == passwords.AT_ONCE


def test_a_check_that_waits_too_long_says_that_the_service_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    monkeypatch.setattr(passwords, "_TURNS", threading.BoundedSemaphore(1))
    with passwords._turn(), pytest.raises(Busy):
        is_password(NOBODY, GOOD)
    assert not is_password(NOBODY, GOOD)
