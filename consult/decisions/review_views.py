"""The page on which an officer says whether a decision did what was meant."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.decisions.forms import ReviewForm
from consult.decisions.models import Verdict
from consult.decisions.reviews import record_review
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("decision_review", __name__, url_prefix="/staff")


@bp.route("/consultations/<slug>/decision/review", methods=["GET", "POST"])
@permit("decisions.publish", load=find_consultation)
def review(consultation: Consultation) -> ResponseReturnValue:
    """Say whether the published decision did what was meant."""
    form = ReviewForm()
    if form.validate_on_submit():
        verdict = Verdict(form.verdict.data or "")
        try:
            record_review(db(), actor(), consultation, verdict, form.outcome.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The review is published."), "success")
            return redirect(url_for("decisions.outcome", slug=consultation.slug, _anchor="review"), 303)
    return render_form("decisions/review.html", form, consultation=consultation)
