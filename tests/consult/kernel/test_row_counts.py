"""Counts are added to the row with the same key, or begin one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.models import Stop
from consult.kernel.row_counts import add_to_counts


def test_what_is_added_goes_to_the_row_with_its_key(session: Session, activity: Activity) -> None:
    def rows(**counts: int) -> list[dict[str, object]]:
        return [{"activity_id": activity.id, "page": page, "count": many} for page, many in counts.items()]

    for added in (rows(p1=2, p2=1), [], rows(p1=3), rows(p2=-1, p3=4)):
        add_to_counts(session, Stop, added)
    kept = session.execute(select(Stop.page, Stop.count).order_by(Stop.page)).all()
    assert [tuple(row) for row in kept] == [("p1", 5), ("p2", 0), ("p3", 4)]
