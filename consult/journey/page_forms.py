"""The form of each page of the journey, and what it answers: questions, or what the core asks besides."""

from dataclasses import replace

from flask import current_app

from consult.contract.clashes import clashes_in
from consult.contract.questions import Answers, Questionnaire, QuestionPage
from consult.journey.drafts import Content, PageAnswers
from consult.journey.forms import AboutYouForm, WillingForm, area_form, page_form, read_area, say_when_asked
from consult.journey.progress import AREA, RespondentSession
from consult.submissions import about_you
from consult.submissions.answer_texts import about_you_rows, willing_row
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import read_form
from consult.web.forms import Form
from consult.web.transactions import db


def form_of(respondent: RespondentSession, content: Content, asked: QuestionPage) -> Form:
    """Return the form of a page, filled with what was answered before."""
    if asked is AREA:
        areas = current_app.config["COUNCIL"].areas
        in_ward = content.area in areas
        return area_form(areas)(
            data={"ward": content.area if in_ward else "", "district": "" if in_ward else content.area}
        )
    if asked is about_you.PAGE:
        return AboutYouForm(data=content.about_you)
    if asked is about_you.GATE:
        return WillingForm(data={about_you.WILLING.key: content.willing})
    form = page_form(respondent.questionnaire, asked, known_kinds(db()), content.seed)
    filled = form(data={key: value for key, value in content.answers.items() if key in form.__dict__})
    return say_when_asked(filled, asked)


def say_what_clashes(form: Form, asked: Questionnaire, content: Content) -> None:
    """Say at each answer on a page that it no longer fits an earlier one, which was changed since."""
    for key, sentence in clashes_in(asked, content.answers).items():
        if key in form:
            form.add_error(key, sentence)


def has_answer(content: Content, asked: QuestionPage) -> bool:
    """Whether anything was answered on a page."""
    if asked is AREA:
        return bool(content.area)
    if asked is about_you.PAGE:
        return bool(content.about_you)
    if asked is about_you.GATE:
        return bool(content.willing)
    return any(question.key in content.answers for question in asked.questions)


def in_words(asked: QuestionPage, content: Content) -> list[tuple[str, str]]:
    """Return what was answered on a page, in words, beside what was asked."""
    if asked is AREA:
        return [(asked.title, content.area)]
    if asked is about_you.PAGE:
        return about_you_rows(content.about_you)
    if asked is about_you.GATE:
        return [willing_row(content.willing)]
    kinds = known_kinds(db())
    return [
        (question.label, kinds[question.kind].show(question, content.answers.get(question.key)))
        for question in asked.questions
    ]


def read_page(asked: QuestionPage, form: Form, before: Answers, *, is_half: bool = False) -> PageAnswers | None:
    """Return what a sent page answers, or nothing where its form says what is wrong.

    On a page left `is_half` done, what must be answered may still be empty.
    """
    if asked is AREA:
        return PageAnswers(page=asked.id, area=read_area(form)) if form.validate() else None
    if asked is about_you.PAGE:
        return PageAnswers(page=asked.id, about_you=_read_about_you(form)) if form.validate() else None
    if asked is about_you.GATE:
        is_valid, chosen = form.validate(), form[about_you.WILLING.key].data
        return PageAnswers(page=asked.id, willing=chosen or "") if is_valid else None
    return _read_questions(asked, form, before, is_half=is_half)


def _read_about_you(form: Form) -> dict[str, str]:
    return {question.key: form[question.key].data for question in about_you.QUESTIONS if form[question.key].data}


def _read_questions(asked: QuestionPage, form: Form, before: Answers, *, is_half: bool) -> PageAnswers | None:
    # That the page is asked of this person was decided when it was found.
    pages = (replace(asked, is_asked=None),)
    read = read_form(form, pages, known_kinds(db()), is_unfinished=is_half, before=before)
    if read is None:
        return None
    return PageAnswers(
        page=asked.id, answers={question.key: read.answers.get(question.key) for question in asked.questions}
    )
