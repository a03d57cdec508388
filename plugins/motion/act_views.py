"""The officers' pages on which they record what a meeting did without a vote, and what its chair took as urgent."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import Conflict, Invalid, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeRole, holder_of, members_on
from plugins.motion.act_forms import ActForm, UrgencyForm
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.meeting_queries import notices_for
from plugins.motion.models import Motion
from plugins.motion.queries import find_submitted
from plugins.motion.services.meeting_acts import accept_as_urgent, record_act

bp = Blueprint("motion_acts", __name__, url_prefix="/staff/motions")


def _place(motion: Motion) -> str:
    return url_for("motion.page", number=motion.number)


@bp.route("/<int:motion_id>/act", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted))
def act(motion: Motion) -> ResponseReturnValue:
    """Record what the meeting did with a motion other than voting on it."""
    form = ActForm()
    if form.validate_on_submit():
        try:
            done = MeetingAct(str(form.act.data))
            record_act(db(), actor(), motion, done, body=form.body.data, reason=form.reason.data)
        except SavedOtherwise as error:
            error.ways = ((_("See what was recorded"), _place(motion)),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return redirect(_place(motion), 303)
    return render_form("motion/act.html", form, motion=motion)


@bp.route("/<int:motion_id>/urgent", methods=["GET", "POST"])
@permit("motion.take_as_urgent", load=loaded_by(find_submitted))
def urgent(motion: Motion) -> ResponseReturnValue:
    """Record that the chair of a meeting takes a motion as urgent."""
    today = clock.london(database_now(db())).date()
    roll = {term.id: term for term in members_on(db(), today)}
    held = holder_of(db(), OfficeRole.CHAIR, today)
    chair_id = next((number for number, term in roll.items() if held and term.holder_id == held.holder_id), None)
    form = UrgencyForm(data={"meeting_on": motion.meeting_on} if request.method == "GET" else None)
    form.meeting_on.offer(notices_for(db(), motion.meeting_on), nothing=_("Select a meeting"))
    form.offer_chairs([(number, f"{term.name} ({term.ward})") for number, term in roll.items()], chair_id)
    if form.validate_on_submit() and form.meeting_on.day is not None:
        try:
            chair = roll[int(form.chair_id.data or 0)]
            day, reason = form.meeting_on.day, form.reason.data
            accept_as_urgent(db(), actor(), motion, meeting_on=day, chair=chair, reason=reason)
        except SavedOtherwise as error:
            error.ways = ((_("See what was recorded"), _place(motion)),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return redirect(_place(motion), 303)
    return render_form("motion/urgent.html", form, motion=motion)
