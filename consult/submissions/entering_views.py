"""Entering responses that came another way, and checking a sample of them."""

import secrets
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, Invalid, NotFound
from consult.submissions.about_you import QUESTIONS
from consult.submissions.desk import bp, read_form_answers, require_questionnaire
from consult.submissions.entering import AlreadyEntered, check_entry, enter_response
from consult.submissions.forms import read_area
from consult.submissions.instruments import known_kinds
from consult.submissions.models import Channel, Submission
from consult.submissions.owners import owner_of, require_desk
from consult.submissions.queries import activity_of, awaiting_check
from consult.submissions.staff_forms import check_form, entry_form
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import session


@bp.route("/activities/<int:activity_id>/enter", methods=["GET", "POST"])
@permit("submissions.enter", load=find_activity)
def enter(activity: Activity) -> ResponseReturnValue:
    """Enter a response that came on paper, by telephone, by email or in a meeting."""
    owner = owner_of(session(), activity)
    if owner is not None and owner.entry_endpoint and request.method == "GET":
        return redirect(url_for(owner.entry_endpoint, activity_id=activity.id), 303)
    require_desk(session(), activity)
    asked = require_questionnaire(session(), activity)
    form: Any = entry_form(asked, known_kinds(session()), current_app.config["COUNCIL"].areas)(
        data={"key": secrets.token_hex(16)}
    )
    if form.validate_on_submit():
        about = {one.key: form[f"about_{one.key}"].data for one in QUESTIONS if f"about_{one.key}" in form}
        try:
            entered = enter_response(
                session(),
                actor(),
                activity,
                channel=Channel(form.channel.data),
                received_on=form.received_on.data,
                answers=read_form_answers(session(), asked, form),
                area=read_area(form),
                about_you={key: value for key, value in about.items() if value},
                key=form.key.data,
            )
        except Invalid as error:
            named = {(key if key in form else f"answer_{key}"): text for key, text in error.fields.items()}
            form.take_errors(Invalid(str(error), named))
        except AlreadyEntered as error:
            form.key.data = secrets.token_hex(16)
            form.take_errors(error)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(f"The response is entered. Write {entered.reference} on the original.", "success")
            return redirect(url_for("submissions_staff.enter", activity_id=activity.id), 303)
    return render_form("submissions/enter.html", form, activity=activity, asked=asked, about_you=QUESTIONS)


def _find_entry(opened: Session, activity_id: int, actor: Actor) -> tuple[Activity, Submission | None]:
    activity = find_activity(opened, activity_id, actor)
    return activity, opened.scalar(awaiting_check(activity.id, actor).limit(1))


@bp.route("/activities/<int:activity_id>/check-entries")
@permit("submissions.check", load=_find_entry)
def check_next(found: tuple[Activity, Submission | None]) -> ResponseReturnValue:
    """Compare the next entry of the sample with its original."""
    activity, submission = found
    if submission is None:
        flash("There is no entry for you to check.", "success")
        return redirect(url_for("submissions_staff.index", activity_id=activity.id), 303)
    return redirect(url_for("submissions_staff.check_one", submission_id=submission.id), 303)


def _find_awaiting(opened: Session, submission_id: int, actor: Actor) -> Submission:
    submission = opened.get(Submission, submission_id)
    if submission is None:
        raise NotFound
    found = opened.scalar(awaiting_check(submission.activity_id, actor).where(Submission.id == submission_id))
    if found is None:
        raise NotFound("There is nothing to check here: it was checked already, or you entered it yourself.")
    return found


@bp.route("/responses/<int:submission_id>/check", methods=["GET", "POST"])
@permit("submissions.check", load=_find_awaiting)
def check_one(submission: Submission) -> ResponseReturnValue:
    """Say whether an entry agrees with its original, and correct what differs."""
    activity = activity_of(session(), submission)
    asked = require_questionnaire(session(), activity, submission.questions_version)
    entered = {f"answer_{key}": answer for key, answer in submission.answers.items()}
    form: Any = check_form(asked, known_kinds(session()))(data=entered)
    if form.validate_on_submit():
        answers = read_form_answers(session(), asked, form)
        corrected = None if answers == submission.answers else answers
        try:
            check_entry(session(), actor(), activity, submission, corrected=corrected)
        except Invalid as error:
            form.take_errors(Invalid(str(error), {f"answer_{key}": text for key, text in error.fields.items()}))
        else:
            flash("Thank you. The check is noted.", "success")
            return redirect(url_for("submissions_staff.check_next", activity_id=activity.id), 303)
    return render_form("submissions/check_entry.html", form, activity=activity, submission=submission, asked=asked)
