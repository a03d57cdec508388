"""Redacting, looking at a sealed original, excluding, and putting back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, NotFound
from consult.submissions.desk import bp, filters_of_address, shown_answers
from consult.submissions.exclusions import exclude, reinstate
from consult.submissions.forms import EmptyForm
from consult.submissions.models import Redaction, Submission
from consult.submissions.owners import require_desk
from consult.submissions.queries import activity_of, find_submission
from consult.submissions.redaction import may_be_redacted, open_original, redact
from consult.submissions.staff_forms import ExcludeForm, RedactForm
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import session


def _find_answer(opened: Session, submission_id: int, question: str, actor: Actor) -> tuple[Submission, str]:
    submission = find_submission(opened, submission_id, actor)
    if not may_be_redacted(opened, activity_of(opened, submission), submission, question):
        raise NotFound
    return submission, question


def _find_redaction(opened: Session, redaction_id: int, actor: Actor) -> tuple[Submission, Redaction]:
    redaction = opened.get(Redaction, redaction_id)
    if redaction is None:
        raise NotFound
    return find_submission(opened, redaction.submission_id, actor), redaction


@bp.route("/responses/<int:submission_id>/redact/<question>", methods=["GET", "POST"])
@permit("submissions.redact", load=_find_answer)
def take_out(found: tuple[Submission, str]) -> ResponseReturnValue:
    """Redact a passage of one answer."""
    submission, question = found
    activity, form = activity_of(session(), submission), RedactForm()
    if form.validate_on_submit():
        try:
            redact(
                session(),
                actor(),
                activity,
                submission,
                question=question,
                passage=form.passage.data or "",
                code=form.code.data or "",
                note=form.note.data or "",
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            flash("The passage is redacted. The original is sealed.", "success")
            return _back_to(submission)
    rows = [row for row in shown_answers(session(), activity, submission) if row[0] == question]
    label = rows[0][1] if rows else question
    text = submission.answers[question]
    return render_form(
        "submissions/redact.html", form, submission=submission, label=label, text=text, to=_way_back(submission)
    )


@bp.route("/redactions/<int:redaction_id>/original", methods=["GET", "POST"])
@permit("submissions.open_original", load=_find_redaction)
def original(found: tuple[Submission, Redaction]) -> ResponseReturnValue:
    """Show the sealed original, after asking once more, since the trail keeps who looked."""
    submission, redaction = found
    form = EmptyForm()
    if form.validate_on_submit():
        text = open_original(session(), actor(), activity_of(session(), submission), redaction)
        return render_template("submissions/original.html", submission=submission, text=text, to=_way_back(submission))
    return render_form("submissions/open_original.html", form, submission=submission, to=_way_back(submission))


@bp.route("/responses/<int:submission_id>/exclude", methods=["GET", "POST"])
@permit("submissions.exclude", load=find_submission)
def leave_out(submission: Submission) -> ResponseReturnValue:
    """Exclude a response from the counts."""
    activity, form = activity_of(session(), submission), ExcludeForm()
    require_desk(session(), activity, submission.id)
    if form.validate_on_submit():
        try:
            exclude(session(), actor(), activity, submission, form.code.data or "", form.note.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash("The response is excluded. It is kept, and its author can read why.", "success")
            return _back_to(submission)
    return render_form("submissions/exclude.html", form, submission=submission, to=_way_back(submission))


@bp.post("/responses/<int:submission_id>/reinstate")
@permit("submissions.exclude", load=find_submission)
def put_back(submission: Submission) -> ResponseReturnValue:
    """Count an excluded response again."""
    reinstate(session(), actor(), activity_of(session(), submission), submission)
    flash("The response counts again.", "success")
    return _back_to(submission)


def _back_to(submission: Submission) -> ResponseReturnValue:
    return redirect(_way_back(submission), 303)


def _way_back(submission: Submission) -> str:
    """Return the address of the response within the list in which it was found."""
    return url_for("submissions_staff.read", submission_id=submission.id, **filters_of_address().as_arguments())
