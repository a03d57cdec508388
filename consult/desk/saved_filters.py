"""Filters of the list of responses that officers keep under a name."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.models import SavedFilter
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, lock_row
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line


def saved_filters(session: Session, actor: Actor, activity_id: int) -> Sequence[SavedFilter]:
    """Return the filters that an officer kept, and those that others keep for everybody, in order of their names."""
    is_read = or_(SavedFilter.person_id == actor.person_id, SavedFilter.is_shared)
    query = select(SavedFilter).where(SavedFilter.activity_id == activity_id, is_read)
    return session.scalars(query.order_by(SavedFilter.name, SavedFilter.id)).all()


def save_filter(
    session: Session, actor: Actor, activity: Activity, name: str, arguments: Mapping[str, str], *, is_shared: bool
) -> bool:
    """Keep filters under a name, and tell whether the officer's own of the same name gave way.

    Raises `Invalid` for no filter.
    """
    name = clean_line(name)
    if not name:
        raise Invalid(fields={"name": _("Enter a name")})
    if not arguments:
        raise Invalid(_("Nothing is filtered, so there is nothing to save. Filter the list first."))
    # Whoever keeps a filter waits for whoever else does, so that no name is kept twice.
    lock_row(session, activity)
    of_officer = (SavedFilter.activity_id == activity.id, SavedFilter.person_id == actor.person_id)
    found = session.scalar(select(SavedFilter).where(*of_officer, SavedFilter.name == name))
    is_replaced = found is not None
    if found is None:
        found = SavedFilter(activity_id=activity.id, person_id=actor.person_id, name=name)
        session.add(found)
    found.arguments, found.is_shared = dict(arguments), is_shared
    session.flush()
    return is_replaced


def remove_filter(session: Session, actor: Actor, activity: Activity, number: int) -> None:
    """Forget an officer's own filter; one that is gone already, or another's, is left alone."""
    begin_write(session)
    found = session.get(SavedFilter, number)
    if found is not None and (found.activity_id, found.person_id) == (activity.id, actor.person_id):
        session.delete(found)
        session.flush()
