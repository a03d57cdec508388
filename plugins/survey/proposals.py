"""A change after which answers cannot be compared: one officer proposes it, another confirms it."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_text
from plugins.survey.events import ChangeConfirmed, ChangeProposed, ChangeSentBack, ProposalWithdrawn
from plugins.survey.models import Outcome, Proposal, SurveyVersion
from plugins.survey.policies import NotYours, OwnProposal
from plugins.survey.queries import find_draft, find_proposal, find_waiting
from plugins.survey.services import put_forward, ready_draft


class NothingWaits(Conflict):
    """There is no proposal, or not of this draft any more."""

    default = _l("Nothing waits for a second officer: it was decided, or the draft was changed since it was proposed.")


def propose(session: Session, actor: Actor, activity: Activity, *, seen: str | None, reason: str) -> Proposal:
    """Ask another officer to confirm the draft; the same again changes nothing.

    Raises what publishing raises, and `Conflict` when the draft needs no second officer.
    """
    draft, ahead, said = ready_draft(session, activity, seen=seen, public_note=reason)
    if not ahead.needs_second:
        raise Conflict(_("This needs no second officer. Publish it instead."))
    if actor.person_id is None:
        raise Invalid(_("Only an officer can propose this."))
    before = find_waiting(session, activity.id)
    if before is not None:
        if find_proposal(session, activity.id) is not None:
            return before
        _end(session, actor, before, Outcome.OUTDATED)
    made = Proposal(
        activity_id=activity.id,
        number=draft.number,
        sha256=draft.sha256,
        reason=said,
        proposed_at=database_now(session),
        proposed_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    proposed = ChangeProposed(consultation_id=activity.consultation_id, activity_id=activity.id, version=made.number)
    record(session, proposed, actor)
    return made


def confirm(session: Session, actor: Actor, activity: Activity, *, seen: str | None) -> SurveyVersion:
    """Confirm, as another officer, what was proposed, and publish it; raises `NothingWaits` or `OwnProposal`."""
    proposal = _held(session, activity, seen)
    if proposal.proposed_by_id == actor.person_id or actor.person_id is None:
        raise OwnProposal
    draft, ahead, note = ready_draft(session, activity, seen=seen, public_note=proposal.reason)
    _end(session, actor, proposal, Outcome.CONFIRMED)
    confirmed = ChangeConfirmed(consultation_id=activity.consultation_id, activity_id=activity.id, version=draft.number)
    record(session, confirmed, actor)
    return put_forward(session, actor, activity, draft, ahead.change_class, note)


def send_back(session: Session, actor: Actor, activity: Activity, *, seen: str | None, answer: str) -> None:
    """Refuse, as another officer, what was proposed, with a reason; the draft stays as it is."""
    proposal = _held(session, activity, seen)
    if proposal.proposed_by_id == actor.person_id:
        raise OwnProposal
    said = clean_text(answer).strip()
    if not said:
        raise Invalid(None, {"answer": _("Say why you send it back")})
    proposal.answer = said
    _end(session, actor, proposal, Outcome.SENT_BACK)
    back = ChangeSentBack(consultation_id=activity.consultation_id, activity_id=activity.id, version=proposal.number)
    record(session, back, actor)


def take_back(session: Session, actor: Actor, activity: Activity, *, seen: str | None) -> None:
    """Take one's own proposal back."""
    proposal = _held(session, activity, seen)
    if proposal.proposed_by_id != actor.person_id:
        raise NotYours
    _end(session, actor, proposal, Outcome.WITHDRAWN)
    withdrawn = ProposalWithdrawn(
        consultation_id=activity.consultation_id, activity_id=activity.id, version=proposal.number
    )
    record(session, withdrawn, actor)


def _held(session: Session, activity: Activity, seen: str | None) -> Proposal:
    draft = lock_row(session, find_draft(session, activity.id))
    proposal = find_proposal(session, activity.id)
    if proposal is None or draft.as_seen != seen:
        raise NothingWaits
    return lock_row(session, proposal)


def _end(session: Session, actor: Actor, proposal: Proposal, outcome: Outcome) -> None:
    proposal.outcome = outcome
    proposal.ended_at, proposal.ended_by_id = database_now(session), actor.person_id
    session.flush()
