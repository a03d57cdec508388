"""Notes and tags: what officers write about a response for each other, and how they sort it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.desk.models import Tag
from consult.desk.notes import add_note, notes_about, remove_note
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import NoteForm, TagForm, filters_of
from consult.desk.tags import add_tag, find_or_make_tag, remove_tag, tags_among, tags_of
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("notes", __name__, url_prefix="/staff/responses/<int:submission_id>")


@bp.route("/notes", methods=["GET", "POST"])
@permit("submissions.annotate", load=find_submission)
def add(submission: Submission) -> ResponseReturnValue:
    """Write a note about a response."""
    activity, form = activity_of(db(), submission), NoteForm()
    require_desk(db(), activity, submission.id)
    if form.validate_on_submit():
        try:
            add_note(db(), actor(), activity, submission, form.text.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The note is kept. Everybody on the desk can read it."), "success")
            return redirect(_way_back(submission), 303)
    return _shown("desk/note.html", submission, form)


@bp.post("/notes/<int:note_id>/remove")
@permit("submissions.annotate", load=find_submission, rest=("note_id",))
def remove(submission: Submission, note_id: int) -> ResponseReturnValue:
    """Remove a note."""
    remove_note(db(), actor(), activity_of(db(), submission), submission, note_id)
    flash(_("The note is removed."), "success")
    return redirect(_way_back(submission), 303)


@bp.route("/tags", methods=["GET", "POST"])
@permit("submissions.annotate", load=find_submission)
def tag(submission: Submission) -> ResponseReturnValue:
    """Give a response a tag."""
    activity, form = activity_of(db(), submission), TagForm()
    require_desk(db(), activity, submission.id)
    if form.validate_on_submit():
        try:
            given = find_or_make_tag(db(), activity, form.tag.data or "")
            add_tag(db(), actor(), activity, submission.id, given)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The response has the tag “%(name)s”.", name=given.name), "success")
            return redirect(_way_back(submission), 303)
    return _shown("desk/tag.html", submission, form)


@bp.post("/tags/<int:tag_id>/remove")
@permit("submissions.annotate", load=find_submission, rest=("tag_id",))
def untag(submission: Submission, tag_id: int) -> ResponseReturnValue:
    """Take a tag off a response."""
    activity, given = activity_of(db(), submission), db().get(Tag, tag_id)
    require_desk(db(), activity, submission.id)
    if given is None or given.activity_id != activity.id:
        raise NotFound
    remove_tag(db(), actor(), activity, submission.id, given)
    flash(_("The response no longer has the tag “%(name)s”.", name=given.name), "success")
    return redirect(_way_back(submission), 303)


def _shown(template: str, submission: Submission, form: Form) -> tuple[str, int]:
    activity = activity_of(db(), submission)
    return render_form(
        template,
        form,
        activity=activity,
        submission=submission,
        filters=filters_of(request.args),
        notes=notes_about(db(), submission, actor()),
        tags=tags_among(db(), [submission.id]).get(submission.id, []),
        known=tags_of(db(), activity.id).values(),
        to=_way_back(submission),
    )


def _way_back(submission: Submission) -> str:
    """Return the address of the response within the list in which it was found."""
    return url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
