"""Which views a case must consider, and which of them nobody has considered as they stand now."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, Role
from consult.sdk.references import links
from consult.sdk.requirements import Viewpoint, viewpoints_about
from plugins.authorisation.models import Case, Consideration

POLICE = Actor(roles=frozenset({Role.AUTHORISING_OFFICER}))
"""What the police may know of, whoever of them asks."""


class Considered(NamedTuple):
    """When a view was considered first and last."""

    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class ViewToWeigh:
    """A view about something that a case stands on, and whether it was considered."""

    viewpoint: Viewpoint
    considered: Considered | None

    @property
    def is_considered(self) -> bool:
        """Whether it was considered after it last said something else."""
        return self.considered is not None and self.considered.last_at >= self.viewpoint.changed_at


def views_to_weigh(session: Session, case: Case) -> list[ViewToWeigh]:
    """Return every view about what the case stands on, each once."""
    found = {
        viewpoint.reference: viewpoint
        for foundation in case.rests_on
        for viewpoint in viewpoints_about(session, foundation.reference)
    }
    considered = _considered(session, case)
    return [ViewToWeigh(viewpoint, considered.get((at.kind, at.id))) for at, viewpoint in found.items()]


def _considered(session: Session, case: Case) -> dict[tuple[str, int], Considered]:
    columns = (Consideration.view_kind, Consideration.view_id, Consideration.considered_at)
    made = select(*columns).where(Consideration.case_id == case.id).order_by(Consideration.id)
    found: dict[tuple[str, int], Considered] = {}
    for kind, number, at in session.execute(made):
        earlier = found.get((kind, number))
        found[kind, number] = Considered(earlier.first_at if earlier else at, at)
    return found


def count_open_views(session: Session, case: Case) -> int:
    """Keep how many views nobody has considered, for what waits for people, and return it.

    It is written past the version of the case: forms that stand open are not stale by it.
    """
    left = [view.viewpoint.reference for view in views_to_weigh(session, case) if not view.is_considered]
    hidden = len(left) - len(links(session, POLICE, left))
    counts = {"open_views": len(left), "open_council_views": hidden}
    session.execute(update(Case).where(Case.id == case.id).values(counts))
    return len(left)
