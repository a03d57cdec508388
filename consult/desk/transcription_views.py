"""Entering responses that came another way, correcting them, and checking a sample of them."""

import secrets
from contextlib import suppress
from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.questions import Questionnaire
from consult.desk.entry_forms import CheckForm, CorrectionForm, NewEntryForm
from consult.desk.entry_views import (
    beside_entry,
    entry_form_for,
    is_done,
    next_of,
    on_paper,
    original_in,
    texts_of_activity,
    texts_of_entry,
    unchecked,
)
from consult.desk.filters import require_questionnaire
from consult.desk.queries import activity_of, awaiting_check, find_submission
from consult.desk.staff_forms import filters_of
from consult.desk.transcription import (
    check_entry,
    correct_entry,
    enter_response,
    is_correctable,
)
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.submissions.intake import about_you_of
from consult.submissions.letters import Letter, count_entries, note_entry
from consult.submissions.models import Submission
from consult.submissions.owners import owner_of, require_desk
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import said_in
from consult.web.addresses import asked_number
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_texts
from consult.web.transactions import db

bp = Blueprint("transcription", __name__, url_prefix="/staff")


@bp.route("/activities/<int:activity_id>/enter", methods=["GET", "POST"])
@permit("submissions.enter", load=find_activity)
@takes_texts(texts_of_activity)
def enter(activity: Activity) -> ResponseReturnValue:
    """Enter a response that came on paper, by telephone, by email or in a meeting."""
    owner = owner_of(db(), activity)
    if owner is not None and owner.entry_endpoint and request.method == "GET":
        return redirect(url_for(owner.entry_endpoint, activity_id=activity.id), 303)
    require_desk(db(), activity)
    version = _version_shown(activity)
    asked = require_questionnaire(db(), activity, version)
    letter = _letter_of(activity)
    begun = _as_the_last() if letter is None else _from_letter(letter, asked)
    form = entry_form_for(NewEntryForm, activity, asked)(data={"key": secrets.token_hex(16), **begun})
    original = original_in(form, asked)
    if original is not None:
        entered: list[Submission] = []
        key = form.key.data

        def enter_original() -> None:
            made = enter_response(db(), actor(), activity, original, key=key, version=version)
            if letter is not None:
                note_entry(db(), letter, made.id, seen=_number_seen(form))
            entered.append(made)

        if is_done(form, enter_original):
            flash(
                _("The response is entered. Write %(reference)s on the original.", reference=entered[0].reference),
                "success",
            )
            if letter is not None:
                return redirect(url_for("letters.show", letter_id=letter.id), 303)
            # Letters come in piles: the next one most often came the same way on the same day.
            pile: dict[str, Any] = {"channel": original.channel, "received_on": original.received_on.isoformat()}
            if version != activity.settings_version:
                pile["asked_version"] = version
            return redirect(url_for("transcription.enter", activity_id=activity.id, **pile), 303)
    form.seen.data = str(count_entries(db(), letter)) if letter is not None else ""
    form.asked_version.data = str(version)
    return render_form("desk/enter.html", form, activity=activity, version=version, letter=letter, **on_paper(asked))


def _version_shown(activity: Activity) -> int:
    """Return the version that the form showed which is sent, or that is asked for; else the current.

    So a newer one takes nothing away that is typed, and a form on paper of an earlier one can be entered.
    """
    shown = row_number(request.form.get("asked_version")) or asked_number("asked_version")
    return shown if 0 < shown < activity.settings_version else activity.settings_version


def _number_seen(form: NewEntryForm) -> int:
    return row_number(form.seen.data)


def _letter_of(activity: Activity) -> Letter | None:
    """Return the letter that is entered, or `None`; raises `NotFound` for one of another activity."""
    number = asked_number("letter")
    if not number:
        return None
    letter = db().get(Letter, number)
    if letter is None or letter.activity_id != activity.id:
        raise NotFound
    return letter


def _from_letter(letter: Letter, asked: Questionnaire) -> dict[str, Any]:
    """Return what a letter says of itself; its text stands in the answer where there is only one to write."""
    texts = [question for question in asked.questions if known_kinds(db())[question.kind].is_free_text]
    said = {f"answer_{texts[0].key}": letter.text} if len(texts) == 1 and letter.text else {}
    return {"channel": letter.channel, "received_on": letter.received_on, **said}


def _as_the_last() -> dict[str, Any]:
    given: dict[str, Any] = {"channel": request.args.get("channel")}
    with suppress(ValueError):
        given["received_on"] = date.fromisoformat(request.args.get("received_on", ""))
    return given


def _find_entry(db: Session, activity_id: int, actor: Actor) -> tuple[Activity, Submission | None]:
    activity = find_activity(db, activity_id, actor)
    return activity, db.scalar(awaiting_check(activity.id, actor).limit(1))


@bp.route("/activities/<int:activity_id>/check-entries")
@permit("submissions.check", load=_find_entry)
def check_next(found: tuple[Activity, Submission | None]) -> ResponseReturnValue:
    """Compare the next entry of the sample with its original."""
    return next_of(found, "transcription.check", _("There is no entry for you to check."))


def _find_to_check(db: Session, submission_id: int, actor: Actor) -> Submission:
    nothing = _("There is nothing to check here: it was checked already, or you entered or corrected it yourself.")
    return unchecked(db, submission_id, actor, Submission.is_in_check_sample.is_(True), nothing)


@bp.route("/responses/<int:submission_id>/check", methods=["GET", "POST"])
@permit("submissions.check", load=_find_to_check)
@takes_texts(texts_of_entry)
def check(submission: Submission) -> ResponseReturnValue:
    """Say whether an entry agrees with its original, and correct what differs."""
    activity = activity_of(db(), submission)
    asked = require_questionnaire(db(), activity, submission.questions_version)
    form = entry_form_for(CheckForm, activity, asked)(data=_entered(submission))
    compared = original_in(form, asked)
    if compared is not None:
        seen = form.seen_version()
        if is_done(form, lambda: check_entry(db(), actor(), activity, submission, compared, seen=seen)):
            flash(_("Thank you. The check is noted."), "success")
            return redirect(url_for("transcription.check_next", activity_id=activity.id), 303)
    return render_form("desk/check_entry.html", form, **beside_entry(activity, submission, asked))


def _find_correctable(db: Session, submission_id: int, actor: Actor) -> Submission:
    submission = find_submission(db, submission_id, actor)
    require_desk(db, activity_of(db, submission), submission.id)
    # What was typed while the entry was excluded is read all the same, so that none is lost.
    is_typed = request.method == "POST" and submission.transcribed_by_id is not None
    if not is_typed and not is_correctable(submission):
        raise NotFound(_("Only a response that an officer entered, and that counts, can be corrected."))
    return submission


@bp.route("/responses/<int:submission_id>/correct", methods=["GET", "POST"])
@permit("submissions.correct", load=_find_correctable)
@takes_texts(texts_of_entry)
def correct(submission: Submission) -> ResponseReturnValue:
    """Put right how a response was entered."""
    activity, filters = activity_of(db(), submission), filters_of(request.args)
    asked = require_questionnaire(db(), activity, submission.questions_version)
    form = entry_form_for(CorrectionForm, activity, asked)(data=_entered(submission))
    corrected = original_in(form, asked)
    if corrected is not None:
        told: dict[str, Any] = {"reason": form.reason.data or "", "seen": form.seen_version()}
        if is_done(form, lambda: correct_entry(db(), actor(), activity, submission, corrected, **told)):
            flash(_("The entry is corrected. What it said before stays on this page."), "success")
            back = {"submission_id": submission.id, **filters.as_arguments()}
            return redirect(url_for("desk.read", **back), 303)
    return render_form("desk/correct_entry.html", form, filters=filters, **beside_entry(activity, submission, asked))


def _entered(submission: Submission) -> dict[str, Any]:
    areas = current_app.config["COUNCIL"].areas
    said = said_in(submission.answers, submission.marks)
    in_ward = submission.area in areas
    data: dict[str, Any] = {
        "channel": submission.channel,
        "received_on": submission.received_on,
        "version": submission.revision,
        "ward": submission.area if in_ward else "",
        "district": "" if in_ward else submission.area,
        "is_blank": not said,
        **{f"about_{key}": code for key, code in about_you_of(db(), submission.id).items()},
    }
    return data | {f"answer_{key}": answer for key, answer in said.items()}
