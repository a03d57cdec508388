"""Which views a case must consider, and which of them nobody has considered as they stand now."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.sdk.requirements import Viewpoint, viewpoints_about
from plugins.authorisation.models import Case, Consideration


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


def views_to_weigh(session: Session, case: Case) -> list[ViewToWeigh]:
    """Return every view about what the case stands on, each once."""
    found = {
        viewpoint.reference: viewpoint
        for foundation in case.rests_on
        for viewpoint in viewpoints_about(session, foundation.reference)
    }
    return [ViewToWeigh(viewpoint, case.considered.get(reference)) for reference, viewpoint in found.items()]
