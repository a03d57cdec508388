"""An earlier answer in later words: for the very person who gave it, and for nobody else."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.contract.own_words import in_words_for
from consult.exports.responses import columns
from consult.exports.summary import summarise
from consult.journey.printed import printed_form
from consult.kernel.authz import Role
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.checks import problems_of
from plugins.survey.document import read_definition
from plugins.survey.exports import rows
from plugins.survey.models import SurveyVariable
from plugins.survey.piping import showable, words_for
from plugins.survey.questions import question_from
from tests.factories import XSS, make_person
from tests.plugins.survey.conftest import OpenSurvey, item, options, page, survey, text
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient

NOTHING = {"code": "none", "label": text("Don’t know"), "missing": "dk", "exclusive": True}
ASKED = survey(
    page("p1", item("name", label=text("What shall we call you?"))),
    page("p2", item("parks", "checkboxes", options=[*options("a", "b"), NOTHING], label=text("Which parks?"))),
    page(
        "p3",
        item(
            "why",
            "long_text",
            label=text("Why do you use ((parks|no park)), ((name|neighbour))?"),
            hint=text("As ((name|somebody)) sees it."),
        ),
        text=text("Hello **((name|there))**."),
    ),
    settings={"asks_area": False, "asks_about_you": False},
)
NAME_OF_QUESTION = "Why do you use [Which parks?], [What shall we call you?]?"


@pytest.fixture
def piped(opened: OpenSurvey) -> Activity:
    """A survey that shows two answers in later words."""
    return opened(ASKED)


def another(client: FormClient, session: Session) -> FormClient:
    """Return the browser of somebody else, of the same service."""
    visitor = client.application.test_client()
    assert isinstance(visitor, FormClient)
    visitor.shared = session
    return visitor


def test_each_person_reads_their_own_answer_and_never_that_of_another(
    client: FormClient, session: Session, piped: Activity
) -> None:
    page_3 = f"/take-part/{piped.id}/question/p3"
    people = {"Ana": ["a"], "Ben": ["a", "b"], "": ["none"], "Cem": []}
    browsers = {}
    for name, parks in people.items():
        browsers[name] = another(client, session)
        walked = browsers[name].post_form(f"/take-part/{piped.id}/start").location
        for given in ({"name": name}, {"parks": parks}):
            walked = browsers[name].post_form(walked, given).location
        assert walked == page_3
    # Each page is asked for twice, the second time after all others: nothing of them is remembered.
    for name in (*people, *people):
        shown = browsers[name].get(page_3).text
        assert [other for other in people if other and other in shown] == ([name] if name else [])
    assert "Why do you use Answer a, Ana?" in browsers["Ana"].get(page_3).text
    assert "Why do you use Answer a, Answer b, Ben?" in browsers["Ben"].get(page_3).text
    assert "Why do you use no park, neighbour?" in browsers[""].get(page_3).text
    assert "<strong>there</strong>" in browsers[""].get(page_3).text
    assert "Why do you use no park, Cem?" in browsers["Cem"].get(page_3).text


def test_what_somebody_typed_is_never_read_as_markup(client: FormClient, piped: Activity) -> None:
    typed = f"*Ana* [x](https://example.com) `y` {XSS} ((parks)) 1. # _z_"
    walk(client, piped, {"name": typed, "parks": ["a"]})
    shown = client.get(f"/take-part/{piped.id}/question/p3").text
    assert "<script>alert" not in shown
    assert "<em>" not in shown
    assert 'https://example.com"' not in shown
    assert shown.count("*Ana* [x](https://example.com) `y` ") >= 3
    assert shown.count("((parks)) 1. # _z_") >= 3


def test_the_person_checks_and_keeps_their_own_words_and_others_read_the_name_of_the_question(
    client: FormClient, session: Session, piped: Activity, settings: Settings, sign_in: Any
) -> None:
    walk(client, piped, {"name": "Ana", "parks": ["a"], "why": "For the trees"})
    own = "Why do you use Answer a, Ana?"
    assert own in client.get(f"/take-part/{piped.id}/check").text
    send(client, piped)
    assert own in client.get(f"/take-part/{piped.id}/done").text
    (one,) = (one for one in summarise(session, piped).questions if one.question.key == "why")
    assert one.question.label == NAME_OF_QUESTION
    assert NAME_OF_QUESTION in [column.label for column in columns(session, piped.id)]
    assert NAME_OF_QUESTION in [label for (label,) in rows(session, piped.id, ["label"], Audience.OFFICER)]
    assert NAME_OF_QUESTION in session.scalars(select(SurveyVariable.label)).all()
    asked = questionnaire_of(session, piped)
    assert asked is not None
    on_paper = printed_form(session, piped, asked, settings.council).questions[2]
    assert on_paper.label == NAME_OF_QUESTION
    assert "Hello [What shall we call you?]." in on_paper.notes
    officer = another(client, session)
    sign_in(officer, make_person(session, Role.OFFICER))
    sent = session.scalars(select(Submission)).one()
    desk = officer.get(f"/staff/responses/{sent.id}").text
    assert NAME_OF_QUESTION in desk
    assert own not in desk


def test_an_answer_that_is_not_on_the_way_any_more_is_not_shown(client: FormClient, opened: OpenSurvey) -> None:
    definition = survey(
        page("p1", item("lives", "yes_no", required=True)),
        page("p2", item("street"), show_if={"q": "lives", "op": "eq", "value": "yes"}),
        page("p3", item("why", label=text("What about ((street|your area))?"))),
    )
    activity = opened(definition)
    base = f"/take-part/{activity.id}"
    walk(client, activity, {"lives": "yes", "street": "High Street"})
    assert "What about High Street?" in client.get(f"{base}/question/p3").text
    client.post_form(f"{base}/question/p1?change=1", {"lives": "no"})
    assert "What about your area?" in client.get(f"{base}/question/p3").text
    assert "What about your area?" in client.get(f"{base}/check").text


def test_the_preview_shows_what_was_tried(client: FormClient, session: Session, piped: Activity, sign_in: Any) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{piped.id}/preview"
    client.post_form(f"{base}/p1", {"name": "Ana"})
    client.post_form(f"{base}/p2", {"parks": ["a"]})
    assert "Why do you use Answer a, …?" in client.get(f"{base}/p3").text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("((nothing))", "shows “((nothing))”, which is the key of no question."),
        ("((last|x))", "shows “((last|x))”, which is not asked on an earlier page."),
        ("((beside|x))", "shows “((beside|x))”, which is not asked on an earlier page."),
        ("((story|x))", "shows “((story|x))”. Answers of that kind cannot stand in a sentence."),
        ("((first))", "Write what they read instead: “((first|your words))”."),
        ("((sure))", ""),
        ("((first|x))", ""),
    ],
)
@pytest.mark.parametrize("place", ["label", "hint", "title", "text"])
def test_a_mark_that_shows_nothing_is_refused_at_publishing(place: str, words: str, sentence: str) -> None:
    of_item: dict[str, Any] = {place: text(f"About {words}?")} if place in {"label", "hint"} else {}
    of_page: dict[str, Any] = {place: text(f"About {words}.")} if place in {"title", "text"} else {}
    definition = survey(
        page("p1", item("first"), item("story", "long_text"), item("sure", "radios", required=True)),
        page("p2", item("beside"), item("here", **of_item), **of_page),
        page("p3", item("last")),
    )
    found = problems_of(read_definition(definition))
    assert [problem for problem in found if sentence in problem] == found
    assert bool(found) == bool(sentence)


def test_an_option_shows_no_answer() -> None:
    offered = [*options("a"), {"code": "b", "label": text("As ((first|x)) said")}]
    definition = survey(page("p1", item("first")), page("p2", item("choice", "radios", options=offered)))
    (problem,) = problems_of(read_definition(definition))
    assert "shows an answer in an option" in problem


def test_the_builder_says_what_can_be_shown() -> None:
    definition = read_definition(ASKED)
    assert showable(definition.items[:2], definition) == [
        ("((name|…))", "What shall we call you?"),
        ("((parks|…))", "Which parks?"),
    ]
    assert showable((), definition) == []
    assert words_for({"label": "No answer"}, definition, question_from) is None


def test_a_draft_whose_words_show_each_other_can_be_looked_at() -> None:
    definition = read_definition(
        survey(page("p1", item("a", label=text("((b|x))"))), page("p2", item("b", label=text("((a|y))"))))
    )
    asked = question_from(definition.items[0], definition)
    assert asked.label == "[…]"
    assert in_words_for(asked, {"b": "Words"}).label == "Words"
