"""Changing a text without a vote: alterations by its mover, and amendments that its movers agree to take in."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from plugins.motion import amendment_events as events
from plugins.motion.amendment_course import AMENDMENT_COURSE, AmendmentState, NotAtThisStep
from plugins.motion.amendments import Amendment, AmendmentConsent, wording_of
from plugins.motion.canonical import word_count
from plugins.motion.changes import Change, changed
from plugins.motion.lifecycle import AlreadyOver
from plugins.motion.models import Motion
from plugins.motion.queries import standing_orders
from plugins.motion.records import Origin, Part
from plugins.motion.services.amendments import (
    Mover,
    adopt_amendment,
    facts_of,
    propose_amendment,
    require_meeting_to_come,
    require_turn,
)


def propose_alteration(
    session: Session,
    actor: Actor,
    motion: Motion,
    changes: Sequence[Change],
    *,
    reason: str,
    text_number: int,
    is_of_meeting: bool = False,
) -> Amendment:
    """Ask, as the proposer of a motion, to alter its newest version; its seconder has to consent.

    An officer enters one that the mover asked for at the meeting, where the seconder was asked too. Raises `Conflict`
    while the motion has no seconder, and `Invalid` when the text would be longer than the standing orders allow.
    """
    lock_row(session, motion)
    if not motion.seconder_name:
        raise Conflict(_("The motion has no seconder at present, so nobody can consent to an alteration."))
    if is_of_meeting and not motion.has_met(clock.london(database_now(session)).date()):
        raise Conflict(_("The meeting has not been held yet. Until then the proposer asks for an alteration."))
    _require_short(session, motion, changes)
    return propose_amendment(
        session,
        actor,
        motion,
        changes,
        proposer=Mover(motion.proposer_name, motion.proposer_id),
        seconder=Mover(motion.seconder_name, motion.seconder_id),
        reason=reason,
        text_number=text_number,
        is_seconded=is_of_meeting,
        is_alteration=True,
    )


def consent_to_amendment(session: Session, actor: Actor, amendment: Amendment) -> None:
    """Agree, as proposer or seconder of the motion, that an amendment is taken in without a vote."""
    lock_row(session, amendment)
    motion = amendment.motion
    if actor.person_id in (amendment.proposer_id, amendment.seconder_id):
        raise Conflict(_("Nobody accepts an amendment of their own."))
    if amendment.status is not AmendmentState.IN_ORDER or amendment.parent is not None or amendment.is_alteration:
        raise NotAtThisStep
    part = Part.PROPOSER if actor.person_id == motion.proposer_id else Part.SECONDER
    if part in amendment.consented:
        return
    require_meeting_to_come(session, motion)
    _add_consent(session, actor, amendment, part)


def take_in_amendment(session: Session, actor: Actor, amendment: Amendment, *, is_agreed: bool = False) -> None:
    """Make the next version of a text with an alteration or a friendly amendment in it, without a vote.

    Before the day of the meeting the standing orders must let proposer and seconder do it, who both agreed. From that
    day on it is an act of the meeting: the minutes say that they and the meeting agreed (`is_agreed`).
    """
    motion = amendment.motion
    lock_row(session, motion)
    lock_row(session, amendment)
    if amendment.status is AmendmentState.ACCEPTED:
        return
    if amendment.parent is not None or amendment.status is not AmendmentState.IN_ORDER:
        raise NotAtThisStep
    if motion.has_met(clock.london(database_now(session)).date()):
        _require_agreed(amendment, is_agreed=is_agreed)
        for part in sorted(_needed(amendment) - amendment.consented):
            _add_consent(session, actor, amendment, part)
        amendment.agreed_on = motion.meeting_on
    else:
        _require_both(session, amendment)
    require_turn(session, amendment)
    AMENDMENT_COURSE.enter(session, actor, amendment, AmendmentState.ACCEPTED)
    adopt_amendment(session, amendment, Origin.ALTERED)
    record(session, events.AmendmentAccepted(**facts_of(amendment)), by=actor)


def _require_short(session: Session, motion: Motion, changes: Sequence[Change]) -> None:
    if motion.frozen is None:
        raise AlreadyOver
    asked = changed(wording_of(motion.frozen), changes)
    words, allowed = word_count(list(asked.clauses)), standing_orders(session).word_limit
    if words > allowed:
        raise Invalid(_("The text would have %(words)s words and may have %(allowed)s.", words=words, allowed=allowed))


def _needed(amendment: Amendment) -> set[Part]:
    """Return who has to agree to take in an amendment; whoever seconded an alteration has agreed to it."""
    if amendment.is_alteration:
        return set()
    return {Part.PROPOSER, Part.SECONDER} if amendment.motion.seconder_id is not None else {Part.PROPOSER}


def _require_agreed(amendment: Amendment, *, is_agreed: bool) -> None:
    motion = amendment.motion
    movers = {motion.proposer_id, motion.seconder_id} - {None}
    if not amendment.is_alteration and movers & {amendment.proposer_id, amendment.seconder_id}:
        raise Conflict(_("Nobody accepts an amendment of their own."))
    if not is_agreed:
        fault = _("Confirm that the proposer, the seconder and the meeting agreed")
        raise Invalid(fault, {"is_agreed": fault})


def _require_both(session: Session, amendment: Amendment) -> None:
    motion = amendment.motion
    if not standing_orders(session).is_altered_before:
        raise Conflict(_("The standing orders leave this to the meeting. Come back on its day."))
    if amendment.is_alteration and (amendment.proposer_id, amendment.seconder_id) != (
        motion.proposer_id,
        motion.seconder_id,
    ):
        raise Conflict(_("The proposer or the seconder is another by now. Let them ask for the alteration again."))
    if not _needed(amendment) <= amendment.consented:
        raise Conflict(_("Proposer and seconder of the motion must both agree first."))


def _add_consent(session: Session, actor: Actor, amendment: Amendment, part: Part) -> None:
    consent = AmendmentConsent(part=part, given_at=database_now(session), given_by_id=actor.person_id)
    amendment.consents.append(consent)
    session.flush()
    record(session, events.AmendmentAgreedTo(**facts_of(amendment), part=part), by=actor)
