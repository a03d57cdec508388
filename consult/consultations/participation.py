"""How many took part, as each kind of activity counts it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.services import activity_types


def taken_part(session: Session, activities: Iterable[Activity]) -> dict[int, int]:
    """Return the number submitted by activity id, with one question to each kind; kinds that do not count are left out.

    For staff at any time; for the public only after closing.
    """
    by_kind: dict[str, list[int]] = {}
    for activity in activities:
        by_kind.setdefault(activity.kind, []).append(activity.id)
    counts: dict[int, int] = {}
    for kind, ids in by_kind.items():
        activity_type = activity_types(session).get(kind)
        if activity_type is not None and activity_type.taken_part is not None:
            counts.update(dict.fromkeys(ids, 0))
            counts.update(activity_type.taken_part(session, ids))
    return counts
