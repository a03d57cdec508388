"""Counting attempts at what strangers may try, by account, by network address and by everybody together."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.accounts.models import SignInAttempt
from consult.kernel import clock
from consult.kernel.db import begin_write, database_of
from consult.kernel.errors import TooMany
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

KEPT_FOR = timedelta(days=7)
_ONE_AT_A_TIME = 0x436F6E73756C74  # the number of our lock on PostgreSQL: "Consult" in ASCII


@dataclass(frozen=True)
class Limit:
    """How many attempts are let through in a stretch of time, counted by account, network, browser or everybody."""

    counted_by: str
    maximum: int
    within: timedelta
    wait: timedelta = timedelta(minutes=5)
    """What whoever reached it is told to wait: the same for all that could tell a stranger who has an account."""


_WAITS = {
    timedelta(minutes=5): _l("5 minutes"),
    timedelta(hours=1): _l("an hour"),
    timedelta(days=1): _l("a day"),
}
SIGN_IN = (
    Limit("account", 10, timedelta(minutes=5)),
    Limit("network", 10, timedelta(minutes=5)),
    Limit("everybody", 1_000, timedelta(minutes=5)),
)
KNOWN_BROWSER = (Limit("browser", 10, timedelta(minutes=5)),)
"""In place of `SIGN_IN` for a browser in which the account was signed in to before."""
CODE = (
    Limit("account", 5, timedelta(minutes=5)),
    Limit("account", 20, timedelta(hours=1), wait=timedelta(hours=1)),
    Limit("account", 50, timedelta(days=1), wait=timedelta(days=1)),
)
"""For the codes of an account whose password was right: none of three right codes in a million is soon guessed."""
TOKEN = (
    Limit("network", 10, timedelta(minutes=5)),
    Limit("everybody", 1_000, timedelta(minutes=5)),
)
"""For access tokens that do not hold."""
# Anybody may ask for mail to any address: enough for a library full of people, too little to flood anybody.
MAIL_LIMITS = (
    Limit("account", 5, timedelta(hours=1)),
    Limit("network", 60, timedelta(hours=1)),
    Limit("everybody", 1_000, timedelta(hours=1)),
)
FILE_LIMITS = (
    Limit("network", 60, timedelta(hours=1), wait=timedelta(hours=1)),
    Limit("network", 120, timedelta(days=1), wait=timedelta(days=1)),
)
"""For files from people without an account: enough for a library or a school.

As many as 120 files of 10 MB do not fill what an activity takes of files that were not sent.
"""
PASSWORD_LINK = (
    Limit("account", 5, timedelta(days=1)),
    Limit("network", 20, timedelta(hours=1)),
)


class TooManyAttempts(TooMany):
    """A limit is reached; `limit` says which, the sentence does not."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(
            _("There have been too many attempts. Wait %(wait)s, then try again.", wait=_WAITS[limit.wait])
        )
        self.limit = limit
        self.wait = _WAITS[limit.wait]
        self.retry_after = int(limit.wait.total_seconds())


def record_attempt(
    session: Session, purpose: str, limits: Sequence[Limit], *, email: str, address: str, browser: str = ""
) -> list[int]:
    """Count an attempt before it is made, and return its rows; raises `TooManyAttempts` when a limit is reached.

    Attempts are counted one after another, so that as many as the limit says pass and no more, however many come
    at once. To be run in a transaction of its own.
    """
    _wait_for_turn(session)
    at = clock.now()
    values = {"account": email.strip().casefold(), "network": network_of(address), "browser": browser, "everybody": ""}
    for limit in limits:
        since = at - limit.within
        digests = _digests(session, purpose, limit, values, (at, since))
        counted = select(func.count()).where(SignInAttempt.subject_hash.in_(digests), SignInAttempt.at > since)
        if session.scalars(counted).one() >= limit.maximum:
            raise TooManyAttempts(limit)
    counted_as = dict.fromkeys(_digests(session, purpose, limit, values, [at])[0] for limit in limits)
    rows = [SignInAttempt(subject_hash=digest, at=at) for digest in counted_as]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def forget_attempt(session: Session, rows: Iterable[int]) -> None:
    """Take back an attempt that succeeded."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(list(rows))))


def forget_account(session: Session, purpose: str, limits: Sequence[Limit], email: str) -> None:
    """Lift the limit on an account whose owner has shown that they are its owner."""
    values = {"account": email.strip().casefold()}
    at = clock.now()
    for limit in limits:
        if limit.counted_by == "account":
            digests = _digests(session, purpose, limit, values, (at, at - limit.within))
            session.execute(delete(SignInAttempt).where(SignInAttempt.subject_hash.in_(digests)))


def purge_attempts(session: Session) -> int:
    """Delete attempts of more than seven days ago and return how many."""
    return len(
        session.scalars(
            delete(SignInAttempt).where(SignInAttempt.at < clock.now() - KEPT_FOR).returning(SignInAttempt.id)
        ).all()
    )


def network_of(address: str, *, of_ipv4: int = 32) -> str:
    """Return the network an address stands for: the /64 that one household has with IPv6, or `of_ipv4` bits of IPv4."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ipaddress.ip_network((parsed, 64), strict=False))
        parsed = parsed.ipv4_mapped
    # In numbers, since every response that is sent pays for it.
    return str(parsed) if of_ipv4 == 32 else f"{int(parsed) >> (32 - of_ipv4)}/{of_ipv4}"


def _digests(
    session: Session, purpose: str, limit: Limit, values: dict[str, str], moments: Iterable[datetime]
) -> list[str]:
    keys, value = database_of(session).keys, values[limit.counted_by]
    # The day is part of it, so that what was kept on one day cannot be joined with another's.
    days = dict.fromkeys(moment.date().isoformat() for moment in moments)
    return [
        digest for day in days for digest in keys.digests("sign-in-attempts", purpose, limit.counted_by, value, day)
    ]


def _wait_for_turn(session: Session) -> None:
    begin_write(session)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
