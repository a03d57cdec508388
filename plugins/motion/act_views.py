"""The officers' pages on which they record what a meeting did without a vote, and what its chair took as urgent."""

from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import members_on
from plugins.motion.act_forms import ActForm, UrgencyForm
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.meeting_queries import notices_for
from plugins.motion.models import Motion
from plugins.motion.queries import find_submitted
from plugins.motion.recording_views import chair_on
from plugins.motion.saving_views import saved
from plugins.motion.services.meeting_acts import accept_as_urgent, record_act

bp = Blueprint("motion_acts", __name__, url_prefix="/staff/motions")


def _saved(form: Form, motion: Motion, save: Callable[[], object]) -> ResponseReturnValue | None:
    page = url_for("motion.page", number=motion.number)
    return saved(form, save, page=page, see=_("See what was recorded"))


@bp.route("/<int:motion_id>/act", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted))
def act(motion: Motion) -> ResponseReturnValue:
    """Record what the meeting did with a motion other than voting on it."""
    form = ActForm()
    if form.validate_on_submit():
        act_of, body, reason = MeetingAct(str(form.act.data)), form.body.data, form.reason.data
        done = _saved(form, motion, lambda: record_act(db(), actor(), motion, act_of, body=body, reason=reason))
        if done is not None:
            return done
    return render_form("motion/act.html", form, motion=motion)


@bp.route("/<int:motion_id>/urgent", methods=["GET", "POST"])
@permit("motion.take_as_urgent", load=loaded_by(find_submitted))
def urgent(motion: Motion) -> ResponseReturnValue:
    """Record that the chair of a meeting takes a motion as urgent."""
    today = clock.london(database_now(db())).date()
    roll = {term.id: term for term in members_on(db(), today)}
    form = UrgencyForm(data={"meeting_on": motion.meeting_on} if request.method == "GET" else None)
    form.meeting_on.offer(notices_for(db(), motion.meeting_on), nothing=_("Select a meeting"))
    form.offer_chairs(
        [(number, f"{term.name} ({term.ward})") for number, term in roll.items()], chair_on(today, list(roll.values()))
    )
    if form.validate_on_submit() and form.meeting_on.day is not None:
        day, chair, reason = form.meeting_on.day, roll[int(form.chair_id.data or 0)], form.reason.data
        done = _saved(
            form,
            motion,
            lambda: accept_as_urgent(db(), actor(), motion, meeting_on=day, chair=chair, reason=reason),
        )
        if done is not None:
            return done
    return render_form("motion/urgent.html", form, motion=motion)
