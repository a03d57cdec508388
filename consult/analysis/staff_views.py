"""The officer's pages: how much is covered, and the passages of one response."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.analysis import services
from consult.analysis.forms import MarkForm
from consult.analysis.queries import coverage_of, find_passage, open_responses, texts_of
from consult.analysis.services import Selection
from consult.consultations.models import Activity, Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_consultation
from consult.desk.queries import find_submission
from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, SignInNeeded
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.submissions.models import Passage, Status, Submission
from consult.submissions.passages import marked_in
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("analysis", __name__, url_prefix="/staff")
SHOWN = 50


@bp.get("/consultations/<slug>/coverage")
@permit("analysis.desk", load=find_consultation)
def coverage(consultation: Consultation) -> ResponseReturnValue:
    """Show how much of what was written is covered, and which responses have open passages."""
    return render_template(
        "analysis/coverage.html",
        consultation=consultation,
        coverage=coverage_of(db(), consultation),
        waiting=open_responses(db(), consultation, SHOWN),
    )


@bp.route("/responses/<int:submission_id>/passages", methods=["GET", "POST"])
@permit("analysis.mark", load=find_submission)
def passages(submission: Submission) -> ResponseReturnValue:
    """Show the texts of a response with their passages, and mark those that are selected."""
    form = MarkForm()
    consultation = db().get_one(Activity, submission.activity_id).consultation
    if form.validate_on_submit():
        try:
            selections = [Selection.read(key) for key in form.chosen.data]
            marked = services.mark(db(), actor(), submission, selections, form.code.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(ngettext("%(num)s passage is marked.", "%(num)s passages are marked.", len(marked)), "success")
            return _to_passages(submission)
    texts = texts_of(submission, db().scalars(marked_in([submission.id])).all())
    form.offer(texts)
    return render_form(
        "analysis/passages.html",
        form,
        consultation=consultation,
        submission=submission,
        texts=texts,
        Selection=Selection,
        in_words={
            piece.passage.id: services.mark_in_words(db(), piece.passage)
            for text in texts
            for piece in text.pieces
            if piece.passage is not None
        },
        is_markable=services.may_mark_in(consultation) and submission.status == Status.SUBMITTED,
    )


def _find_passage(session: Session, passage_id: int, actor: Actor) -> tuple[Passage, Submission]:
    if not actor.is_signed_in:
        raise SignInNeeded
    passage, submission = find_passage(session, passage_id)
    return passage, find_submission(session, submission.id, actor)


@bp.post("/passages/<int:passage_id>/take-back")
@permit("analysis.take_back", load=_find_passage)
def take_back(found: tuple[Passage, Submission]) -> ResponseReturnValue:
    """Take a mark back."""
    passage, submission = found
    services.take_back(db(), actor(), submission, passage)
    flash(_("The mark is taken back. Its passage is open again."), "success")
    return _to_passages(submission)


def desk_link(consultation: Consultation) -> str | None:
    """Return the link to the coverage for the consultation's page on the desk."""
    return render_template("analysis/_desk_link.html", consultation=consultation)


DESK_SLOT = CONSULTATION_DESK.slot(desk_link)


def _to_passages(submission: Submission) -> ResponseReturnValue:
    return redirect(url_for("analysis.passages", submission_id=submission.id), 303)
