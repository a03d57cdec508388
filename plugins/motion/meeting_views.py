"""The page of a meeting: its motions, who came, who sent apologies, and which interests were declared."""

from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import actor, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import Conflict, Invalid, NotFound, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import members_on, vacant_seats_on
from consult.sdk.records import shown
from plugins.motion.attendance import Presence
from plugins.motion.meeting_forms import attendance_form
from plugins.motion.published import ATTENDANCE
from plugins.motion.queries import attendance_on, public_motions_on
from plugins.motion.services.attendance import record_attendance

bp = Blueprint("motion_meetings", __name__)


def find_day(_session: Session, day: str) -> date:
    """Return the day of a meeting from its address; raises `NotFound` for what is no day."""
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise NotFound from error


@bp.get("/motions/meetings/<day>")
@permit("motion.list", load=find_day)
def page(day: date) -> ResponseReturnValue:
    """Show a meeting that has a public motion, or whose attendance is recorded; officers see every day."""
    motions = db().scalars(public_motions_on(day)).all()
    rows = attendance_on(db(), day)
    if not motions and not rows and not actor().can("motion.record_attendance"):
        raise NotFound
    return render_template(
        "motion/meeting.html",
        day=day,
        motions=motions,
        readings=list(shown(db(), ATTENDANCE, rows).values()),
        presences=list(Presence),
        vacant=vacant_seats_on(db(), day),
        has_met=day <= clock.london(database_now(db())).date(),
    )


@bp.route("/staff/motions/meetings/<day>/attendance", methods=["GET", "POST"])
@permit("motion.record_attendance", load=find_day)
def attendance(day: date) -> ResponseReturnValue:
    """Record who of the roll of the day came."""
    roll = members_on(db(), day)
    form = attendance_form(roll)
    if form.validate_on_submit():
        try:
            record_attendance(db(), actor(), day, form.noted(roll))
        except SavedOtherwise as error:
            error.ways = ((_("See the attendance that was recorded"), url_for(".page", day=day.isoformat())),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return redirect(url_for(".page", day=day.isoformat()), 303)
    lines = [(form[f"presence_{term.id}"], form[f"interest_{term.id}"]) for term in roll]
    is_recorded = bool(attendance_on(db(), day))
    return render_form("motion/attendance.html", form, day=day, lines=lines, is_recorded=is_recorded)
