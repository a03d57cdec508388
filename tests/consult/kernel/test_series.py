"""Numbers of a series: one after another, each once, and none left out."""

from sqlalchemy.orm import Session

from consult.kernel.series import next_in_series
from plugins.motion.models import Series


def test_each_series_counts_by_itself(session: Session) -> None:
    handed_out = [next_in_series(session, Series, name) for name in ("T2026", "T2026", "T2027", "T2026")]
    assert handed_out == ["T2026-001", "T2026-002", "T2027-001", "T2026-003"]


def test_a_number_that_was_rolled_back_is_handed_out_again(session: Session) -> None:
    assert next_in_series(session, Series, "T2026") == "T2026-001"
    kept = session.begin_nested()
    assert next_in_series(session, Series, "T2026") == "T2026-002"
    kept.rollback()
    assert next_in_series(session, Series, "T2026") == "T2026-002"
