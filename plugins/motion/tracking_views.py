"""The officers' pages after the vote: the actions of the resolution, and where each stands."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Invalid, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.pages import row_number
from plugins.motion.action_forms import ActionForm, ActionMoveForm
from plugins.motion.actions import Action, ActionKind
from plugins.motion.forms import StatementForm
from plugins.motion.letter_queries import letters_of
from plugins.motion.lifecycle import ActionState
from plugins.motion.models import Motion
from plugins.motion.queries import find_action, find_submitted
from plugins.motion.reply_queries import correspondence_of
from plugins.motion.services.resolutions import add_action, move_action
from plugins.motion.services.statements import enter_statement

bp = Blueprint("motion_tracking", __name__, url_prefix="/staff/motions")


@bp.route("/<int:motion_id>/actions/new", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_submitted))
def new_action(motion: Motion) -> ResponseReturnValue:
    """Add an action to the resolution."""
    following = len(motion.resolution.actions) + 1 if motion.resolution else 1
    form = ActionForm(data={"number": following})
    mandates = motion.resolution.mandates if motion.resolution else []
    form.offer([(clause.key, f"{place}. {clause.text[:80]}") for place, clause in enumerate(mandates, 1)])
    if form.validate_on_submit():
        try:
            add_action(
                db(),
                actor(),
                motion,
                number=row_number(form.number.data),
                kind=ActionKind(str(form.kind.data)),
                text=form.text.data,
                owner=form.owner.data,
                addressee=form.addressee.data,
                due_on=form.due_on.data if form.has_date.data != "no" else None,
                clause_key=form.clause_key.data or "",
                no_date_reason=form.no_date_reason.data or "",
                review_on=form.review_on.data,
                report_on=form.report_on.data,
                is_past_meant=form.is_past_meant.data,
            )
        except SavedOtherwise as error:
            form.take_errors(error)
            form.number.data = str(following)
        except Invalid as error:
            form.take_errors(error)
        else:
            return redirect(url_for(".new_action", motion_id=motion.id), 303)
    return render_form("motion/new_action.html", form, motion=motion)


@bp.route("/actions/<int:action_id>", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_action))
def action(found: Action) -> ResponseReturnValue:
    """Say what became of an action."""
    today = clock.london(database_now(db())).date()
    form = ActionMoveForm(data={"happened_on": today, "version": found.version})
    letters = letters_of(db(), found.motion)
    has_letter = any(letter.action_id == found.id for letter in letters)
    form.offer(found.status if request.method == "GET" else None, has_letter=has_letter)
    if form.validate_on_submit() and form.happened_on.data is not None:
        try:
            move_action(
                db(),
                actor(),
                found,
                to=ActionState(str(form.to.data)),
                happened_on=form.happened_on.data,
                note=form.note.data,
                version=form.seen_version(),
            )
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return redirect(url_for("motion.page", number=found.motion.number, _anchor=f"action-{found.number}"), 303)
    shown = {"action": found, "motion": found.motion, "today": today, **correspondence_of(db(), found.motion)}
    return render_form("motion/action.html", form, **shown)


@bp.route("/actions/<int:action_id>/statements/new", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_action))
def statement(found: Action) -> ResponseReturnValue:
    """Enter what another body was reported to say about an action."""
    form = StatementForm(data={"said_by": found.addressee})
    if form.validate_on_submit():
        try:
            enter_statement(
                db(),
                actor(),
                found,
                said_by=form.said_by.data or "",
                text=form.text.data or "",
                source=form.source.data or "",
            )
        except Invalid as error:
            form.take_errors(error)
        else:
            return redirect(url_for("motion.page", number=found.motion.number, _anchor=f"action-{found.number}"), 303)
    return render_form("motion/statement.html", form, action=found, motion=found.motion)
