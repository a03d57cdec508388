"""Answers in words: the same for the person who gave them and on the officer's desk."""

from typing import Any

import pytest

from consult.contract.entries import Entry
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.submissions.about_you import PREFER_NOT, QUESTIONS
from consult.submissions.answer_texts import about_you_rows, answer_rows, by_entry
from consult.submissions.kinds import CORE_KINDS, SCALES, kinds_by_name
from plugins.survey.kinds import KINDS as SURVEY_KINDS

KINDS = kinds_by_name((*CORE_KINDS, *SURVEY_KINDS))


def page(page_id: str, *questions: Question, **more: Any) -> QuestionPage:
    """Return a page of questions."""
    return QuestionPage(id=page_id, title=page_id, questions=questions, **more)


def asked(*pages: QuestionPage) -> Questionnaire:
    """Return a questionnaire."""
    return Questionnaire(activity_id=1, version=1, title="T", pages=pages)


SCALE = Question(key="position", kind="scale", label="Do you agree?", options=SCALES["agreement"])
TEXT = Question(key="reasons", kind="long_text", label="Why?")
BOXES = Question(key="boxes", kind="checkboxes", label="Which?", options=SCALES["agreement"][:2])
NUMBER = Question(key="count", kind="number", label="How many?")


def test_codes_become_words_and_every_question_has_its_row() -> None:
    rows = answer_rows(
        asked(page("p1", SCALE, TEXT), page("p2", BOXES, NUMBER)),
        KINDS,
        {"position": "dont_know", "boxes": ["strongly_agree", "agree"], "count": 1204, "stray": "never shown"},
    )
    assert rows == [
        ("p1", "position", "Do you agree?", "Don’t know"),
        ("p1", "reasons", "Why?", ""),
        ("p2", "boxes", "Which?", "Strongly agree\nAgree"),
        ("p2", "count", "How many?", "1,204"),
    ]


def test_answers_of_each_entry_stand_by_themselves() -> None:
    journeys = [
        page("p1", SCALE),
        page("p2", TEXT, entry=Entry("p2", 1, "journey")),
        page("p2-list", BOXES, entry=Entry("p2", 1, "journey", is_list=True)),
        page("p2-2", NUMBER, entry=Entry("p2", 2, "journey")),
    ]
    rows = [(where, "key", "Question?", "") for where in ("p1", "p2", "p2", "p2-list", "p2-2")]
    groups = by_entry(asked(*journeys), rows)
    assert [(called, len(found)) for called, found in groups] == [
        *[("", 1), ("Journey 1", 2), ("", 1), ("Journey 2", 1), ("", 0)]
    ]


def test_a_nought_is_an_answer() -> None:
    assert answer_rows(asked(page("p1", NUMBER)), KINDS, {"count": 0}) == [("p1", "count", "How many?", "0")]


@pytest.mark.parametrize(("position", "shown"), [("agree", ["position", "reasons"]), ("disagree", ["position"])])
def test_what_the_way_passed_by_is_not_shown(position: str, shown: list[str]) -> None:
    only = page("p2", TEXT, is_asked=lambda given: given.get("position") == "agree")
    given = {"position": position, "reasons": "Left from before."}
    assert [row[1] for row in answer_rows(asked(page("p1", SCALE), only), KINDS, given)] == shown


def test_equality_answers_are_shown_in_words_and_in_their_order() -> None:
    given = {"religion": "sikh", "age_band": "25_34", "sex": PREFER_NOT.code}
    assert about_you_rows(given) == [
        ("How old are you?", "25 to 34"),
        ("What is your sex?", "Prefer not to say"),
        ("What is your religion?", "Sikh"),
    ]
    assert about_you_rows({}) == []
    assert len(about_you_rows({question.key: PREFER_NOT.code for question in QUESTIONS})) == len(QUESTIONS)
