"""The journey of somebody who answers: start, one thing on each page, check, send."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.contract.questions import QuestionPage
from consult.kernel.errors import Closed, Invalid
from consult.submissions import about_you
from consult.submissions.drafts import Content, PageAnswers, save_page, start_draft
from consult.submissions.forms import AboutYouForm, EmptyForm, area_form, page_form, read_area
from consult.submissions.instruments import known_kinds
from consult.submissions.intake import submit
from consult.submissions.journey import (
    AREA,
    Sitting,
    code_of_device,
    find_open_sitting,
    find_sitting,
    first_unseen,
    keep_code,
    next_page,
    sent_with,
    way_elsewhere,
    way_to,
)
from consult.submissions.reader import read_form
from consult.submissions.showing import about_you_rows, answer_rows
from consult.web.forms import render_form
from consult.web.guard import permit
from consult.web.remembered import remembered
from consult.web.transactions import database, session

bp = Blueprint("submissions", __name__, url_prefix="/take-part")


@bp.get("/<int:activity_id>")
@permit("submissions.answer", load=find_sitting)
def start(sitting: Sitting) -> ResponseReturnValue:
    """Say what will be asked and what becomes of it."""
    if not sitting.is_open:
        return redirect(url_for("consultations.show", slug=sitting.activity.slug), 303)
    go_on = first_unseen(sitting) if sitting.draft else None
    sent = sent_with(session(), sitting.code)

    def render() -> str:
        return render_template("submissions/start.html", sitting=sitting, go_on=go_on, sent=sent)

    if go_on or sent:
        return render()
    return remembered(("start", *_known_of(sitting)), sitting.questionnaire, render)


@bp.post("/<int:activity_id>/start")
@permit("submissions.answer", load=find_open_sitting)
def begin(sitting: Sitting) -> ResponseReturnValue:
    """Begin a draft on this device."""
    row = sitting.activity
    keep_code(row.id, database().write(lambda opened: start_draft(opened, row.id, row.settings_version)))
    pages = sitting.pages()
    return way_to(row.id, pages[0].id if pages else "check")


@bp.route("/<int:activity_id>/question/<page>", methods=["GET", "POST"])
@permit("submissions.answer", load=find_open_sitting)
def page(sitting: Sitting) -> ResponseReturnValue:
    """Ask one thing, and keep the answer."""
    asked, code, draft = sitting.page, sitting.code, sitting.draft
    if asked is None or code is None or draft is None:
        return way_elsewhere(session(), sitting)
    form = _form_of(sitting, draft.content, asked)
    is_change = "change" in request.args
    given = _read(asked, form) if form.is_submitted() else None
    if given is not None:
        given = replace(given, is_half=request.endpoint == "answers.pause")
        database().write(lambda opened: save_page(opened, code, given, draft))
        return way_to(sitting.activity.id, next_page(sitting, asked.id, is_change=is_change))
    shown = {"form": form, "sitting": sitting, "page": asked, "is_change": is_change}
    if form.errors or _has_answer(draft.content, asked):
        return render_form("submissions/page.html", **shown)
    return remembered(
        (*_known_of(sitting), asked.id, is_change, sitting.page_before(), *sitting.position()),
        sitting.questionnaire,
        lambda: render_template("submissions/page.html", **shown),
    )


def _known_of(sitting: Sitting) -> tuple[Any, ...]:
    # All that the templates of the journey show of an activity, beside its questions.
    row = sitting.activity
    return (row.id, row.title, row.slug, row.consultation_title, row.closes_at, row.notice)


@bp.get("/<int:activity_id>/check")
@permit("submissions.answer", load=find_open_sitting)
def check(sitting: Sitting) -> ResponseReturnValue:
    """Show all answers before they are sent."""
    if sitting.draft is None:
        return way_elsewhere(session(), sitting)
    return _check_page(sitting, EmptyForm())


@bp.post("/<int:activity_id>/check")
@permit("submissions.answer", load=code_of_device)
def send(found: tuple[int, str | None]) -> ResponseReturnValue:
    """Send the answers; sending them again changes nothing."""
    activity_id, code = found
    if code is None:
        return redirect(url_for("submissions.start", activity_id=activity_id), 303)
    try:
        database().write(lambda opened: submit(opened, code))
    except Closed:
        find_open_sitting(session(), activity_id)  # says when it closed, and where to go on
        raise
    except Invalid as error:
        form = EmptyForm()
        for key, sentence in error.fields.items():
            form.add_error(None, sentence, place=f"answer-{key}")
        if not error.fields:
            form.take_errors(error)
        return _check_page(find_open_sitting(session(), activity_id), form)
    return redirect(url_for("answers.done", activity_id=activity_id), 303)


def _has_answer(content: Content, asked: QuestionPage) -> bool:
    if asked is AREA:
        return bool(content.area)
    if asked is about_you.PAGE:
        return bool(content.about_you)
    return any(one.key in content.answers for one in asked.questions)


def _check_page(sitting: Sitting, form: EmptyForm) -> ResponseReturnValue:
    content = sitting.draft.content if sitting.draft else None
    if content is None:
        return way_elsewhere(session(), sitting)
    rows = answer_rows(sitting.questionnaire, known_kinds(session()), content.answers)
    about = about_you_rows(content.about_you)
    ids = [one.id for one in sitting.pages()]
    return render_form("submissions/check.html", form, sitting=sitting, rows=rows, about=about, ids=ids)


def _form_of(sitting: Sitting, content: Content, asked: QuestionPage) -> Any:
    if asked is AREA:
        areas = current_app.config["COUNCIL"].areas
        in_ward = content.area in areas
        return area_form(areas)(
            data={"ward": content.area if in_ward else "", "district": "" if in_ward else content.area}
        )
    if asked is about_you.PAGE:
        return AboutYouForm(data=content.about_you)
    form = page_form(sitting.questionnaire, asked, known_kinds(session()))
    return form(data={key: value for key, value in content.answers.items() if key in form.__dict__})


def _read(asked: QuestionPage, form: Any) -> PageAnswers | None:
    if asked is AREA:
        return PageAnswers(page=asked.id, area=read_area(form)) if form.validate() else None
    if asked is about_you.PAGE:
        if not form.validate():
            return None
        given = {one.key: form[one.key].data for one in about_you.QUESTIONS if form[one.key].data}
        return PageAnswers(page=asked.id, about_you=given)
    # That the page is asked of this person was decided when it was found.
    read = read_form(form, (replace(asked, is_asked=None),), known_kinds(session()))
    if read is None:
        return None
    return PageAnswers(page=asked.id, answers={one.key: read.answers.get(one.key) for one in asked.questions})
