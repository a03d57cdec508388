"""Keeping a translation beside what somebody wrote, and removing it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.comments.translations import (
    Written,
    keep_translation,
    remove_translation,
    require_text,
    translations_of,
)
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import filters_of
from consult.desk.translation_forms import TranslationForm
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("translations", __name__, url_prefix="/staff/responses/<int:submission_id>/translations")


@bp.route("/<key>", methods=["GET", "POST"])
@permit("submissions.annotate", load=find_submission, rest=("key",))
def translate(submission: Submission, key: str) -> ResponseReturnValue:
    """Keep a translation of the answer to one question, or change it."""
    activity, place = activity_of(db(), submission), f"answers.{key}"
    require_desk(db(), activity, submission.id)
    original = require_text(submission, place)
    kept = translations_of(db(), [submission.id]).get((submission.id, place))
    form = TranslationForm(obj=kept, data={"how": _how(is_machine=kept.is_machine)} if kept else {})
    if form.validate_on_submit() and form.made_on.data is not None:
        written = Written(
            form.language.data or "",
            form.text.data or "",
            form.how.data == "machine",
            form.translator.data or "",
            form.made_on.data,
        )
        try:
            keep_translation(db(), actor(), activity, submission, place, written, form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The translation is kept. Only the original counts."), "success")
            return redirect(_way_back(submission), 303)
    return render_form(
        "desk/translate.html",
        form,
        submission=submission,
        original=original,
        kept=kept,
        key=key,
        to=_way_back(submission),
    )


@bp.post("/<key>/remove")
@permit("submissions.annotate", load=find_submission, rest=("key",))
def remove(submission: Submission, key: str) -> ResponseReturnValue:
    """Remove a translation."""
    remove_translation(db(), actor(), activity_of(db(), submission), submission, f"answers.{key}")
    flash(_("The translation is removed."), "success")
    return redirect(_way_back(submission), 303)


def _how(*, is_machine: bool) -> str:
    return "machine" if is_machine else "person"


def _way_back(submission: Submission) -> str:
    """Return the address of the response within the list in which it was found."""
    return url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
