"""Passwords: how they are kept, checked, and which ones are refused."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from consult.accounts.guesses import is_soon_guessed
from consult.accounts.obvious_passwords import is_obvious
from consult.kernel.messages import gettext as _
from consult.kernel.write_lock import Busy

SHORTEST = 15
LONGEST = 256
AT_ONCE = 2
PATIENCE = 10.0

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each check takes 19 MiB and a core: more than a few at once would let strangers stop the service.
_TURNS = BoundedSemaphore(AT_ONCE)
# The hash of a random text that was thrown away: an unknown name costs the same work as a known one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$XBxaBLquLnjiEy0bwR8fNg$sLXBo5q59bSKAez5W/EZqYRQR4Bym1MpQwWYX7FY1oc"


def hash_password(password: str) -> str:
    """Return what is kept of a password: argon2id with 19 MiB, two passes, one lane."""
    with _turn():
        return _HASHER.hash(_folded(password))


def is_password(kept: str | None, typed: str) -> bool:
    """Tell whether this is the password, with the same work when there is none."""
    with _turn():
        try:
            _HASHER.verify(kept or NOBODY, _folded(typed))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def needs_new_hash(kept: str) -> bool:
    """Tell whether a kept password was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def fault_of(password: str, *personal: str) -> str | None:
    """Return the sentence that says why a new password is refused, or nothing; `personal` may not be all of it."""
    length = len(_folded(password))
    if length < SHORTEST:
        return _(
            "Password must be %(shortest)s characters or more. Three or four random words work well", shortest=SHORTEST
        )
    if length > LONGEST:
        return _("Password must be %(longest)s characters or less", longest=LONGEST)
    if is_obvious(password, *personal) or is_soon_guessed(password, *personal):
        return _("This password is too easy to guess. Choose another, such as three or four random words")
    return None


def _folded(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURNS.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _TURNS.release()
