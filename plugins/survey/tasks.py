"""What waits for a second officer: changes of surveys after which answers cannot be compared."""

from collections.abc import Sequence

from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.pages import Waiting
from plugins.survey.models import Proposal
from plugins.survey.queries import waiting_changes


def changes_to_confirm(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the changes that this officer may confirm or send back: those that somebody else proposed."""
    if not actor.can("survey.publish"):
        return ()
    others = waiting_changes().where(Proposal.proposed_by_id != actor.person_id).options(joinedload(Proposal.activity))
    return [
        Waiting(
            text=_("Confirm a change of a survey, or send it back: %(title)s", title=proposal.activity.title),
            since=proposal.proposed_at,
            endpoint="survey_proposals.confirm",
            parts={"activity_id": proposal.activity_id},
            who=_("Any officer who did not propose it"),
        )
        for proposal in session.scalars(others)
    ]
