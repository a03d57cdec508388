"""The kept counts beside a recount: where they differ, and putting them right."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.db import lock_table
from consult.kernel.messages import gettext as _
from consult.submissions.models import Status, Submission, Tally
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import DIVIDED, Counts, counts_of, rebuild, recount


def recounted(session: Session, activity: Activity) -> Counts:
    """Return the counts of an activity as its submissions give them now."""
    return recount(session, activity.id, all_versions(session, activity), known_kinds(session))


def drift_of(session: Session, activity: Activity) -> list[str]:
    """Return a sentence for each kept count that a recount does not give."""
    kept, found = counts_of(session, activity.id), recounted(session, activity)
    values = {(name, value) for counts in (kept, found) for name, of_name in counts.items() for value in of_name}
    numbers = {pair: [counts.get(pair[0], {}).get(pair[1], 0) for counts in (kept, found)] for pair in values}
    return [
        _(
            "%(name)s “%(value)s”: kept %(there)s, counted %(here)s",
            name=name,
            value=value,
            there=f"{there:,}",
            here=f"{here:,}",
        )
        for (name, value), (there, here) in sorted(numbers.items())
        if there != here
    ]


def rebuild_counts(session: Session, activity: Activity) -> None:
    """Count an activity afresh and keep that, while nobody else counts."""
    lock_table(session, Tally)
    rebuild(session, activity.id, recounted(session, activity))


def uncounted_activities(session: Session) -> Sequence[Activity]:
    """Return the activities with submissions and without a count of them, as an upgrade may leave them."""
    counts = (Submission.activity_id == Activity.id, Submission.status == Status.SUBMITTED)
    is_answered = select(Submission.id).where(*counts).exists()
    is_divided = (Tally.activity_id == Activity.id, Tally.variable == DIVIDED[0])
    is_counted = select(Tally.activity_id).where(*is_divided).exists()
    return session.scalars(select(Activity).where(is_answered, ~is_counted).order_by(Activity.id)).all()
