"""Late steps and thin records are found together, by kind, ward and month."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.deadlines.services import meet_deadlines, set_deadline
from consult.kernel.authz import Actor, Role
from consult.scrutiny.queries import LATE, Wanted, findings
from tests.consult.decisions.conftest import Case
from tests.consult.scrutiny.conftest import publish_in_short
from tests.factories import make_actor


@pytest.fixture
def auditor(session: Session, case: Case, clock_at: Callable[..., Any]) -> Actor:
    """Whoever scrutinises a decision with a short answer, and what was due in January."""
    case.consultation.ward = "Beckton"
    due = {"Late": (date(2026, 1, 5), "2026-01-07 09:00"), "In time": (date(2026, 1, 9), "2026-01-09 23:00")}
    clock_at("2026-01-01 09:00")
    for text, (day, done_at) in due.items():
        issue = reference_to(case.answered())
        set_deadline(session, issue, day, owner=Role.OFFICER, text=text)
        clock_at(done_at)
        meet_deadlines(session, issue)
    set_deadline(session, reference_to(case.consultation), date(2026, 1, 20), owner=Role.OFFICER, text="Open")
    publish_in_short(case)
    clock_at("2026-02-01 09:00")
    return make_actor(session, Role.AUDITOR)


def test_what_was_done_late_or_is_overdue_stands_beside_thin_records(session: Session, auditor: Actor) -> None:
    found = findings(session, auditor, Wanted())
    late = [(finding.title, finding.due_on, finding.done_on) for finding in found if finding.kind == LATE]
    assert late == [("Open", date(2026, 1, 20), None), ("Late", date(2026, 1, 5), date(2026, 1, 7))]
    assert {finding.kind for finding in found} == {LATE, "decisions.short_reason"}
    assert [finding.on for finding in found] == sorted((finding.on for finding in found), reverse=True)


def test_each_filter_narrows(session: Session, auditor: Actor) -> None:
    def number(**wanted: Any) -> int:
        return len(findings(session, auditor, Wanted(**wanted)))

    assert (number(), number(kind=LATE), number(kind="decisions.short_reason")) == (4, 2, 2)
    assert (number(month=date(2026, 1, 1)), number(month=date(2025, 12, 1))) == (4, 0)
    assert (number(ward="beckton"), number(ward="Abbey")) == (3, 0)
