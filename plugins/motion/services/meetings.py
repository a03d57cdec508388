"""Entering meetings of the council, moving and cancelling them, and putting their motions in order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import begin_write, clock, database_now, lock_row
from consult.sdk.errors import ChangedMeanwhile, Compared, Conflict, Invalid, require_same, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line, clean_text, say_date
from plugins.motion import meeting_events as events
from plugins.motion.drafting.log import write_meeting
from plugins.motion.lifecycle import State
from plugins.motion.meeting_queries import meeting_on
from plugins.motion.meetings import Meeting, MeetingKind
from plugins.motion.models import Motion
from plugins.motion.queries import attendance_on
from plugins.motion.records import Division


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is known of a meeting before it is held."""

    held_on: date
    starts_at: time | None = None
    kind: MeetingKind = MeetingKind.ORDINARY
    place: str = ""
    takes_motions: bool = True


FACTS = {
    "held_on": _l("Date of the meeting"),
    "starts_at": _l("Time"),
    "kind": _l("Kind of meeting"),
    "place": _l("Place"),
    "takes_motions": _l("Motions can be debated at it"),
}
"""What is known of a meeting, as the form asks for it."""


def call_meeting(session: Session, actor: Actor, facts: MeetingFacts) -> Meeting:
    """Enter a meeting; the same again returns it.

    Raises `SavedOtherwise` where another meeting is on that day.
    """
    begin_write(session)
    facts = _clean(facts)
    there = meeting_on(session, facts.held_on)
    if there is None:
        made = Meeting(**asdict(facts))
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError as error:
            raise Conflict(_("Somebody else has just entered a meeting on this day.")) from error
        record(session, events.MeetingCalled(held_on=facts.held_on.isoformat()), by=actor)
        return made
    now = _facts_of(there)
    require_same(*_compared(now, facts), sentence=_("There is a meeting on this day already. What was entered stands."))
    return there


def change_meeting(
    session: Session, actor: Actor, meeting: Meeting, facts: MeetingFacts, *, reason: str, version: int
) -> None:
    """Change what is known of a meeting; its motions go with it to another day.

    Raises `ChangedMeanwhile` when somebody else changed it since `version`, and `Invalid` when the new day or the
    missing reason does not do. Whoever agreed to a draft for the old day is asked again.
    """
    lock_row(session, meeting)
    facts, before, reason = _clean(facts), _facts_of(meeting), clean_text(reason).strip()
    if facts == before:
        return
    require_version(meeting.version, version, *_compared(before, facts))
    if facts.held_on != before.held_on:
        _move(session, actor, meeting, facts.held_on, reason)
    for name, value in asdict(facts).items():
        setattr(meeting, name, value)
    session.flush()
    changed = events.MeetingChanged(before=before.held_on.isoformat(), held_on=facts.held_on.isoformat())
    record(session, changed, by=actor)


def cancel_meeting(session: Session, actor: Actor, meeting: Meeting, *, reason: str) -> None:
    """Record that a meeting is not held, and why; its agenda must be empty, and drafts are asked for another one."""
    lock_row(session, meeting)
    if meeting.cancelled_at is not None:
        return
    _require_to_come(session, meeting)
    waiting = [motion for motion in _motions_of(session, meeting) if motion.status is State.ON_AGENDA]
    if waiting:
        names = ", ".join(motion.number or "" for motion in waiting)
        raise Conflict(_("First move these motions to another meeting: %(names)s.", names=names))
    meeting.change_reason = clean_text(reason).strip()
    if not meeting.change_reason:
        raise Invalid(_("Reason needed."), {"reason": _("Say why the meeting is not held")})
    meeting.cancelled_at = database_now(session)
    session.flush()
    for motion in _motions_of(session, meeting):
        if motion.status is State.DRAFT:
            write_meeting(session, actor, motion, None)
    record(session, events.MeetingCancelled(held_on=meeting.held_on.isoformat()), by=actor)


def order_agenda(
    session: Session, actor: Actor, meeting: Meeting, items: Mapping[int, int | None], *, seen: Mapping[int, int | None]
) -> None:
    """Give the motions on the agenda of a meeting their items; `seen` is what the page showed.

    Raises `Invalid` when two motions would have one item, and `ChangedMeanwhile` when the agenda is another by now.
    """
    lock_row(session, meeting)
    motions = {motion.id: motion for motion in _motions_of(session, meeting) if motion.status is State.ON_AGENDA}
    now = {number: motion.agenda_item for number, motion in motions.items()}
    if now == dict(items):
        return
    if now != dict(seen):
        raise ChangedMeanwhile(_("The agenda was changed since you opened it. Read it again, then give the items."))
    _require_no_item_twice(items)
    for number, motion in motions.items():
        lock_row(session, motion)
        motion.agenda_item = items[number]
    session.flush()
    record(session, events.AgendaOrdered(held_on=meeting.held_on.isoformat()), by=actor)


def _require_no_item_twice(items: Mapping[int, int | None]) -> None:
    given = Counter(item for item in items.values() if item is not None)
    twice = {
        f"item_{number}": _("Two motions have this item") for number, item in items.items() if given[item or 0] > 1
    }
    if twice:
        raise Invalid(_("Give each motion an item of its own."), twice)


def _move(session: Session, actor: Actor, meeting: Meeting, day: date, reason: str) -> None:
    _require_to_come(session, meeting)
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Say why the meeting is moved")})
    if meeting_on(session, day) is not None:
        sentence = _("There is another meeting on this day")
        raise Invalid(sentence, {"held_on": sentence})
    motions = list(_motions_of(session, meeting))
    if day < meeting.held_on and any(motion.status is not State.DRAFT for motion in motions):
        sentence = _("Motions were submitted for this meeting, so it cannot be earlier")
        raise Invalid(sentence, {"held_on": sentence})
    if day <= clock.london(database_now(session)).date():
        sentence = _("The meeting must be in the future")
        raise Invalid(sentence, {"held_on": sentence})
    meeting.moved_from, meeting.change_reason = meeting.held_on, reason
    meeting.held_on = day
    session.flush()
    for motion in motions:
        session.refresh(motion, ["meeting_on"])
        if motion.status is State.DRAFT:
            write_meeting(session, actor, motion, day)


def _require_to_come(session: Session, meeting: Meeting) -> None:
    """Raise `Conflict` once the day of a meeting has come, or something of it is on the record."""
    is_over = meeting.held_on <= clock.london(database_now(session)).date()
    is_voted = session.scalar(select(Division.id).where(Division.held_on == meeting.held_on).limit(1)) is not None
    if is_over or is_voted or attendance_on(session, meeting.held_on):
        raise Conflict(_("The day of this meeting has come, so it cannot be moved or cancelled any more."))


def _motions_of(session: Session, meeting: Meeting) -> list[Motion]:
    return list(session.scalars(select(Motion).where(Motion.meeting_on == meeting.held_on).order_by(Motion.id)))


def _facts_of(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(**{name: getattr(meeting, name) for name in FACTS})


def _clean(facts: MeetingFacts) -> MeetingFacts:
    return MeetingFacts(**{**asdict(facts), "place": clean_line(facts.place)})


def _compared(now: MeetingFacts, sent: MeetingFacts) -> list[Compared]:
    return [Compared(FACTS[name], _said(getattr(now, name)), _said(getattr(sent, name))) for name in FACTS]


def _said(value: object) -> object:
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.label if isinstance(value, MeetingKind) else value
