"""Pages on which a part in a motion is taken up, given up or handed over."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.motion.forms import StepBackForm
from plugins.motion.models import Motion
from plugins.motion.queries import find_draft, find_submitted, names_of_councillors
from plugins.motion.services.parts import (
    hand_over,
    is_stranded,
    join_draft,
    leave_draft,
    step_back,
    take_over_draft,
    withdraw_in_place,
)
from plugins.motion.staff_forms import HandoverForm, InPlaceForm

bp = Blueprint("motion_parts", __name__)
DRAFT = "/motions/drafts/<int:motion_id>"
STAFF = "/staff/motions/<int:motion_id>"


def _draft_page(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for("motion_drafts.page", motion_id=motion.id), 303)


def _motion_page(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for("motion.page", number=motion.number), 303)


@bp.post(f"{DRAFT}/join")
@permit("motion.join", load=find_draft)
def join(motion: Motion) -> ResponseReturnValue:
    """Take part in writing the draft."""
    join_draft(db(), actor(), motion)
    flash(_("You take part in writing this motion"), "success")
    return _draft_page(motion)


@bp.post(f"{DRAFT}/leave")
@permit("motion.leave", load=find_draft)
def leave(motion: Motion) -> ResponseReturnValue:
    """Decline the invitation, or stop writing the draft."""
    leave_draft(db(), actor(), motion)
    flash(_("You are not a co-drafter of that motion any more"), "success")
    return redirect(url_for("motion_drafts.index"), 303)


@bp.route(f"{DRAFT}/step-back", methods=["GET", "POST"])
@permit("motion.step_back", load=find_draft)
def back(motion: Motion) -> ResponseReturnValue:
    """Refuse to second the motion, or step back as its seconder."""
    form = StepBackForm()
    if form.validate_on_submit():
        step_back(db(), actor(), motion, reason=form.reason.data)
        flash(_("You are not the seconder of that motion any more. We email its proposer."), "success")
        return redirect(url_for("motion_drafts.index"), 303)
    return render_form("motion/step_back.html", form, motion=motion)


@bp.route(f"{DRAFT}/take-over", methods=["GET", "POST"])
@permit("motion.take_over", load=find_draft)
def take_over(motion: Motion) -> ResponseReturnValue:
    """Become the proposer of a draft whose proposer is gone."""
    form = Form()
    if form.validate_on_submit():
        take_over_draft(db(), actor(), motion)
        flash(_("You are the proposer of this motion now"), "success")
        return _draft_page(motion)
    return render_template("motion/take_over.html", form=form, motion=motion)


@bp.route(f"{STAFF}/parts", methods=["GET", "POST"])
@permit("motion.change_parts", load=loaded_by(find_submitted))
def change(motion: Motion) -> ResponseReturnValue:
    """Hand the motion over to another councillor, in the place of its proposer or seconder."""
    form = HandoverForm()
    form.offer(names_of_councillors(db()))
    if form.validate_on_submit():
        try:
            hand_over(
                db(),
                actor(),
                motion,
                part=str(form.part.data),
                person_id=form.chosen_id,
                reason=form.reason.data,
            )
        except Invalid as error:
            form.take_errors(error)
        else:
            return _motion_page(motion)
    return render_form("motion/parts.html", form, motion=motion, is_stranded=is_stranded(db(), motion))


@bp.route(f"{STAFF}/withdraw", methods=["GET", "POST"])
@permit("motion.change_parts", load=loaded_by(find_submitted))
def withdraw(motion: Motion) -> ResponseReturnValue:
    """Withdraw the motion in the place of a proposer or seconder who is gone."""
    form = InPlaceForm()
    if form.validate_on_submit():
        withdraw_in_place(db(), actor(), motion, reason=form.reason.data)
        return _motion_page(motion)
    return render_form("motion/withdraw_in_place.html", form, motion=motion)
