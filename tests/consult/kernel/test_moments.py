"""The database finds the latest of several moments, also where some of them are missing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import cast, literal, null, select
from sqlalchemy.orm import Session

from consult.kernel.moments import latest_of
from consult.kernel.types import UtcDateTime

AT = datetime(2023, 1, 16, 12, tzinfo=UTC)
LATER = AT + timedelta(microseconds=1)


@pytest.mark.parametrize("moments", [(AT, LATER, None), (AT, None, LATER), (LATER, AT, AT), (LATER, None, None)])
def test_the_latest_moment_is_found_beside_missing_ones(session: Session, moments: tuple[datetime | None, ...]) -> None:
    first, *others = (
        cast(null(), UtcDateTime) if moment is None else literal(moment, UtcDateTime) for moment in moments
    )
    assert session.scalar(select(latest_of(first, *others))) == LATER
