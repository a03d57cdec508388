"""A follow runs from its confirmation until it is stopped."""

from datetime import UTC, datetime

from consult.contract.references import Reference
from consult.follows.models import Follow

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_only_what_was_confirmed_and_not_stopped_runs() -> None:
    assert not Follow().is_running
    assert Follow(confirmed_at=AT).is_running
    assert not Follow(confirmed_at=AT, stopped_at=AT).is_running


def test_the_row_that_is_followed_is_known_by_its_reference() -> None:
    assert Follow(kind="motion", subject_id=7).reference == Reference("motion", 7)
