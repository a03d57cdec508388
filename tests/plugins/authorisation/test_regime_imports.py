"""Rules come from a file; a later version stands beside the earlier ones, and none is replaced."""

from datetime import date
from importlib.resources import files

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.file_imports import Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from plugins.authorisation.regime_imports import RULES_FILE
from plugins.authorisation.regime_models import Regime
from plugins.authorisation.regimes import all_regimes, regime_on
from tests.plugins.authorisation.conftest import make_rules

SHIPPED = files("plugins.authorisation") / "data" / "policy-regimes.csv"


def test_the_shipped_file_says_what_every_new_site_begins_with(session: Session) -> None:
    report = take_file(session, SYSTEM, RULES_FILE, SHIPPED.read_bytes())
    assert report.faults == ()
    assert report.count(Outcome.SAME) == 20
    assert len(all_regimes(session)) == 5


def test_a_later_version_is_entered_without_a_change_of_the_program(session: Session) -> None:
    report = make_rules(session, from_on="2027-01-01", authority_hours=8)
    assert report.count(Outcome.NEW) == 1
    assert regime_on(session, date(2027, 1, 1)).authority_hours == 8
    assert regime_on(session, date(2026, 12, 31)).title == "Use cases since September 2024"
    told = session.scalars(select(AuditEntry.name).order_by(AuditEntry.id.desc())).first()
    assert told == "authorisation.rules_imported"
    assert make_rules(session, from_on="2027-01-01", authority_hours=8).count(Outcome.SAME) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"version": "2024-09"}, "Version 2024-09 is there and is kept. Enter what changed as a later version"),
        ({"rank": "captain"}, "“captain” is none of: Constable, Sergeant"),
        ({"from_on": "17/09/24"}, "Write the day as year, month and day, such as 2024-09-17"),
        ({"from_on": "2024-02-30"}, "Write the day as year, month and day"),
        ({"ratify_hours": ""}, "“Hours until ratified” is empty. Fill it in"),
        ({"ratify_hours": -1}, "The number must be 1 to 10,000"),
        ({"authority_hours": 0}, "The number must be 1 to 10,000"),
        ({"source": ""}, "“Source” is empty. Fill it in"),
        ({"words": "x" * 301}, "“Use in words” must be 300 characters or fewer"),
        ({"address": "javascript:alert(1)"}, "The address must begin with https://"),
    ],
)
def test_what_cannot_be_a_version_is_refused(session: Session, wrong: dict[str, str | int], sentence: str) -> None:
    report = make_rules(session, **wrong)
    assert sentence in report.faults[0]
    assert session.scalar(select(Regime.id).where(Regime.title == "Later rules")) is None


def test_lines_of_one_version_agree(session: Session) -> None:
    head = "version,title,from_on,rank,urgent_rank,ratify_hours,list_hours,delete_days,review_days,source,code,words"
    line = "next,Next,2027-01-01,superintendent,inspector,{hours},24,31,20,A policy,{code},{words}"
    for hours, code, words in ((12, "other", "2: other"), (24, "event", "1: another event")):
        lines = (
            head,
            line.format(hours=24, code="event", words="1: an event"),
            line.format(hours=hours, code=code, words=words),
        )
        report = take_file(session, SYSTEM, RULES_FILE, "\n".join(lines).encode())
        assert report.faults == ("Line 3: This line says something else of its version than an earlier line.",)


def test_a_version_can_be_neither_changed_nor_deleted(session: Session) -> None:
    regime = regime_on(session, date(2026, 1, 1))
    for change in ("UPDATE authorisation_regime SET threshold = '0.1'", "DELETE FROM authorisation_use_case"):
        with pytest.raises(DatabaseError, match="part of the permanent record"), session.begin_nested():
            session.connection().exec_driver_sql(change)
    assert regime.threshold == "0.64"
