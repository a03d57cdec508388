"""The officers' pages: the list, the validity check, the agenda, the vote, the standing orders."""

from dataclasses import asdict
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.activities import Activity, find_activity
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound, SavedOtherwise
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, row_number, tag
from consult.sdk.texts import say_date
from plugins.motion.actions import Action
from plugins.motion.amendments import wording_of
from plugins.motion.lifecycle import State
from plugins.motion.meeting_queries import notices_for
from plugins.motion.models import Motion
from plugins.motion.published import due_days
from plugins.motion.queries import (
    desk_motions,
    find_submitted,
    motions_of_activity,
    open_actions,
    orders_version,
    standing_orders,
    unattached_motions,
)
from plugins.motion.repeats import Alike, motions_alike
from plugins.motion.services.checks import check_motion, findings, is_checkable, lapse_motion, put_on_agenda
from plugins.motion.services.council import attach_motion, change_standing_orders
from plugins.motion.staff_forms import (
    AgendaForm,
    AttachForm,
    CheckForm,
    StandingOrdersForm,
)

bp = Blueprint("motion_staff", __name__, url_prefix="/staff/motions")
STEPS = (State.SUBMITTED, State.VALID, State.ON_AGENDA)


def _place(motion: Motion, part: str | None = None) -> str:
    return url_for("motion.page", number=motion.number, _anchor=part)


def _lacks_actions(motion: Motion) -> bool:
    return motion.resolution is not None and not motion.is_from_record and not motion.resolution.actions


def _to_motion(motion: Motion) -> ResponseReturnValue:
    return redirect(_place(motion), 303)


@bp.get("/")
@permit("motion.desk")
def index() -> ResponseReturnValue:
    """List what waits for an officer, then all other motions, and the actions that are not settled."""
    motions = db().scalars(desk_motions()).all()
    waiting = [motion for motion in motions if motion.status in STEPS]
    unlisted = [motion for motion in motions if _lacks_actions(motion)]
    actions = [action for action in db().scalars(open_actions()) if not action.is_settled]
    due = due_days(db(), actions)
    return render_template(
        "motion/desk.html",
        motion_rows=[_row_of_motion(motion) for motion in motions],
        waiting_rows=[_row_of_motion(motion) for motion in (*waiting, *unlisted)],
        action_rows=[_row_of_action(action, due[action.id]) for action in actions],
    )


def _row_of_motion(motion: Motion) -> tuple[str, ...]:
    return (
        link_to(str(motion.number), url_for("motion.page", number=motion.number)),
        motion.public_title,
        motion.proposer_name,
        say_date(motion.meeting_on) if motion.meeting_on else "",
        tag(motion.status.label, motion.status.colour),
    )


def _row_of_action(action: Action, due_on: date | None) -> tuple[str, ...]:
    name = _("%(resolution)s, action %(action)s", resolution=action.resolution.number, action=action.number)
    place = url_for("motion.page", number=action.motion.number, _anchor=f"action-{action.number}")
    until = escape(say_date(due_on) if due_on else _("No date"))
    if action.is_overdue(clock.london(database_now(db())).date(), due_on):
        until += " " + tag(_("Overdue"), "red")
    return link_to(name, place), action.text, action.owner, until, action.status.label


@bp.route("/<int:motion_id>/check", methods=["GET", "POST"])
@permit("motion.check", load=loaded_by(find_submitted))
def check(motion: Motion) -> ResponseReturnValue:
    """Check a submitted motion: find it valid, or return it with a reason."""
    if request.method == "GET" and not is_checkable(db(), motion):
        return _to_motion(motion)
    seen = {"version": motion.submitted.number if motion.submitted else 0, "number": len(motion.checks_of_text) + 1}
    form = CheckForm(data={"meeting_on": motion.meeting_on, **seen})
    form.meeting_on.offer(notices_for(db(), motion.meeting_on), nothing=_("Select a meeting"))
    meeting_on = form.meeting_on.day or motion.meeting_on
    if form.validate_on_submit() and meeting_on is not None:
        try:
            check_motion(
                db(),
                actor(),
                motion,
                meeting_on=meeting_on,
                is_in_scope=form.is_in_scope.data == "yes",
                is_lawful=form.is_lawful.data == "yes",
                reason=form.reason.data,
                text_number=form.seen_version(),
                earlier=form.named(),
                number=row_number(request.form.get("number", "1")),
            )
        except SavedOtherwise as error:
            error.ways = ((_("See the motion and its check"), _place(motion, "check")),)
            raise
        except Invalid as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    counted = findings(db(), motion, meeting_on) if meeting_on else None
    return render_form(
        "motion/check.html", form, motion=motion, findings=counted, alike=_alike(motion), orders=standing_orders(db())
    )


def _alike(motion: Motion) -> list[Alike]:
    text = motion.submitted
    return motions_alike(db(), actor(), motion, wording_of(text)) if text is not None else []


@bp.route("/<int:motion_id>/agenda", methods=["GET", "POST"])
@permit("motion.schedule", load=loaded_by(find_submitted))
def agenda(motion: Motion) -> ResponseReturnValue:
    """Put a valid motion on the agenda of a meeting."""
    form = AgendaForm(data={"meeting_on": motion.meeting_on, "item": motion.agenda_item, "version": motion.version})
    form.meeting_on.offer(notices_for(db(), motion.meeting_on), nothing=_("Select a meeting"))
    if form.validate_on_submit() and form.meeting_on.day is not None:
        day, item = form.meeting_on.day, form.item.data
        try:
            put_on_agenda(db(), actor(), motion, meeting_on=day, item=item, version=form.seen_version())
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    return render_form("motion/agenda.html", form, motion=motion)


@bp.route("/<int:motion_id>/lapse", methods=["GET", "POST"])
@permit("motion.lapse", load=loaded_by(find_submitted))
def lapse(motion: Motion) -> ResponseReturnValue:
    """Record that the meeting did not debate the motion."""
    form = Form()
    if form.validate_on_submit():
        lapse_motion(db(), actor(), motion)
        return _to_motion(motion)
    today = clock.london(database_now(db())).date()
    return render_template("motion/lapse.html", form=form, motion=motion, today=today)


@bp.route("/standing-orders", methods=["GET", "POST"])
@permit("motion.set_orders")
def orders() -> ResponseReturnValue:
    """Set the council's rules on motions."""
    form = StandingOrdersForm(data=asdict(standing_orders(db())) | {"version": orders_version(db())})
    if form.validate_on_submit():
        try:
            change_standing_orders(db(), actor(), form.orders(), form.seen_version())
        except ChangedMeanwhile as error:
            form.take_errors(error)
        else:
            flash(_("Standing orders saved. They hold for motions that are checked from now on."), "success")
            return redirect(url_for(".orders"), 303)
    return render_form("motion/orders.html", form)


@bp.route("/activities/<int:activity_id>", methods=["GET", "POST"])
@permit("motion.attach", load=find_activity)
def activity(found: Activity) -> ResponseReturnValue:
    """Choose the motions that a consultation shows."""
    if found.kind != "motion":
        raise NotFound
    form = AttachForm()
    free = db().scalars(unattached_motions()).all()
    attached = db().scalars(motions_of_activity(found.id)).all()
    offered = [*free, *attached] if request.method == "POST" else free
    form.offer([(motion.id, f"{motion.number}: {motion.public_title}") for motion in offered])
    if form.validate_on_submit():
        attach_motion(db(), actor(), find_submitted(db(), row_number(form.motion_id.data)), found)
        return redirect(url_for(".activity", activity_id=found.id), 303)
    return render_form("motion/attach.html", form, activity=found, attached=attached)


@bp.post("/<int:motion_id>/detach")
@permit("motion.attach", load=loaded_by(find_submitted))
def detach(motion: Motion) -> ResponseReturnValue:
    """Take a motion off its consultation."""
    attach_motion(db(), actor(), motion, None)
    return _to_motion(motion)
