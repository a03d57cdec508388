"""Each published version of a decision is a row, and says whether it holds."""

from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.decisions.registers import DECISIONS
from tests.consult.registers.conftest import corrected, published


def test_a_later_version_replaces_the_earlier_one_and_both_stay(session: Session) -> None:
    case = published(session)
    corrected(case, summary="In other words")
    rows = session.scalars(DECISIONS.rows(session).order_by(DECISIONS.key)).all()
    cells = list(DECISIONS.cells(session, rows))
    assert [(row["version"], row["standing"]) for row in cells] == [(1, "replaced"), (2, "current")]
    assert cells[1]["summary"] == "In other words"
    assert cells[1]["correction_reason"] == "A wrong word"
    assert cells[0]["responses"] == 1
    assert DECISIONS.link(rows[1]).parts == {"slug": case.consultation.slug, "number": 2}
    assert DECISIONS.changed(rows[1]) == rows[1].published_at


def test_nothing_that_is_being_written_is_a_row(session: Session) -> None:
    case = published(session)
    case.consultation.state = State.DRAFT
    session.flush()
    assert session.scalars(DECISIONS.rows(session)).all() == []
