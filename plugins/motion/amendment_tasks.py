"""What waits for somebody in amendments and letters: the seconder who is asked, the movers, the officers."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import Waiting
from plugins.motion.actions import Action
from plugins.motion.amendment_course import OPEN, AmendmentState
from plugins.motion.amendments import Amendment
from plugins.motion.correspondence import Dispatch, Letter
from plugins.motion.models import Motion
from plugins.motion.records import Part

ANY_OFFICER = _l("Any officer")
PAGE = "motion_amendments.page"
_OPEN = (
    select(Amendment)
    .where(Amendment.state.in_(OPEN))
    .options(joinedload(Amendment.motion).selectinload(Motion.drafters), selectinload(Amendment.consents))
    .order_by(Amendment.id)
)
# Signed and sent to nobody, while nothing of the action went out either.
_UNSENT = (
    select(Letter)
    .join(Letter.action)
    .where(~select(Dispatch.id).join(Dispatch.letter).where(Letter.action_id == Action.id).exists())
    .options(joinedload(Letter.action).joinedload(Action.resolution))
    .order_by(Letter.id)
)


def amendments_for_councillor(session: Session, actor: Actor) -> Iterator[Waiting]:
    """Yield the amendments that a councillor is asked to second, or to take into their own motion."""
    person = actor.person_id
    part = or_(
        Amendment.seconder_id == person,
        Amendment.motion.has(or_(Motion.proposer_id == person, Motion.seconder_id == person)),
    )
    for amendment in session.scalars(_OPEN.where(part)):
        parts = {"number": amendment.number}
        if amendment.status is AmendmentState.PROPOSED and amendment.seconder_id == person:
            text = _("Agree to second amendment %(number)s, or not", number=amendment.number)
            if amendment.is_alteration:
                text = _("Consent to alteration %(number)s of the motion you second, or not", number=amendment.number)
            yield Waiting(text=text, since=amendment.proposed_at, endpoint=PAGE, parts=parts)
        if _may_agree(amendment, actor):
            text = _("Agree to take in amendment %(number)s, or leave it to the vote", number=amendment.number)
            since = amendment.seconded_at or amendment.proposed_at
            yield Waiting(text=text, since=since, endpoint=PAGE, parts=parts)


def amendments_for_officers(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Yield the amendments on which an officer has to rule, and whose end they have to record."""
    for amendment in session.scalars(_OPEN):
        motion, parts = amendment.motion, {"number": amendment.number}
        since = amendment.seconded_at or amendment.proposed_at
        if amendment.status is AmendmentState.SECONDED and actor.can("motion.rule", amendment):
            text = _("Rule on amendment %(number)s", number=amendment.number)
        elif amendment.status is AmendmentState.IN_ORDER and amendment.is_alteration:
            text = _("Make alteration %(number)s, or record that it is not made", number=amendment.number)
        elif amendment.status is AmendmentState.IN_ORDER and motion.has_met(today):
            text = _("Record what the council decided on amendment %(number)s", number=amendment.number)
        else:
            continue
        yield Waiting(text=text, since=since, endpoint=PAGE, parts=parts, who=ANY_OFFICER)


def letters_to_send(session: Session) -> Iterator[Waiting]:
    """Yield the newest signed letter of each action of which nothing went out."""
    waiting = {letter.action_id: letter for letter in session.scalars(_UNSENT)}
    for letter in waiting.values():
        text = _(
            "Send letter %(letter)s of action %(number)s of resolution %(number_2)s",
            letter=letter.number,
            number=letter.action.number,
            number_2=letter.action.resolution.number,
        )
        endpoint, parts = "motion_letters.send", {"letter_id": letter.id}
        yield Waiting(text=text, since=letter.signed_at, endpoint=endpoint, parts=parts, who=ANY_OFFICER)


def _may_agree(amendment: Amendment, actor: Actor) -> bool:
    if amendment.status is not AmendmentState.IN_ORDER or amendment.parent_id is not None or amendment.is_alteration:
        return False
    part = Part.PROPOSER if actor.person_id == amendment.motion.proposer_id else Part.SECONDER
    return part not in amendment.consented and actor.can("motion.consent_amendment", amendment)
