"""Officers announce, correct and settle; what was said before stays as a version, and every step has its entry."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.citations.queries import WrongLines, cited_in, reference_to
from consult.contract.file_imports import Outcome
from consult.kernel.authz import ANONYMOUS, SYSTEM
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from plugins.register.lifecycle import State
from plugins.register.models import Cause, Change, Deployment, Month
from plugins.register.services import Plan, announce, cancel, cite_for, correct, settle_changes
from tests.plugins.register.conftest import STRATFORD, outcomes, taken
from tests.plugins.register.test_revisions import REVISED

PLAN = Plan(held_on=date(2025, 1, 25), location="Stratford", ward="Stratford Olympic Park")


@pytest.fixture
def row(session: Session) -> Deployment:
    """A deployment as it was published."""
    taken(session, STRATFORD)
    return session.scalars(select(Deployment)).one()


def test_an_announced_deployment_has_its_number_and_then_its_figures(session: Session) -> None:
    row = announce(session, SYSTEM, PLAN)
    assert (row.number, row.stage, announce(session, SYSTEM, PLAN)) == ("D-2025-001", State.PLANNED, row)
    report = taken(session, STRATFORD)
    assert (outcomes(report), report.lines[0].remarks[0]) == ([Outcome.NEW], "It was announced as D-2025-001")
    session.refresh(row)
    assert (row.stage, row.arrests, row.ward, row.version) == (State.HELD, 4, "Stratford Olympic Park", 2)
    assert [version.cause for version in row.versions] == [Cause.PLANNED, Cause.PUBLISHED]
    assert session.scalars(select(Month.arrests)).all() == [4]
    with pytest.raises(Conflict, match="took place"):
        cancel(session, SYSTEM, row, "Too late")


def test_a_cancelled_deployment_stays_with_its_reason(session: Session) -> None:
    row = announce(session, SYSTEM, PLAN)
    with pytest.raises(Invalid):
        cancel(session, SYSTEM, row, "")
    cancel(session, SYSTEM, row, "Not authorised")
    cancel(session, SYSTEM, row, "Not authorised")
    assert (row.stage, [version.reason for version in row.versions]) == (State.CANCELLED, ["", "Not authorised"])


def test_a_correction_is_a_version_with_a_reason(session: Session, row: Deployment) -> None:
    cells = {"date": "2024-07-11", "arrests": "3"}
    with pytest.raises(Invalid):
        correct(session, SYSTEM, row, cells, reason="", seen_version=1)
    correct(session, SYSTEM, row, cells, reason="The year was wrong", seen_version=1)
    assert (row.held_on, row.arrests, row.number) == (date(2024, 7, 11), 3, "D-2025-001")
    assert [(v.number, v.cause, v.cells["arrests"]) for v in row.versions] == [
        (1, Cause.PUBLISHED, "4"),
        (2, Cause.CORRECTED, "3"),
    ]
    assert session.scalars(select(Month.first)).all() == [date(2024, 7, 1)]
    assert outcomes(taken(session, STRATFORD)) == [Outcome.SAME]
    correct(session, SYSTEM, row, cells, reason="", seen_version=2)
    with pytest.raises(ChangedMeanwhile):
        correct(session, SYSTEM, row, {"arrests": "9"}, reason="Other", seen_version=1)


@pytest.mark.parametrize("cells", [{"date": "11/07/24"}, {"arrests": "many"}, {"location": ""}, {"date": ""}])
def test_what_cannot_be_read_is_refused_by_its_figure(session: Session, row: Deployment, cells: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        correct(session, SYSTEM, row, cells, reason="Wrong", seen_version=1)
    assert list(refused.value.fields) == list(cells)
    assert row.version == 1


def test_a_confirmed_change_is_a_version_and_a_left_one_is_not(session: Session, row: Deployment) -> None:
    taken(session, REVISED)
    changes = session.scalars(select(Change)).all()
    assert settle_changes(session, SYSTEM, changes, is_confirmed=True, reason="Published again") == 1
    assert settle_changes(session, SYSTEM, changes, is_confirmed=True, reason="Published again") == 0
    assert (row.faces_seen_estimate, row.version, row.versions[1].cause) == (34_286, 2, Cause.REVISED)
    assert outcomes(taken(session, REVISED)) == [Outcome.SAME]
    assert outcomes(taken(session, STRATFORD)) == [Outcome.CHANGED]
    (waiting,) = session.scalars(select(Change).where(Change.settled_at.is_(None)))
    settle_changes(session, SYSTEM, [waiting], is_confirmed=False, reason="The old file")
    assert (row.faces_seen_estimate, row.version) == (34_286, 2)
    assert outcomes(taken(session, STRATFORD)) == [Outcome.SAME]
    with pytest.raises(Invalid):
        settle_changes(session, SYSTEM, [], is_confirmed=True, reason="")
    names = session.scalars(select(AuditEntry.name)).all()
    assert names.count("register.change_settled") == 2


def test_a_figure_that_the_source_took_away_goes_when_confirmed(session: Session, row: Deployment) -> None:
    without = STRATFORD.replace("4,4,4", ",4,4")
    assert outcomes(taken(session, without)) == [Outcome.CHANGED]
    settle_changes(session, SYSTEM, session.scalars(select(Change)).all(), is_confirmed=True, reason="Taken away")
    assert row.arrests is None
    assert outcomes(taken(session, without)) == [Outcome.SAME]


def test_a_deployment_stands_on_what_it_cites(session: Session, row: Deployment) -> None:
    other = announce(session, SYSTEM, Plan(held_on=date(2026, 1, 1), location="Boleyn"))
    assert cite_for(session, SYSTEM, row, other.number, "The day after") == 1
    assert cite_for(session, SYSTEM, row, other.number, "The day after") == 0
    (cited,) = cited_in(session, ANONYMOUS, reference_to(row))
    assert (cited.reference, cited.note) == (reference_to(other), "The day after")
    with pytest.raises(WrongLines):
        cite_for(session, SYSTEM, row, "D-1999-001", "")
