"""What waits for somebody in motions: for a councillor by the part they have, for officers by the step."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.access import Actor, Role
from consult.sdk.database import clock, database_now
from consult.sdk.messages import gettext as _
from consult.sdk.pages import Waiting
from plugins.motion.actions import Resolution
from plugins.motion.amendment_tasks import (
    ANY_OFFICER,
    amendments_for_councillor,
    amendments_for_officers,
    letters_to_send,
)
from plugins.motion.drafting.queries import changed_at
from plugins.motion.lifecycle import COMES_BACK, ENDED, State
from plugins.motion.models import Motion
from plugins.motion.queries import ids_of_councillors, motions_of
from plugins.motion.records import FrozenText
from plugins.motion.services.consents import draft_as_it_stands, missing_parts
from plugins.motion.services.earlier import actions_rescinded

LIVE = [state for state in State if state not in ENDED]
# Every page an officer opens says how much waits, so these are written once and read no more than they need.
_NUMBERED = (
    select(Motion)
    .where(
        Motion.number.is_not(None),
        or_(Motion.state.in_(LIVE), ~Motion.is_from_record & Motion.resolution.has(~Resolution.actions.any())),
    )
    .options(
        selectinload(Motion.checks),
        selectinload(Motion.texts).load_only(FrozenText.number, FrozenText.title),
    )
)


def waiting_for(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the steps that this councillor or officer can take now."""
    found: list[Waiting] = []
    today = clock.london(database_now(session)).date()
    if actor.person_id is not None and actor.has(Role.COUNCILLOR):
        motions = motions_of(actor.person_id).where(Motion.state.in_(LIVE)).options(selectinload(Motion.drafters))
        for motion in session.scalars(motions):
            found += _for_councillor(session, actor, motion, today)
        found += amendments_for_councillor(session, actor)
    if actor.has(Role.OFFICER):
        found += _for_officers(session)
        found += amendments_for_officers(session, actor, today)
        found += letters_to_send(session)
        found += _rescinded(session)
    return found


def _for_councillor(session: Session, actor: Actor, motion: Motion, today: date) -> Iterator[Waiting]:
    page, named = {"motion_id": motion.id}, f"“{motion.title}”"
    is_proposer, is_seconder = motion.proposer_id == actor.person_id, motion.seconder_id == actor.person_id
    if motion.status is State.DRAFT:
        yield from _to_join(actor, motion)
        if is_proposer or is_seconder:
            yield from _to_agree_or_submit(session, motion, is_seconder=is_seconder)
    if motion.withdrawal_asked_at is not None and is_seconder and motion.is_withdrawable(today):
        text = _("Agree that the motion %(named)s is withdrawn", named=named)
        yield Waiting(text=text, since=motion.withdrawal_asked_at, endpoint="motion_steps.agree", parts=page)
    if motion.status is State.RETURNED and is_proposer and motion.last_check is not None:
        text = _("Change the motion %(named)s, which was returned to you, or withdraw it", named=named)
        yield Waiting(text=text, since=motion.last_check.made_at, endpoint="motion_drafts.page", parts=page)


def _to_join(actor: Actor, motion: Motion) -> Iterator[Waiting]:
    text = _("Take part in writing the motion %(named)s, or decline", named=f"“{motion.title}”")
    for drafter in motion.drafters:
        if drafter.person_id == actor.person_id and drafter.joined_at is None:
            page = {"motion_id": motion.id}
            yield Waiting(text=text, since=drafter.invited_at, endpoint="motion_drafts.page", parts=page)


def _to_agree_or_submit(session: Session, motion: Motion, *, is_seconder: bool) -> Iterator[Waiting]:
    draft = draft_as_it_stands(session, motion)
    page, named = {"motion_id": motion.id}, f"“{motion.title}”"
    since = changed_at(session, motion) or motion.created_at
    if is_seconder and draft.seconder is None:
        text = _("Agree to second the motion %(named)s, or step back", named=named)
        yield Waiting(text=text, since=since, endpoint="motion_drafts.page", parts=page)
    if not is_seconder and draft.seconder is not None:
        step = "Submit" if draft.proposer else _("Agree to the text of")
        at = draft.seconder.given_at
        yield Waiting(
            text=_("%(step)s the motion %(named)s", step=step, named=named),
            since=at,
            endpoint="motion_drafts.page",
            parts=page,
        )
    missing = missing_parts(motion, draft.clauses)
    if not is_seconder and missing == ["Name a seconder."] and draft.clauses:
        text = _("Name a seconder for the motion %(named)s", named=named)
        yield Waiting(text=text, since=since, endpoint="motion_steps.seconder", parts=page)


def _for_officers(session: Session) -> Iterator[Waiting]:
    at = database_now(session)
    today = clock.london(at).date()
    in_office = ids_of_councillors(session)
    for motion in session.scalars(_NUMBERED):
        page, named = {"motion_id": motion.id}, f"{motion.number}, “{motion.public_title}”"
        since = _checked_or_submitted(motion) or at
        step = _officers_step(motion, has_met=motion.has_met(today))
        if step is not None:
            words, endpoint = step
            yield Waiting(text=words.format(named), since=since, endpoint=endpoint, parts=page, who=ANY_OFFICER)
        is_live = motion.state in LIVE and motion.status not in {State.DRAFT, State.RETURNED}
        if is_live and not {motion.proposer_id, motion.seconder_id} <= in_office:
            asked = motion.withdrawal_asked_at if motion.is_withdrawable(today) else None
            text = _orphaned(named, may_be_withdrawn=asked is not None)
            yield Waiting(text=text, since=asked or since, endpoint="motion_parts.change", parts=page, who=ANY_OFFICER)


def _rescinded(session: Session) -> Iterator[Waiting]:
    for action, by in actions_rescinded(session):
        text = _(
            "Say what becomes of action %(number)s of resolution %(resolution)s, which the council rescinded",
            number=action.number,
            resolution=action.resolution.number,
        )
        since = by.motion.divisions[-1].recorded_at
        parts = {"action_id": action.id}
        yield Waiting(text=text, since=since, endpoint="motion_tracking.action", parts=parts, who=ANY_OFFICER)


def _checked_or_submitted(motion: Motion) -> datetime | None:
    return motion.checks[-1].made_at if motion.checks else motion.submitted_at


def _orphaned(named: str, *, may_be_withdrawn: bool) -> str:
    words = _("Withdraw, or hand over, the motion") if may_be_withdrawn else _("Hand over the motion")
    return _("%(words)s %(named)s: its proposer or seconder is gone", words=words, named=named)


def _officers_step(motion: Motion, *, has_met: bool) -> tuple[str, str] | None:
    if motion.status is State.SUBMITTED:
        return _("Check the motion {}"), "motion_staff.check"
    if motion.status is State.VALID or motion.status in COMES_BACK:
        return _("Put the motion {} on an agenda"), "motion_staff.agenda"
    if motion.status is State.ON_AGENDA and has_met:
        return _("Record the vote on the motion {}"), "motion_votes.vote"
    if motion.status is State.CARRIED:
        return _("List what has to be done after the motion {}"), "motion_tracking.new_action"
    return None
