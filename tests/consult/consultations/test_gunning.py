"""What is looked at before opening."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.gunning import TITLES, Check, days_between
from consult.consultations.models import Consultation, State
from consult.consultations.moves import warnings_at
from consult.kernel.authz import SYSTEM
from consult.kernel.clock import from_london
from tests.factories import make_activity, make_consultation

# From 5 January 2027, for 42 days, nobody is on holiday.
OPENS = from_london(datetime(2027, 1, 5, 9))


def draft(session: Session, tmp_path: Path, **more: Any) -> Consultation:
    more = {"opens_at": OPENS, "closes_at": OPENS + timedelta(days=42), **more}
    made = make_consultation(session, state=State.DRAFT, **more)
    make_activity(session, made)
    paper = tmp_path / "paper.txt"
    paper.write_text("The proposal in full.")
    with paper.open("rb") as content:
        add_document(session, SYSTEM, made, title="The proposal", name="paper.txt", content=content)
    return made


def unmet(session: Session, made: Consultation) -> dict[str, Check]:
    assert made.opens_at is not None
    checks = warnings_at(session, made, made.opens_at)
    assert [check.code for check in checks] == list(TITLES)
    return {check.code: check for check in checks if not check.is_met}


def test_a_well_prepared_consultation_has_no_warning(session: Session, tmp_path: Path) -> None:
    assert unmet(session, draft(session, tmp_path)) == {}


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("formative", {"options_open": ""}, "still open"),
        ("information", {"background": ""}, "no background text"),
        ("time", {"closes_at": OPENS + timedelta(days=27)}, "open for 27 days. The council’s minimum is 28 days."),
        ("holidays", {"closes_at": OPENS + timedelta(days=99)}, "the Easter holidays (19 March 2027 to 4 April 2027)"),
    ],
)
def test_each_gap_is_one_warning(
    session: Session, tmp_path: Path, code: str, change: dict[str, Any], words: str
) -> None:
    found = unmet(session, draft(session, tmp_path, **change))
    assert list(found) == [code]
    assert words in found[code].found[0]


def test_a_document_must_be_attached(session: Session, tmp_path: Path) -> None:
    made = draft(session, tmp_path)
    made.documents[0].removed_at = OPENS
    assert unmet(session, made)["information"].found == ("No document is attached.",)


def test_there_must_be_something_to_answer(session: Session, tmp_path: Path) -> None:
    made = draft(session, tmp_path)
    make_activity(session, made, title="Empty", questions={"questions": []})
    session.expire(made, ["activities"])
    assert "Empty" in unmet(session, made)["questions"].found[0]
    made.activities.clear()
    assert unmet(session, made)["questions"].found == ("There is no way of taking part.",)


def test_a_kind_that_is_not_enabled_is_named(session: Session, tmp_path: Path) -> None:
    made = draft(session, tmp_path)
    make_activity(session, made, "polling", title="Poll")
    session.expire(made, ["activities"])
    assert unmet(session, made)["questions"].found == ("“Poll” needs the plugin polling, which is not enabled.",)


def test_days_are_counted_by_the_clocks_in_london() -> None:
    # The clocks go forward on 28 March 2027: the same wall-clock time four weeks later is still 28 days.
    spring = from_london(datetime(2027, 3, 15, 9))
    assert days_between(spring, from_london(datetime(2027, 4, 12, 9))) == 28
    assert days_between(spring, from_london(datetime(2027, 4, 12, 8, 58))) == 27


@given(st.integers(0, 400))
def test_the_last_minute_of_a_day_counts_as_its_end(days: int) -> None:
    midnight = datetime(2026, 9, 1)
    last = midnight + timedelta(days=days + 1) - timedelta(minutes=1)
    assert days_between(from_london(midnight), from_london(last)) == days + 1
