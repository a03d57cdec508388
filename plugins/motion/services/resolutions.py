"""Resolutions and what became of their actions."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_same, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text, say_date
from plugins.motion import events
from plugins.motion.actions import Action, ActionChange, ActionKind, Reply, Resolution
from plugins.motion.correspondence import Letter
from plugins.motion.deadlines import keep_deadline
from plugins.motion.lifecycle import ACTION_COURSE, ActionState, NotYet, State
from plugins.motion.models import Motion
from plugins.motion.services.moves import next_number


def make_resolution(session: Session, actor: Actor, motion: Motion) -> Resolution:
    """Give the resolution of a carried motion its own number; its words are those of the version that was carried.

    The vote that carries a motion does it; again returns the one there is.
    """
    lock_row(session, motion)
    if motion.resolution is not None:
        return motion.resolution
    decision = motion.division
    if motion.status is not State.CARRIED or decision is None or decision.text_id is None:
        raise NotYet
    resolution = Resolution(
        motion_id=motion.id,
        number=next_number(session, "R", decision.held_on.year),
        text_id=decision.text_id,
        adopted_on=decision.held_on,
        made_at=database_now(session),
        made_by_id=actor.person_id,
    )
    session.add(resolution)
    session.flush()
    session.expire(motion, ["resolution"])
    made = events.ResolutionMade(motion_id=motion.id, number=resolution.number, consultation_id=motion.consultation_id)
    record(session, made, by=actor)
    return resolution


def _require_not_past(session: Session, due_on: date) -> None:
    if due_on < clock.london(database_now(session)).date():
        raise Invalid(_("That day has passed."), {"due_on": _("That day has passed. Change it, or tick the box below")})


def _require_clause(resolution: Resolution, clause_key: str) -> None:
    if clause_key not in {clause.key for clause in resolution.mandates}:
        raise Invalid(fields={"clause_key": _("Select a clause of the resolution")})


def _next_action_number(resolution: Resolution) -> int:
    return max((action.number for action in resolution.actions), default=0) + 1


def add_action(
    session: Session,
    actor: Actor,
    motion: Motion,
    *,
    number: int,
    kind: ActionKind,
    text: str,
    owner: str,
    addressee: str,
    due_on: date | None,
    is_past_meant: bool = False,
    clause_key: str = "",
    no_date_reason: str = "",
    review_on: date | None = None,
    report_on: date | None = None,
) -> Action:
    """Add an action to the resolution; `number` is the one the page offered, so that a repeat adds nothing.

    Raises `SavedOtherwise` when that number says something else by now, and `Invalid` for a day that has passed,
    unless that is meant.
    """
    lock_row(session, motion)
    resolution = motion.resolution
    if resolution is None:
        raise NotYet
    text, owner, addressee = clean_text(text).strip(), clean_line(owner), clean_line(addressee)
    if kind is ActionKind.REQUEST and not addressee:
        raise Invalid(_("Addressee needed."), {"addressee": _("Enter whom the request goes to")})
    no_date_reason = clean_text(no_date_reason).strip()
    if clause_key:
        _require_clause(resolution, clause_key)
    there = next((action for action in resolution.actions if action.number == number), None)
    if there is not None:
        require_same(
            Compared(_("What is to be done?"), there.text, text),
            Compared(_("Can the council do it itself?"), ActionKind(there.kind).label, kind.label),
            Compared(_("Who is to do it?"), there.owner, owner),
            Compared(_("Whom is it addressed to?"), there.addressee, addressee),
            Compared(_("By when?"), there.due_on, due_on),
            sentence=_(
                "Action %(number)s was already added, and says something else. Save again if this is another action.",
                number=number,
            ),
        )
        return there
    if due_on is not None and not is_past_meant:
        _require_not_past(session, due_on)
    action = Action(
        resolution_id=resolution.id,
        number=_next_action_number(resolution),
        kind=kind,
        text=text,
        owner=owner,
        addressee=addressee,
        due_on=due_on,
        clause_key=clause_key,
        no_date_reason=no_date_reason,
        review_on=review_on,
        report_on=report_on,
        state=ActionState.NOT_STARTED,
        added_at=database_now(session),
    )
    session.add(action)
    session.flush()
    session.expire(resolution, ["actions"])
    added = events.ActionAdded(
        action_id=action.id,
        action_number=action.number,
        number=resolution.number,
        consultation_id=motion.consultation_id,
    )
    record(session, added, by=actor)
    keep_deadline(session, action)
    return action


def _require_possible_day(session: Session, action: Action, last: ActionChange | None, happened_on: date) -> None:
    if happened_on > clock.london(database_now(session)).date():
        raise Invalid(_("Not yet."), {"happened_on": _("The day must be today or in the past")})
    if happened_on < action.resolution.adopted_on:
        raise Invalid(_("Too early."), {"happened_on": _("The day must not be before the resolution was adopted")})
    if last is not None and happened_on < last.happened_on:
        before_it = _(
            "It was “%(to_label)s” on %(happened_on)s. Enter that day or a later one",
            to_label=last.to_label,
            happened_on=say_date(last.happened_on),
        )
        raise Invalid(_("Too early."), {"happened_on": before_it})


def _require_no_letter(session: Session, action: Action) -> None:
    if session.scalar(select(Letter.id).where(Letter.action_id == action.id).limit(1)) is not None:
        raise Invalid(fields={"to": _("A letter of this action is signed off. Send it, or record that it was posted")})


def move_action(
    session: Session,
    actor: Actor,
    action: Action,
    *,
    to: ActionState,
    happened_on: date,
    note: str,
    version: int,
    reply: Reply | None = None,
    is_by_letter: bool = False,
) -> None:
    """Put an action into its next state, with the day on which it happened; a repeat changes nothing.

    Where a letter is signed, the action is sent with the letter alone (`is_by_letter`).
    """
    lock_row(session, action)
    note = clean_text(note).strip()
    last = action.changes[-1] if action.changes else None
    compared = (
        Compared(_("What happened?"), last.to_label if last else action.status.label, to.label),
        Compared(_("When did it happen?"), last.happened_on if last else None, happened_on),
        Compared("Note", last.note if last else "", note),
    )
    require_version(action.version, version, *compared)
    if action.version != version:
        return
    if to is ActionState.SENT and not is_by_letter:
        _require_no_letter(session, action)
    _require_possible_day(session, action, last, happened_on)
    step = ACTION_COURSE.enter(session, actor, action, to, note)
    action.version += 1
    action.changes.append(
        ActionChange(
            from_state=step.before,
            to_state=step.after,
            happened_on=happened_on,
            note=step.reason,
            reply=reply if to is ActionState.REPLIED else None,
            made_at=step.at,
            made_by_id=step.by_id,
        )
    )
    session.flush()
    moved = events.ActionMoved(
        action_id=action.id,
        action_number=action.number,
        number=action.resolution.number,
        from_state=step.before,
        to_state=to,
        happened_on=happened_on.isoformat(),
        consultation_id=action.motion.consultation_id,
    )
    record(session, moved, by=actor)
    keep_deadline(session, action)
