"""The page on which a second officer confirms a change, or sends it back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.activities import Consultation
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey import proposals, services
from plugins.survey.context import DraftContext, find_bench
from plugins.survey.forms import ConfirmForm
from plugins.survey.queries import waiting_changes

bp = Blueprint("survey_proposals", __name__, url_prefix="/survey")
NOTHING = _l("Nothing waits for a second officer: it was decided, or the draft was changed since it was proposed.")


@bp.route("/<int:activity_id>/confirm", methods=["GET", "POST"])
@permit("survey.confirm", load=find_bench)
def confirm(context: DraftContext) -> ResponseReturnValue:
    """Show what another officer proposed, and confirm it or send it back."""
    if context.proposal is None:
        return _back(context, NOTHING)
    form = ConfirmForm(data={"seen": context.draft.as_seen})
    if form.validate_on_submit():
        try:
            if form.decision.data == "confirm":
                made = proposals.confirm(db(), actor(), context.activity, seen=form.seen.data)
                return _back(context, _("Version %(number)s is published.", number=made.number), "success")
            proposals.send_back(db(), actor(), context.activity, seen=form.seen.data, answer=form.answer.data)
        except (Conflict, Invalid) as error:
            form.take_errors(error)
            form.seen.data = context.draft.as_seen
        else:
            return _back(context, _("The change was sent back. People are asked what they were asked before."))
    ahead = services.check(db(), context.activity)
    return render_form("survey/confirm.html", form, context=context, check=ahead)


@bp.post("/<int:activity_id>/take-back")
@permit("survey.take_back", load=find_bench)
def take_back(context: DraftContext) -> ResponseReturnValue:
    """Take one's own proposal back."""
    if context.proposal is None:
        return _back(context, NOTHING)
    proposals.take_back(db(), actor(), context.activity, seen=context.draft.as_seen)
    return _back(context, _("You took the proposal back. The draft stays as it is."))


def desk_note(consultation: Consultation) -> str | None:
    """Say on the desk which changes of a consultation’s surveys wait for a second officer."""
    waiting = db().scalars(waiting_changes(consultation.id)).all()
    return render_template("survey/_waiting.html", waiting=waiting) if waiting else None


def _back(context: DraftContext, said: str, kind: str = "message") -> ResponseReturnValue:
    flash(said, kind)
    return redirect(url_for("survey.build", activity_id=context.activity.id), 303)
