"""Another figure of a row that is there never overwrites it: it waits until an officer confirms it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.file_imports import Outcome
from plugins.register.models import Change, Deployment
from tests.plugins.register.conftest import STRATFORD, outcomes, taken

REVISED = STRATFORD.replace('"11,105"', '"34,286"')


def test_a_changed_line_waits_and_the_row_stays(session: Session) -> None:
    taken(session, STRATFORD)
    report = taken(session, REVISED)
    assert outcomes(report) == [Outcome.CHANGED]
    assert report.lines[0].remarks[0] == (
        "D-2025-001 says something else (Faces seen (estimate)). An officer confirms it"
    )
    assert session.scalars(select(Deployment.faces_seen_estimate)).all() == [11_105]
    assert outcomes(taken(session, REVISED)) == [Outcome.SAME]
    assert outcomes(taken(session, STRATFORD)) == [Outcome.SAME]
    (change,) = session.scalars(select(Change))
    assert (change.cells["faces_seen_estimate"], change.settled_at) == ("34,286", None)


def test_what_is_only_written_otherwise_is_no_change(session: Session) -> None:
    taken(session, STRATFORD)
    otherwise = STRATFORD.replace("4hr 47m", "4h47").replace('"11,105"', "11105").replace("25/01/25", "2025-01-25")
    assert outcomes(taken(session, otherwise, source="Another copy")) == [Outcome.SAME]
