"""The steps of proposer and seconder: naming the seconder, agreeing, submitting, withdrawing, deleting."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import database_now, db
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.motion.canonical import Section, word_count
from plugins.motion.changes import in_sections
from plugins.motion.forms import ConsentForm, CouncillorForm, DeletionForm, WithdrawForm
from plugins.motion.models import Motion
from plugins.motion.notice import notice_for
from plugins.motion.queries import find_draft, names_of_councillors, standing_orders
from plugins.motion.repeats import motions_alike
from plugins.motion.services.consents import draft_as_it_stands, give_consent, missing_parts, take_back_consent
from plugins.motion.services.drafts import name_seconder
from plugins.motion.services.submission import (
    agree_withdrawal,
    ask_withdrawal,
    call_off_withdrawal,
    delete_motion,
    reopen_motion,
    submit_motion,
)

bp = Blueprint("motion_steps", __name__, url_prefix="/motions/drafts/<int:motion_id>")


def _draft_page(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for("motion_drafts.page", motion_id=motion.id), 303)


@bp.route("/seconder", methods=["GET", "POST"])
@permit("motion.lead", load=find_draft)
def seconder(motion: Motion) -> ResponseReturnValue:
    """Name the seconder."""
    shown = {"person_id": motion.seconder_id, "version": motion.version}
    form = CouncillorForm(data=shown)
    people = names_of_councillors(db())
    form.offer([(person_id, name) for person_id, name in people if person_id != motion.proposer_id])
    if form.validate_on_submit():
        try:
            name_seconder(db(), actor(), motion, form.chosen_id, version=form.seen_version())
        except ChangedMeanwhile as error:
            form.take_errors(error)
        except Invalid as error:
            form.add_error("person_id", str(error))
        else:
            return _draft_page(motion)
    return render_form("motion/seconder.html", form, motion=motion)


@bp.route("/consent", methods=["GET", "POST"])
@permit("motion.consent", load=find_draft)
def consent(motion: Motion) -> ResponseReturnValue:
    """Read the whole text and agree to it."""
    draft = draft_as_it_stands(db(), motion)
    form = ConsentForm(data={"seen": draft.seen})
    if form.validate_on_submit():
        try:
            give_consent(db(), actor(), motion, seen=str(form.seen.data))
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
            form.is_agreed.data, form.seen.data = False, draft.seen
        else:
            flash(_("You have agreed to the text"), "success")
            return _draft_page(motion)
    return render_form("motion/consent.html", form, **_whole(motion))


@bp.post("/consent/take-back")
@permit("motion.consent", load=find_draft)
def take_back(motion: Motion) -> ResponseReturnValue:
    """Take back the agreement."""
    take_back_consent(db(), actor(), motion)
    return _draft_page(motion)


@bp.route("/submit", methods=["GET", "POST"])
@permit("motion.submit", load=find_draft)
def submit(motion: Motion) -> ResponseReturnValue:
    """Look at the text once more, then submit it; from then on it is frozen and public."""
    form = Form()
    if form.validate_on_submit():
        try:
            submit_motion(db(), actor(), motion)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(
                _("Motion %(number)s submitted. The council’s officers will check it.", number=motion.number), "success"
            )
            return redirect(url_for("motion.page", number=motion.number), 303)
    text = in_sections(motion.title, draft_as_it_stands(db(), motion).clauses)
    alike = motions_alike(db(), actor(), motion, text)
    return render_form("motion/submit.html", form, alike=alike, **_whole(motion))


@bp.post("/reopen")
@permit("motion.reopen", load=find_draft)
def reopen(motion: Motion) -> ResponseReturnValue:
    """Take a returned motion back into drafting."""
    reopen_motion(db(), actor(), motion)
    return _draft_page(motion)


@bp.route("/delete", methods=["GET", "POST"])
@permit("motion.delete", load=find_draft)
def deletion(motion: Motion) -> ResponseReturnValue:
    """Ask before a motion that was never submitted is deleted, and delete it."""
    form = DeletionForm()
    if form.validate_on_submit():
        title = motion.title
        try:
            delete_motion(db(), actor(), motion, seen=str(form.seen.data))
        except ChangedMeanwhile as error:
            form.take_errors(error)
        else:
            flash(_("The draft “%(title)s” is deleted.", title=title), "success")
            return redirect(url_for("motion_drafts.index"), 303)
    form.seen.data = draft_as_it_stands(db(), motion).seen
    return render_form("motion/delete.html", form, motion=motion)


@bp.route("/withdraw", methods=["GET", "POST"])
@permit("motion.withdraw", load=find_draft)
def withdraw(motion: Motion) -> ResponseReturnValue:
    """Ask to withdraw the motion."""
    form = WithdrawForm()
    if form.validate_on_submit():
        ask_withdrawal(db(), actor(), motion, reason=form.reason.data)
        return _draft_page(motion)
    return render_form("motion/withdraw.html", form, motion=motion)


@bp.post("/withdraw/call-off")
@permit("motion.withdraw", load=find_draft)
def call_off(motion: Motion) -> ResponseReturnValue:
    """Keep the motion after all."""
    call_off_withdrawal(db(), actor(), motion)
    return _draft_page(motion)


@bp.route("/withdraw/agree", methods=["GET", "POST"])
@permit("motion.agree_withdrawal", load=find_draft)
def agree(motion: Motion) -> ResponseReturnValue:
    """Agree, as seconder, to the withdrawal."""
    form = Form()
    if form.validate_on_submit():
        agree_withdrawal(db(), actor(), motion)
        return _draft_page(motion)
    return render_template("motion/agree_withdrawal.html", form=form, motion=motion)


def _whole(motion: Motion) -> dict[str, object]:
    draft, orders = draft_as_it_stands(db(), motion), standing_orders(db())
    notice = notice_for(db(), motion.meeting_on, orders) if motion.meeting_on else None
    return {
        "motion": motion,
        "draft": draft,
        "sections": list(Section),
        "words": word_count(draft.clauses),
        "orders": orders,
        "notice": notice,
        "is_too_late": notice is not None and notice.is_over(database_now(db())),
        "missing": missing_parts(motion, draft.clauses),
    }
