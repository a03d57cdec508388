"""Keying an entry a second time without seeing the first, and settling where the two differ."""

import hashlib
import json
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import true
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.entry_forms import SecondKeyingForm
from consult.desk.entry_views import (
    beside_entry,
    entry_form_for,
    is_done,
    next_of,
    original_in,
    texts_of_entry,
    unchecked,
)
from consult.desk.filters import require_questionnaire
from consult.desk.queries import activity_of, awaiting_second_keying
from consult.desk.transcription import Original, check_entry, disagreements
from consult.kernel.authz import Actor
from consult.kernel.errors import Compared, Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.submissions.models import Submission
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_texts
from consult.web.transactions import db

bp = Blueprint("second_keying", __name__, url_prefix="/staff")


def _find_next(db: Session, activity_id: int, actor: Actor) -> tuple[Activity, Submission | None]:
    activity = find_activity(db, activity_id, actor)
    return activity, db.scalar(awaiting_second_keying(activity.id, actor).limit(1))


@bp.route("/activities/<int:activity_id>/key-again")
@permit("submissions.check", load=_find_next)
def next_entry(found: tuple[Activity, Submission | None]) -> ResponseReturnValue:
    """Open the next entry that nobody looked at a second time."""
    return next_of(found, "second_keying.key", _("There is no entry for you to key again."))


def _find_entry(db: Session, submission_id: int, actor: Actor) -> Submission:
    nothing = _("There is nothing to key again: it was checked already, or you entered or corrected it yourself.")
    return unchecked(db, submission_id, actor, true(), nothing)


@bp.route("/responses/<int:submission_id>/key-again", methods=["GET", "POST"])
@permit("submissions.check", load=_find_entry)
@takes_texts(texts_of_entry)
def key(submission: Submission) -> ResponseReturnValue:
    """Key an original again; where both keyings differ, show how, and keep what is sent once that was seen."""
    activity = activity_of(db(), submission)
    asked = require_questionnaire(db(), activity, submission.questions_version)
    form = entry_form_for(SecondKeyingForm, activity, asked)(data={"version": submission.revision})
    keyed, found = original_in(form, asked), list[Compared]()

    def keep(keyed: Original) -> None:
        found[:] = disagreements(db(), actor(), activity, submission, keyed)
        if found and form.shown.data != _digest(found):
            raise Conflict(_told(len(found)))
        check_entry(db(), actor(), activity, submission, keyed, seen=form.seen_version())

    if keyed is not None and is_done(form, lambda: keep(keyed)):
        kept = _("The entry is kept as you keyed it. What it said before stays with it.")
        flash(kept if found else _("Both keyings agree."), "success")
        return redirect(url_for("second_keying.next_entry", activity_id=activity.id), 303)
    form.shown.data = _digest(found) if found else ""
    return render_form("desk/key_again.html", form, found=found, **beside_entry(activity, submission, asked))


def _told(number: int) -> str:
    return ngettext(
        "The two keyings differ in %(number)s place. Look at the original, correct your own where it is wrong, and "
        "save again.",
        "The two keyings differ in %(number)s places. Look at the original, correct your own where it is wrong, and "
        "save again.",
        number,
        number=number,
    )


def _digest(found: Sequence[Compared]) -> str:
    """Return what tells these disagreements from others, so that none is kept that was not shown."""
    said = [(str(one.label), str(one.saved), str(one.sent)) for one in found]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
