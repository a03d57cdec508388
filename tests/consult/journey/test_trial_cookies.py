"""A preview keeps in the browser only what the path depends on."""

from flask import Flask
from flask import session as cookie
from sqlalchemy.orm import Session

from consult.contract.questions import Questionnaire
from consult.journey.trial_cookies import (
    TRIAL,
    drop_trial,
    hold_trial,
    keep_trial,
    pages_for,
    trial_here,
    tried_answers,
)
from plugins.survey.document import read_definition
from plugins.survey.questions import questionnaire_from
from tests.plugins.survey.conftest import item, page, survey

CONDITION = {"all": [{"q": "choice", "op": "eq", "value": "a"}, {"q": "why", "op": "answered"}]}


def asked() -> Questionnaire:
    """A survey whose last page depends on a choice and a text."""
    first, second = page("p1", item("choice", "radios")), page("p2", item("why", "long_text"))
    definition = read_definition(survey(first, second, page("p3", item("other"), show_if=CONDITION)))
    return questionnaire_from(definition, activity_id=7, version=1, title="")


def test_only_what_the_path_depends_on_is_kept_and_of_a_text_only_that_it_is_there(
    application: Flask, session: Session
) -> None:
    with application.test_request_context():
        keep_trial(session, asked(), {"choice": "a", "why": "A long secret.", "other": "Not asked for."})
        assert cookie[TRIAL] == {"activity": 7, "answers": {"choice": "a", "why": "…"}}
        assert tried_answers(7, asked(), "p2") == {"choice": "a"}
        assert tried_answers(7, asked(), "p1") == {}
        assert tried_answers(8, asked(), "p3") == {}


def test_the_pages_are_those_of_somebody_with_these_answers() -> None:
    assert [question_page.id for question_page in pages_for(asked(), {"choice": "b"})] == [
        "p1",
        "p2",
        "where-you-live",
        "answer-about-you",
    ]
    willing = pages_for(asked(), {"choice": "a", "why": "…"}, is_willing=True)
    assert [question_page.id for question_page in willing][-3:] == ["where-you-live", "answer-about-you", "about-you"]
    assert "p3" in [question_page.id for question_page in pages_for(asked(), {"choice": "a", "why": "…"})]


def test_a_browser_holds_one_test(application: Flask) -> None:
    with application.test_request_context():
        assert trial_here(7) is None
        hold_trial(7, "a")
        hold_trial(8, "b")
        assert (trial_here(7), trial_here(8)) == (None, "b")
        drop_trial()
        assert trial_here(8) is None
