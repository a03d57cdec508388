"""When live facial recognition was suspended, and used again: events of the register."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import say_date
from plugins.register import events
from plugins.register.areas import tell_of_pause
from plugins.register.lifecycle import USE, State
from plugins.register.models import Pause
from plugins.register.rows import hold_register
from plugins.register.versions import NO_REASON


def pause(session: Session, actor: Actor, area: str, paused_on: date, reason: str, source: str) -> Pause:
    """Note that use is suspended in an area from a day on."""
    hold_register(session)
    faults = {}
    if not area:
        faults["area"] = _("Enter the area, for example Newham")
    if not reason:
        faults["reason"] = str(NO_REASON)
    if faults:
        raise Invalid(fields=faults)
    noted = Pause(
        area=area,
        paused_on=paused_on,
        reason=reason,
        source=source,
        changed_at=database_now(session),
        noted_by_id=actor.person_id,
    )
    session.add(noted)
    session.flush()
    record(session, events.UsePaused(pause_id=noted.id), by=actor)
    tell_of_pause(session, area, lambda: (_("Use is paused: %(area)s", area=area), in_words(noted)))
    return noted


def in_words(noted: Pause) -> str:
    """Return a pause as people read it: from when, until when if that is known, and why."""
    place = {"area": noted.area, "first": say_date(noted.paused_on)}
    if noted.resumed_on is None:
        said = _("%(area)s: live facial recognition is paused from %(first)s on.", **place)
    else:
        said = _(
            "%(area)s: live facial recognition was paused from %(first)s, and is used again from %(last)s on.",
            **place,
            last=say_date(noted.resumed_on),
        )
    return " ".join(filter(None, (said, noted.reason, noted.resumed_why)))


def resume(session: Session, actor: Actor, noted: Pause, resumed_on: date, reason: str) -> None:
    """Note from which day on it is used again; the same day a second time changes nothing."""
    lock_row(session, noted)
    if noted.resumed_on == resumed_on:
        return
    USE.require(noted.state, State.RESUMED)
    if resumed_on < noted.paused_on:
        raise Invalid(fields={"resumed_on": _("The day must be the first day of the pause or later")})
    if not reason:
        raise Invalid(fields={"reason": str(NO_REASON)})
    noted.resumed_on, noted.resumed_why, noted.changed_at = resumed_on, reason, database_now(session)
    USE.enter(session, actor, noted, State.RESUMED, reason)
    session.flush()
    record(session, events.UseResumed(pause_id=noted.id), by=actor)
    tell_of_pause(session, noted.area, lambda: (_("Use is resumed: %(area)s", area=noted.area), in_words(noted)))
