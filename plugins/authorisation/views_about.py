"""Which views a case must consider, and which of them nobody has considered as they stand now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, Role
from consult.sdk.references import links
from consult.sdk.requirements import Viewpoint, viewpoints_about
from plugins.authorisation.models import Case, Consideration

POLICE = Actor(roles=frozenset({Role.AUTHORISING_OFFICER}))
"""What the police may know of, whoever of them asks."""


@dataclass(frozen=True)
class ViewToWeigh:
    """A view about something that a case stands on, and how it was considered last."""

    viewpoint: Viewpoint
    consideration: Consideration | None

    @property
    def is_considered(self) -> bool:
        """Whether it was considered after it last said something else."""
        made = self.consideration
        return made is not None and made.considered_at >= self.viewpoint.changed_at

    def is_later_than(self, decided_at: datetime | None) -> bool:
        """Whether it came in, or changed, after a decision."""
        return decided_at is not None and self.viewpoint.changed_at > decided_at


def views_to_weigh(session: Session, case: Case) -> list[ViewToWeigh]:
    """Return every view about what the case stands on, each once."""
    found = {
        viewpoint.reference: viewpoint
        for foundation in case.rests_on
        for viewpoint in viewpoints_about(session, foundation.reference)
    }
    considered = case.considered
    return [ViewToWeigh(viewpoint, considered.get(reference)) for reference, viewpoint in found.items()]


def count_open_views(session: Session, case: Case) -> int:
    """Keep how many views nobody has considered, for what waits for people, and return it.

    It is written past the version of the case: forms that stand open are not stale by it.
    """
    left = [view.viewpoint.reference for view in views_to_weigh(session, case) if not view.is_considered]
    hidden = len(left) - len(links(session, POLICE, left))
    counts = {"open_views": len(left), "open_council_views": hidden}
    session.execute(update(Case).where(Case.id == case.id).values(counts))
    return len(left)
