"""The page of a meeting: its motions, who came, who sent apologies, and which interests were declared."""

from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, database_now, db, deployment_of
from consult.sdk.errors import Conflict, Invalid, NotFound, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import members_on
from consult.sdk.pages import link_to, tag
from consult.sdk.publishing import make_pdf
from consult.sdk.records import shown
from plugins.motion.agenda_pack import pack_of
from plugins.motion.meeting_forms import MeetingForm, meeting_form
from plugins.motion.meeting_queries import meeting_moved_from, meeting_on
from plugins.motion.meeting_records import MEETING
from plugins.motion.notice import notice_for, say_hour
from plugins.motion.presentation import rows_of_attendance, rows_of_interests
from plugins.motion.published import REPORT
from plugins.motion.published_votes import ATTENDANCE, INTEREST, movements_on
from plugins.motion.queries import (
    attendance_on,
    interests_on,
    motions_on,
    public_motions_on,
    standing_orders,
    vacant_on,
)
from plugins.motion.reply_queries import reports_on
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.interests import record_interest

MAX_INTERESTS = 100
ADD = "add_interest"

bp = Blueprint("motion_meetings", __name__)


def find_day(_session: Session, day: str) -> date:
    """Return the day of a meeting from its address; raises `NotFound` for what is no day."""
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise NotFound from error


@bp.get("/motions/meetings/<day>")
@permit("motion.list", load=loaded_by(find_day))
def page(day: date) -> ResponseReturnValue:
    """Show a meeting that was entered, or whose attendance is recorded; officers see every day."""
    meeting = meeting_on(db(), day)
    moved = meeting_moved_from(db(), day) if meeting is None else None
    if moved is not None:
        return redirect(url_for(".page", day=moved.held_on.isoformat()), 303)
    motions = db().scalars(public_motions_on(day)).all()
    rows = attendance_on(db(), day)
    reports = reports_on(db(), day)
    if meeting is None and not rows and not reports and not actor().can("motion.record_attendance"):
        raise NotFound
    attendance = list(shown(db(), ATTENDANCE, rows).values())
    interests = list(shown(db(), INTEREST, interests_on(db(), day)).values())
    moves = movements_on(db(), day) if rows else {}
    return render_template(
        "motion/meeting.html",
        day=day,
        meeting=meeting,
        of_meeting=shown(db(), MEETING, [meeting])[str(meeting.id)] if meeting else None,
        notice=notice_for(db(), day, standing_orders(db())) if meeting and meeting.takes_motions else None,
        say_hour=say_hour,
        motion_rows=[
            (
                link_to(f"{motion.number}: {motion.public_title}", url_for("motion.page", number=motion.number)),
                motion.agenda_item or "",
                tag(motion.status.label, motion.status.colour),
            )
            for motion in motions
        ],
        reports=list(shown(db(), REPORT, reports).values()),
        attendance=attendance,
        attendance_rows=rows_of_attendance(attendance, moves),
        moved=[read for reads in moves.values() for read in reads],
        interests=interests,
        interest_rows=rows_of_interests(interests, attendance),
        vacant=vacant_on(db(), day),
        has_met=day <= clock.london(database_now(db())).date(),
    )


@bp.get("/motions/meetings/<day>/pack.pdf")
@permit("motion.list", load=loaded_by(find_day))
def pack(day: date) -> Response:
    """Send the agenda pack of a meeting as one PDF."""
    if not db().scalars(public_motions_on(day)).first() and not reports_on(db(), day):
        raise NotFound
    content = make_pdf(pack_of(db(), day, deployment_of(db()).settings.council.name))
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"agenda-pack-{day.isoformat()}.pdf")
    return response


@bp.route("/staff/motions/meetings/<day>/attendance", methods=["GET", "POST"])
@permit("motion.record_attendance", load=loaded_by(find_day))
def attendance(day: date) -> ResponseReturnValue:
    """Record who of the roll of the day came, and which interests they declared."""
    roll = members_on(db(), day)
    is_recorded = bool(attendance_on(db(), day))
    members = [(term.id, f"{term.name} ({term.ward})") for term in roll]
    form = meeting_form(roll, members, db().scalars(motions_on(day)).all(), _parts())
    if ADD not in request.form and form.validate_on_submit():
        try:
            record_attendance(db(), actor(), day, form.presences(roll))
        except SavedOtherwise as error:
            error.ways = ((_("See the attendance that was recorded"), url_for(".page", day=day.isoformat())),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            if _record_interests(form, day):
                return redirect(url_for(".page", day=day.isoformat()), 303)
    return render_form("motion/attendance.html", form, day=day, roll=roll, is_recorded=is_recorded, add=ADD)


@bp.route("/staff/motions/meetings/<day>/interests", methods=["GET", "POST"])
@permit("motion.record_attendance", load=loaded_by(find_day))
def interests(day: date) -> ResponseReturnValue:
    """Record an interest that came to light after the attendance was recorded."""
    present = attendance_on(db(), day)
    names = shown(db(), ATTENDANCE, present).values()
    members = [(read.row.term_id, f"{read.value('member_name')} ({read.value('ward')})") for read in names]
    form = meeting_form((), members, db().scalars(motions_on(day)).all(), ("interest_1",))
    form.must_have_interest = True
    if form.validate_on_submit() and _record_interests(form, day):
        return redirect(url_for(".page", day=day.isoformat()), 303)
    return render_form("motion/interest.html", form, day=day, is_recorded=bool(present))


def _parts() -> list[str]:
    """Return the names of the form's parts for interests: those that were sent, and one more when asked for."""
    sent = sum(f"interest_{number}_member" in request.form for number in range(1, MAX_INTERESTS + 1))
    return [f"interest_{number + 1}" for number in range(min((sent or 1) + (ADD in request.form), MAX_INTERESTS))]


def _record_interests(form: MeetingForm, day: date) -> bool:
    """Record what a form says of interests, and tell whether all of it fits."""
    for part, declared in form.declared():
        try:
            record_interest(db(), actor(), day, declared)
        except SavedOtherwise as error:
            error.ways = ((_("See the interests that were recorded"), url_for(".page", day=day.isoformat())),)
            raise
        except Invalid as error:
            form.take_errors(Invalid(fields={f"{part}_{name}": fault for name, fault in error.fields.items()}))
    return not form.errors
