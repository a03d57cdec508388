"""What is due soon or overdue, for whoever has to do it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, exists, false, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import links
from consult.contract.plugin import Waiting
from consult.deadlines.models import Deadline
from consult.deadlines.services import BEFORE
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_now
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _

_HAS_LEFT = exists().where(Person.id == Deadline.person_id, Person.is_active.is_(False))
"""Whether the one person who was asked has no account in use any more."""


def _told(deadline: Deadline, today: date) -> str:
    if deadline.is_overdue(today):
        return _("Overdue: %(text)s", text=deadline.text)
    return _("%(text)s, due on %(due_on)s", text=deadline.text, due_on=local_date(deadline.due_on))


def due(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return what this person has to do within a week or should have done, and all that they alone were asked for."""
    if not actor.roles and actor.person_id is None:
        return ()
    today = clock.london(database_now(session)).date()
    is_own = Deadline.person_id == actor.person_id if actor.person_id is not None else false()
    in_role = Deadline.owner.in_(sorted(role for role in actor.roles))
    is_near = and_(Deadline.person_id.is_(None) | _HAS_LEFT, in_role, Deadline.due_on <= today + BEFORE)
    query = select(Deadline).where(Deadline.met_at.is_(None), is_own | is_near)
    found = session.scalars(query.order_by(Deadline.due_on, Deadline.id)).all()
    pages = links(session, actor, {deadline.reference for deadline in found})
    return [
        Waiting(
            text=_told(deadline, today),
            since=deadline.made_at,
            due=deadline.due_on,
            about=deadline.reference,
            is_reminder=True,
            endpoint=pages[deadline.reference].endpoint,
            parts=pages[deadline.reference].parts,
            who=_("You")
            if deadline.person_id == actor.person_id
            else _("Whoever has the role: %(label)s", label=Role(deadline.owner).label.lower()),
        )
        for deadline in found
        if deadline.reference in pages
    ]
