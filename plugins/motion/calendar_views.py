"""The meetings of the council: the list, and entering, changing and cancelling one and ordering its motions."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, tag
from consult.sdk.texts import say_date
from plugins.motion.calendar_forms import CalendarForm, CancellationForm, order_form
from plugins.motion.lifecycle import State
from plugins.motion.meeting_queries import RECENT, find_meeting, meetings_held, meetings_to_come
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from plugins.motion.notice import notice_for
from plugins.motion.queries import motions_on, standing_orders
from plugins.motion.services.meetings import call_meeting, cancel_meeting, change_meeting, order_agenda

bp = Blueprint("motion_calendar", __name__)


def _page_of(meeting: Meeting) -> str:
    return url_for("motion_meetings.page", day=meeting.held_on.isoformat())


@bp.get("/motions/meetings/")
@permit("motion.list")
def index() -> ResponseReturnValue:
    """List the meetings to come, with the day by which motions are submitted, and the last ones."""
    coming = meetings_to_come(db())
    held = db().scalars(meetings_held().limit(RECENT)).all()
    return render_template(
        "motion/meetings.html",
        coming_rows=[(_link(meeting), _what(meeting)) for meeting in coming],
        held_rows=[(_link(meeting), meeting.kind.label) for meeting in held],
    )


def _link(meeting: Meeting) -> str:
    return link_to(say_date(meeting.held_on), _page_of(meeting))


def _what(meeting: Meeting) -> str:
    what = meeting.kind.label
    if meeting.starts_at is not None:
        what = _("%(kind)s, %(time)s", kind=what, time=meeting.starts_at.strftime("%H:%M"))
    if meeting.cancelled_at is not None:
        return escape(what) + " " + tag(_("Cancelled"), "red")
    if not meeting.takes_motions:
        return _("%(what)s. No motions are debated at it.", what=what)
    until = notice_for(db(), meeting.held_on, standing_orders(db())).until
    return _("%(what)s. Motions can be submitted until %(until)s.", what=what, until=until)


@bp.route("/staff/motions/meetings/new", methods=["GET", "POST"])
@permit("motion.call_meeting")
def new() -> ResponseReturnValue:
    """Enter a meeting."""
    form = CalendarForm()
    if form.validate_on_submit():
        try:
            made = call_meeting(db(), actor(), form.facts())
        except SavedOtherwise as error:
            error.ways = ((_("See the meeting on this day"), _page_on(form)),)
            raise
        else:
            return redirect(_page_of(made), 303)
    return render_form("motion/meeting_details.html", form, meeting=None)


def _page_on(form: CalendarForm) -> str:
    return url_for("motion_meetings.page", day=form.facts().held_on.isoformat())


@bp.route("/staff/motions/meetings/<day>/change", methods=["GET", "POST"])
@permit("motion.call_meeting", load=loaded_by(find_meeting))
def change(meeting: Meeting) -> ResponseReturnValue:
    """Change what is known of a meeting, or its day."""
    shown = {
        "held_on": meeting.held_on,
        "starts_at": meeting.starts_at.strftime("%H:%M") if meeting.starts_at else "",
        "kind": meeting.kind,
        "place": meeting.place,
        "takes_motions": meeting.takes_motions,
        "version": meeting.version,
    }
    form = CalendarForm(data=shown)
    if form.validate_on_submit():
        try:
            change_meeting(db(), actor(), meeting, form.facts(), reason=form.reason.data, version=form.seen_version())
        except (Invalid, Conflict) as error:
            form.take_errors(error)
        else:
            return redirect(_page_of(meeting), 303)
    return render_form("motion/meeting_details.html", form, meeting=meeting)


@bp.route("/staff/motions/meetings/<day>/cancel", methods=["GET", "POST"])
@permit("motion.call_meeting", load=loaded_by(find_meeting))
def cancel(meeting: Meeting) -> ResponseReturnValue:
    """Record that a meeting is not held."""
    form = CancellationForm()
    if form.validate_on_submit():
        try:
            cancel_meeting(db(), actor(), meeting, reason=form.reason.data)
        except (Invalid, Conflict) as error:
            form.take_errors(error)
        else:
            return redirect(_page_of(meeting), 303)
    return render_form("motion/meeting_cancel.html", form, meeting=meeting)


@bp.route("/staff/motions/meetings/<day>/order", methods=["GET", "POST"])
@permit("motion.call_meeting", load=loaded_by(find_meeting))
def order(meeting: Meeting) -> ResponseReturnValue:
    """Put the motions on the agenda of a meeting in order."""
    motions = db().scalars(motions_on(meeting.held_on).where(Motion.state == State.ON_AGENDA)).all()
    form = order_form(motions)
    if form.validate_on_submit():
        try:
            order_agenda(db(), actor(), meeting, form.items(), seen=form.seen(request.form))
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return redirect(_page_of(meeting), 303)
    return render_form("motion/meeting_order.html", form, meeting=meeting, motions=motions)
