"""What an address follows is handed over, erased, and forgotten when nobody confirms it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.follows.models import Follow
from consult.follows.personal_data import collect_follows, erase_follows, purge_follows
from tests.consult.follows.conftest import asked, following


def test_an_address_gets_what_it_follows_and_is_forgotten(session: Session, reference: Reference) -> None:
    following(session, reference, "anna@example.org")
    told = {"kind": reference.kind, "number": reference.id, "is_running": True, "language": "en-GB"}
    assert collect_follows(session, "ANNA@example.org") == {"follows": [told]}
    assert collect_follows(session, "bert@example.org") == {}
    assert erase_follows(session, "anna@example.org") == 1
    assert session.scalars(select(Follow)).all() == []


def test_an_address_that_nobody_confirmed_goes_after_seven_days(
    session: Session, reference: Reference, clock_at: Callable[[str], datetime]
) -> None:
    asked(session, reference, "anna@example.org")
    kept = following(session, reference, "bert@example.org")
    clock_at("2026-11-09 08:59")
    assert purge_follows(session) == 0
    clock_at("2026-11-09 09:01")
    assert purge_follows(session) == 1
    assert session.scalars(select(Follow)).all() == [kept]
