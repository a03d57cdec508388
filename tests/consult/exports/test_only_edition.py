"""The database itself keeps exact counts with one edition, whatever a service would do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.making import publish_results
from consult.exports.models import Edition, ExactCounts, Method
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from tests.factories import make_activity, make_consultation


@contextmanager
def refused(session: Session, why: str) -> Iterator[None]:
    with pytest.raises(DBAPIError, match=why), session.begin_nested():
        yield


def of(activity: Activity, number: int = 1, crossed: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the row of an edition that nobody was asked for."""
    return {
        **{"activity_id": activity.id, "number": number, "crossed": crossed, "made_at": clock.now()},
        **{"people": 36, "total": 35, "one_way": {"tables": []}, "method": Method.CONTROLLED_ROUNDING},
    }


def exactly(activity: Activity, edition_id: int) -> dict[str, Any]:
    now = clock.now()
    return {
        **{"activity_id": activity.id, "edition_id": edition_id, "counts": {}, "because": "They are close."},
        **{"asked_at": now, "signed_at": now},
    }


def edition_of(session: Session, activity: Activity, **more: Any) -> int:
    made: int = session.execute(insert(Edition).values(of(activity, **more)).returning(Edition.id)).scalar_one()
    return made


def test_no_edition_follows_exact_counts(session: Session, exact: Activity) -> None:
    made = publish_results(session, SYSTEM, exact)
    session.execute(insert(ExactCounts).values(exactly(exact, made.id)))
    with refused(session, "edition_is_not_after_exact_counts"):
        edition_of(session, exact, number=2)
    assert session.scalar(select(func.count()).select_from(Edition)) == 1


def test_exact_counts_do_not_follow_two_editions(session: Session, exact: Activity) -> None:
    first, second = (edition_of(session, exact, number=number) for number in (1, 2))
    for edition_id in (first, second):
        with refused(session, "exact_counts_are_of_only_edition"):
            session.execute(insert(ExactCounts).values(exactly(exact, edition_id)))


def test_exact_counts_do_not_stand_beside_cross_tables(session: Session, exact: Activity) -> None:
    crossed = edition_of(session, exact, crossed={"tables": []})
    with refused(session, "exact_counts_are_of_only_edition"):
        session.execute(insert(ExactCounts).values(exactly(exact, crossed)))


def test_exact_counts_are_of_an_edition_of_the_same_activity(session: Session, exact: Activity) -> None:
    other = make_activity(session, make_consultation(session))
    elsewhere = edition_of(session, other)
    with refused(session, "exact_counts_are_of_only_edition"):
        session.execute(insert(ExactCounts).values(exactly(exact, elsewhere)))
