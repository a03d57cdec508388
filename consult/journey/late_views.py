"""Answers that come too late for their draft: nothing typed is lost, and nothing is saved among other answers."""

from enum import StrEnum

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.questions import QuestionPage
from consult.journey.forms import AREA_LABELS
from consult.journey.progress import RespondentSession, first_unseen, page_called, stamp_of
from consult.journey.respondent_views import redirect_to_start
from consult.journey.services import sent_with
from consult.journey.stamps import FIELD, Stamp, read_stamp
from consult.submissions import about_you
from consult.submissions.models import Status
from consult.web.forms import Form

_BESIDE_ANSWERS = {"csrf_token", "clear", FIELD}


class Late(StrEnum):
    """Why what a page sends can no longer be kept."""

    OTHER = "other"
    CLOSED = "closed"
    SENT = "sent"
    NOT_COUNTED = "not_counted"
    RAN_OUT = "ran_out"
    PASSED_BY = "passed_by"
    GONE = "gone"


def why_late(session: Session, respondent: RespondentSession, stamp: Stamp) -> Late | None:
    """Return why the page that sent this request no longer fits what this device holds; `None` when it does."""
    if not stamp.is_of(respondent.code) or respondent.code is None:
        return Late.OTHER
    if not respondent.is_open:
        return Late.CLOSED
    if respondent.draft is None:
        sent = sent_with(session, respondent.code)
        if sent is None:
            return Late.RAN_OUT
        return Late.SENT if sent.status == Status.SUBMITTED else Late.NOT_COUNTED
    if respondent.is_on_path:
        return None
    is_there = respondent.page is not None and page_called(respondent.questionnaire, respondent.page.id) is not None
    return Late.PASSED_BY if is_there else Late.GONE


def answers_more_than(form: Form) -> bool:
    """Whether something is typed for a question that the form no longer asks: a new version took it away."""
    # A day has a box for each of its parts, called by the question and the part.
    names = (name.partition("-")[0] for name, said in request.form.items() if said.strip())
    return any(name not in form and name not in _BESIDE_ANSWERS for name in names)


def late_page(session: Session, respondent: RespondentSession, late: Late) -> ResponseReturnValue:
    """Show what was typed, why it was not saved, and where to go on."""
    typed = typed_on(respondent.page) if respondent.page else []
    is_known = bool(read_stamp(request.form.get(FIELD)).whose)
    if not typed and late not in {Late.PASSED_BY, Late.GONE} and not (late is Late.OTHER and is_known):
        return redirect_to_start(session, respondent)
    page = render_template(
        "journey/late.html",
        respondent=respondent,
        late=late,
        typed=typed,
        sent=sent_with(session, respondent.code) if late is Late.CLOSED else None,
        stamp=stamp_of(respondent),
        go_on=first_unseen(respondent) if respondent.draft else None,
    )
    return page, 409


def typed_on(asked: QuestionPage) -> list[tuple[str, str]]:
    """Return what was typed or chosen on a page, question by question, in words."""
    questions = {
        question.key: question for question in (about_you.QUESTIONS if asked is about_you.PAGE else asked.questions)
    }
    found = []
    for name, values in request.form.lists():
        question = questions.get(name)
        words = [question.option_label(value) if question else value for value in values if value.strip()]
        if words and name not in _BESIDE_ANSWERS:
            label = question.label if question else AREA_LABELS.get(name, asked.title)
            found.append((label, "\n".join(words)))
    return found
