"""What the pages share on which officers type in what came another way."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.questions import Questionnaire
from consult.desk.entry_forms import EntryForm, entry_form
from consult.desk.filters import require_questionnaire
from consult.desk.queries import find_submission, is_entry_of_others
from consult.desk.transcription import AlreadyEntered, Original
from consult.journey.forms import read_area
from consult.journey.printed import name_of_form
from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, Invalid, NotFound
from consult.submissions.about_you import QUESTIONS
from consult.submissions.item_codes import option_codes, question_numbers
from consult.submissions.letters import letters_behind
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds, questions_over_versions
from consult.submissions.reader import longest_texts, read_form, said_in
from consult.web.guard import actor
from consult.web.transactions import db


def texts_of_activity(db: Session, activity_id: int) -> int:
    """Return how many characters the answers to any version of an activity may have."""
    activity = find_activity(db, activity_id, actor())
    require_questionnaire(db, activity)
    return longest_texts(questions_over_versions(db, activity), known_kinds(db))


def texts_of_entry(db: Session, submission_id: int) -> int:
    """Return how many characters an entry may have."""
    return texts_of_activity(db, find_submission(db, submission_id, actor()).activity_id)


def unchecked(
    db: Session, submission_id: int, actor: Actor, condition: ColumnElement[bool], sentence: str
) -> Submission:
    """Return an entry that fulfils a condition and waits for the actor to look; raises `NotFound` otherwise."""
    # What was typed while the entry was checked, corrected or excluded is read all the same, so that none is lost.
    is_typed = Submission.transcribed_by_id.is_not(None)
    waits = (is_typed,) if request.method == "POST" else (is_entry_of_others(actor), Submission.checked_by_id.is_(None))
    found = db.scalar(select(Submission).where(Submission.id == submission_id, condition, *waits))
    if found is None:
        raise NotFound(sentence)
    return found


def next_of(found: tuple[Activity, Submission | None], endpoint: str, nothing: str) -> ResponseReturnValue:
    """Lead to the next entry, or back to the responses with a sentence where there is none."""
    activity, submission = found
    if submission is None:
        flash(nothing, "success")
        return redirect(url_for("desk.index", activity_id=activity.id), 303)
    return redirect(url_for(endpoint, submission_id=submission.id), 303)


def entry_form_for(made: type[EntryForm], activity: Activity, asked: Questionnaire) -> Any:
    """Return one of the entry forms with the questions of an activity."""
    codes = option_codes(db(), activity)
    return entry_form(made, asked, known_kinds(db()), codes, current_app.config["COUNCIL"].areas)


def on_paper(asked: Questionnaire) -> Mapping[str, Any]:
    """Return what an entry page shows as the form on paper does: its name, its questions and their numbers."""
    return {
        "asked": asked,
        "form_name": name_of_form(asked),
        "numbers": question_numbers(asked),
        "about_you": QUESTIONS,
    }


def original_in(form: Any, asked: Questionnaire) -> Original | None:
    """Return what was typed; `None` when nothing was sent or something in it is wrong."""
    if not form.is_submitted():
        return None
    read = read_form(form, asked.pages, known_kinds(db()), prefix="answer_", is_original=True)
    if read is None:
        return None
    about = {
        question.key: form[f"about_{question.key}"].data for question in QUESTIONS if f"about_{question.key}" in form
    }
    return Original(
        channel=Channel(form.channel.data),
        received_on=form.received_on.data,
        answers=said_in(read.answers, read.marks),
        area=read_area(form),
        about_you={key: value for key, value in about.items() if value},
        is_blank=form.is_blank.data,
    )


def is_done(form: Any, act: Callable[[], object]) -> bool:
    """Whether what was typed could be kept; if not, the form says why."""
    try:
        act()
    except Invalid as error:
        named = {(key if key in form else f"answer_{key}"): text for key, text in error.fields.items()}
        form.take_errors(Invalid(str(error), named))
    except AlreadyEntered as error:
        form.key.data = secrets.token_hex(16)
        form.take_errors(error)
    except DomainError as error:
        form.take_errors(error)
    else:
        return True
    return False


def beside_entry(activity: Activity, submission: Submission, asked: Questionnaire) -> Mapping[str, Any]:
    """Return what a page on an entry shows beside its form: whose it is, what was asked, and what it came from."""
    return {
        "activity": activity,
        "submission": submission,
        **on_paper(asked),
        "letters": letters_behind(db(), submission.id),
    }
