"""The officers' pages: the list, the validity check, the agenda, the vote, the standing orders."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.activities import Activity, find_activity
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, NotFound, SavedOtherwise
from consult.sdk.files import takes_files
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeRole, OfficeTerm, holder_of
from consult.sdk.pages import link_to, row_number, tag
from consult.sdk.texts import say_date
from plugins.motion.actions import Action
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.name_list import (
    Entry,
    FaultyNames,
    complete_votes,
    match_names,
    read_file,
    read_pasted,
    written_out,
)
from plugins.motion.published import due_days
from plugins.motion.queries import (
    desk_motions,
    find_submitted,
    motions_of_activity,
    open_actions,
    orders_version,
    roll_of,
    standing_orders,
    unattached_motions,
)
from plugins.motion.records import Choice
from plugins.motion.services.checks import check_motion, findings, is_checkable, lapse_motion, put_on_agenda
from plugins.motion.services.council import attach_motion, change_standing_orders
from plugins.motion.services.votes import known_before, record_named_vote, record_unnamed_vote
from plugins.motion.staff_forms import (
    AgendaForm,
    AttachForm,
    CheckForm,
    NameListForm,
    StandingOrdersForm,
    UnnamedVoteForm,
    name_list_form,
    vote_form,
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
    meeting_on = form.meeting_on.data or motion.meeting_on
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
    return render_form("motion/check.html", form, motion=motion, findings=counted)


@bp.route("/<int:motion_id>/agenda", methods=["GET", "POST"])
@permit("motion.schedule", load=loaded_by(find_submitted))
def agenda(motion: Motion) -> ResponseReturnValue:
    """Put a valid motion on the agenda of a meeting."""
    form = AgendaForm(data={"meeting_on": motion.meeting_on, "item": motion.agenda_item, "version": motion.version})
    if form.validate_on_submit() and form.meeting_on.data is not None:
        day, item = form.meeting_on.data, form.item.data
        try:
            put_on_agenda(db(), actor(), motion, meeting_on=day, item=item, version=form.seen_version())
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    return render_form("motion/agenda.html", form, motion=motion)


@bp.route("/<int:motion_id>/vote", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def vote(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name."""
    roll = roll_of(db(), motion)
    people = [(term.id, f"{term.name} ({term.ward})") for term in roll]
    form = vote_form(people, before=known_before(db(), motion), chair_id=chair_on(motion, roll))
    if form.validate_on_submit():
        try:
            record_named_vote(db(), actor(), motion, form.named_vote(people))
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    lines = [form[f"vote_{term_id}"] for term_id, _ignored in people]
    return render_form("motion/vote.html", form, motion=motion, amendment=None, lines=lines)


@bp.route("/<int:motion_id>/vote/list", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
@takes_files
def vote_list(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name from a list, or in one act for everybody who was there."""
    roll = roll_of(db(), motion)
    before = known_before(db(), motion)
    people = [(term.id, f"{term.name} ({term.ward})") for term in roll]
    form = name_list_form(people, chair_id=chair_on(motion, roll))
    if form.validate_on_submit():
        try:
            named = match_names(_entries(form), roll, motion.meeting_on or date.min)
            choices = complete_votes(named, roll, rest=form.rest_voted(), before=before)
            record_named_vote(db(), actor(), motion, form.with_totals(choices))
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except FaultyNames as error:
            form.add_error("names", str(error))
            for fault in error.faults:
                form.add_error(None, fault, place="names")
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    absent = [name for term_id, name in people if before.get(term_id) is Choice.ABSENT]
    return render_form("motion/vote_list.html", form, motion=motion, people=people, absent=absent)


def _entries(form: NameListForm) -> list[Entry]:
    """Return what was pasted, or the lines of the file, which then stand on the page to be changed."""
    if form.file.data is None:
        return read_pasted(form.names.data)
    if form.names.data.strip():
        raise Invalid(fields={"file": _("Paste a list or select a file, not both")})
    try:
        entries = read_file(form.file.data.read())
    except Invalid as error:
        raise Invalid(fields={"file": str(error)}) from error
    form.names.data = written_out(entries)
    return entries


def chair_on(motion: Motion, roll: Sequence[OfficeTerm]) -> int | None:
    """Return the term, on the roll, of whoever held the chair on the day of the meeting."""
    held = holder_of(db(), OfficeRole.CHAIR, motion.meeting_on) if motion.meeting_on else None
    return next((term.id for term in roll if held and term.holder_id == held.holder_id), None)


@bp.route("/<int:motion_id>/outcome", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def outcome(motion: Motion) -> ResponseReturnValue:
    """Record the outcome of a vote whose names were not taken down."""
    form = UnnamedVoteForm()
    if form.validate_on_submit():
        try:
            record_unnamed_vote(db(), actor(), motion, form.unnamed_vote())
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    return render_form("motion/outcome.html", form, motion=motion, amendment=None)


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
