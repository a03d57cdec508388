"""Tags: words of the officers' own by which they sort the responses of an activity."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Executable, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.events import ResponseTagged, ResponseUntagged
from consult.desk.models import Tag, Tagged
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_of, lock_row
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.kernel.text import clean_line, folded
from consult.submissions.models import Submission

LONGEST = 60


def tags_of(session: Session, activity_id: int) -> dict[int, str]:
    """Return the tags of an activity that a response has, by number and in the order of the alphabet."""
    is_used = select(Tagged.tag_id).where(Tagged.tag_id == Tag.id).exists()
    query = select(Tag.id, Tag.name).where(Tag.activity_id == activity_id, is_used).order_by(Tag.folded)
    return {row.id: row.name for row in session.execute(query)}


def tagged_with(tag_id: str) -> ColumnElement[bool]:
    """Return the condition that a submission has the tag of this number."""
    return (
        select(Tagged.tag_id).where(Tagged.submission_id == Submission.id, Tagged.tag_id == row_number(tag_id)).exists()
    )


def tags_among(session: Session, numbers: Sequence[int]) -> dict[int, list[Tag]]:
    """Return the tags of each of these submissions."""
    query = select(Tagged.submission_id, Tag).join(Tag, Tag.id == Tagged.tag_id)
    found: dict[int, list[Tag]] = {}
    for number, tag in session.execute(query.where(Tagged.submission_id.in_(numbers)).order_by(Tag.folded)):
        found.setdefault(number, []).append(tag)
    return found


def find_or_make_tag(session: Session, activity: Activity, name: str) -> Tag:
    """Return the tag of this name, whatever its capitals; raises `Invalid` for no name or one that is too long."""
    name = clean_line(name)
    if not name or len(name) > LONGEST:
        raise Invalid(fields={"tag": _("Enter a tag of 1 to %(limit)s characters", limit=LONGEST)})
    # Whoever adds a tag to an activity waits for whoever else does, so that none is made twice.
    lock_row(session, activity)
    tag = session.scalar(select(Tag).where(Tag.activity_id == activity.id, Tag.folded == folded(name)))
    if tag is None:
        tag = Tag(activity_id=activity.id, name=name, folded=folded(name))
        session.add(tag)
        session.flush()
    return tag


def add_tag(session: Session, actor: Actor, activity: Activity, submission_id: int, tag: Tag) -> None:
    """Give a submission a tag; one that has it already keeps it as it was given."""
    tag_rows(session, actor, tag.id, [submission_id])
    facts = {"submission_id": submission_id, "tag_id": tag.id}
    record(session, ResponseTagged(consultation_id=activity.consultation_id, **facts), actor)


def remove_tag(session: Session, actor: Actor, activity: Activity, submission_id: int, tag: Tag) -> None:
    """Take a tag off a submission; the tag itself is no longer offered when none has it."""
    untag_rows(session, tag.id, [submission_id])
    facts = {"submission_id": submission_id, "tag_id": tag.id}
    record(session, ResponseUntagged(consultation_id=activity.consultation_id, **facts), actor)


def tag_rows(session: Session, actor: Actor, tag_id: int, numbers: Collection[int]) -> None:
    """Give submissions a tag; the caller records the event."""
    by = {"tag_id": tag_id, "tagged_by_id": actor.person_id}
    rows = [{"submission_id": number, **by} for number in sorted(numbers)]
    if rows:
        begin_write(session).execute(_insert(database_of(session).is_sqlite), rows)


def untag_rows(session: Session, tag_id: int, numbers: Collection[int]) -> None:
    """Take a tag off submissions; the caller records the event."""
    begin_write(session)
    session.execute(delete(Tagged).where(Tagged.tag_id == tag_id, Tagged.submission_id.in_(numbers)))


def names_of_tags(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of tags by number, as the audit log names them."""
    return {row.id: row.name for row in session.execute(select(Tag.id, Tag.name).where(Tag.id.in_(ids)))}


@cache
def _insert(is_sqlite: bool) -> Executable:
    statement = sqlite.insert(Tagged) if is_sqlite else postgresql.insert(Tagged)
    return statement.on_conflict_do_nothing()
