"""The about-you questions: everybody may pass them over, and nobody who reads a response sees them."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.edition_people import people_of
from consult.exports.summary import about_you_dimensions
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel.authz import Role
from consult.submissions.about_you import ETHNICITY, PREFER_NOT, QUESTIONS, YES
from consult.submissions.models import AboutYou, Submission
from tests.factories import QUESTIONS as QUESTIONS_ASKED
from tests.factories import make_activity, make_consultation, make_person
from tests.support.crawl import as_shown
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


@pytest.fixture
def page(client: FormClient, session: Session) -> str:
    """The address of the about-you page of somebody who began to answer."""
    activity = make_activity(session, make_consultation(session))
    client.post_form(f"/take-part/{activity.id}/start")
    return f"/take-part/{activity.id}/question/about-you"


def sent_about(session: Session, activity: Activity, **about_you: str) -> str:
    """Send a response with these equality answers and return its reference."""
    content = Content(answers={"reasons": "Words."}, about_you=about_you)
    return submit(session, start_draft(session, activity.id, activity.settings_version, content=content))


def test_all_may_be_passed_over_and_leave_no_row(client: FormClient, session: Session, page: str) -> None:
    assert client.post_form(page, {}).location.endswith("/check")
    client.post_form(page.replace("about-you", "position"), {"position": "support"})
    assert client.post_form(page.replace("question/about-you", "check")).status_code == 303
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0


@pytest.fixture
def gate(page: str) -> str:
    """The address of the page that asks whether somebody will answer about themselves."""
    return page.replace("about-you", "answer-about-you")


def test_one_question_comes_before_them_and_no_leads_past_all_of_them(
    client: FormClient, session: Session, page: str, gate: str
) -> None:
    check = page.replace("question/about-you", "check")
    client.post_form(page.replace("about-you", "position"), {"position": "support"})
    assert client.post_form(page.replace("about-you", "where-you-live")).location == gate
    shown = client.get(gate)
    asked = parsed(shown.text, is_page=True)
    assert [item.get("value") for item in asked.iter("input") if item.get("name") == "willing"] == ["yes", "no"]
    assert faults_of(asked) == []
    assert 'href="/privacy"' in shown.text
    assert "(page 4 of 4)" in shown.text
    for given in ({}, {"willing": "no"}):
        assert client.post_form(gate, given).location == check
    assert f'<a href="{gate}" class="govuk-back-link"' in client.get(check).text
    assert client.post_form(check).status_code == 303
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0


def test_yes_leads_to_them_and_back_again(client: FormClient, page: str, gate: str) -> None:
    check = page.replace("question/about-you", "check")
    assert client.post_form(gate, {"willing": "yes"}).location == page
    asked = client.get(page).text
    assert f'<a href="{gate}" class="govuk-back-link"' in asked
    assert "(page 4 of 4)" in asked
    assert client.post_form(page, {"sex": "female"}).location == check
    shown = client.get(check).text
    assert f'<a href="{page}" class="govuk-back-link"' in shown
    rows = [" ".join("".join(item.itertext()).split()) for item in parsed(shown, is_page=True).iter("dd")]
    assert "Female" in rows
    assert rows[-3:-1] == ["Yes", "Change whether you answer questions about you"]


def test_a_yes_that_becomes_a_no_says_what_it_deletes_and_deletes_it(
    client: FormClient, session: Session, page: str, gate: str
) -> None:
    check = page.replace("question/about-you", "check")
    warning = "If you select “No”, we delete those answers."
    client.post_form(page.replace("about-you", "position"), {"position": "support"})
    client.post_form(gate, {"willing": "yes"})
    assert warning not in client.get(gate).text
    client.post_form(page, {"sex": "female"})
    assert warning in client.get(gate).text
    assert client.post_form(f"{gate}?change=1", {"willing": "yes"}).location == gate.replace(
        "question/answer-about-you", "question/reasons"
    )
    assert "Female" in client.get(check).text
    client.post_form(f"{gate}?change=1", {"willing": "no"})
    shown = client.get(check).text
    assert "Female" not in shown
    assert page not in re.findall(r'href="([^"?]*)', shown)
    late = client.post_form(page, {"sex": "male"})
    assert late.status_code == 409
    assert "Male" in late.text
    client.post_form(check)
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0


def test_what_was_sent_about_somebody_is_taken_back_with_one_no(
    client: FormClient, session: Session, page: str, gate: str
) -> None:
    base = page.partition("/question")[0]
    client.post_form(page.replace("about-you", "position"), {"position": "support"})
    client.post_form(gate, {"willing": "yes"})
    client.post_form(page, {"sex": "female"})
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/change")
    assert "If you select “No”" in client.get(f"{gate}?change=1").text
    assert client.post_form(f"{gate}?change=1", {"willing": "no"}).location == f"{base}/check"
    client.post_form(f"{base}/check")
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0
    client.post_form(f"{base}/change")
    assert client.post_form(f"{gate}?change=1", {"willing": "yes"}).location == page
    assert client.post_form(page, {"sex": "male"}).location == f"{base}/check"
    client.post_form(f"{base}/check")
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 1


def test_a_no_never_deletes_what_another_tab_answered_meanwhile(client: FormClient, page: str, gate: str) -> None:
    client.post_form(gate, {"willing": "yes"})
    stamp = as_shown(client.get(gate).text)["stamp"]
    client.post_form(page, {"sex": "female"})
    refused = client.post_form(gate, {"willing": "no", "stamp": stamp})
    assert refused.status_code == 409
    assert "Female" in client.get(page.replace("question/about-you", "check")).text
    assert client.post_form(gate, as_shown(refused.text) | {"willing": "no"}).status_code == 303
    assert "Female" not in client.get(page.replace("question/about-you", "check")).text


def test_an_activity_that_does_not_ask_has_neither_page(client: FormClient, session: Session) -> None:
    asked = {"questions": QUESTIONS_ASKED["questions"], "asks_about_you": False}
    activity = make_activity(session, make_consultation(session), questions=asked)
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    assert client.post_form(f"{base}/question/where-you-live").location == f"{base}/check"
    for page in ("answer-about-you", "about-you"):
        assert client.get(f"{base}/question/{page}").status_code == 404
    assert "about you" not in client.get(f"{base}/check").text.lower()


def test_answers_saved_before_there_was_a_choice_stay_on_the_way(session: Session) -> None:
    assert Content(about_you={"sex": "female"}).willing == YES
    assert Content(about_you={}).willing == ""


def test_each_may_be_declined_in_so_many_words(client: FormClient, page: str) -> None:
    declined = {question.key: PREFER_NOT.code for question in QUESTIONS}
    assert client.post_form(page, declined).status_code == 303
    shown = client.get(page.replace("question/about-you", "check")).text
    assert shown.count(PREFER_NOT.label) == len(QUESTIONS)


def test_every_answer_is_offered_once_and_what_was_chosen_is_shown_again(client: FormClient, page: str) -> None:
    offered = parsed(client.get(page).text, is_page=True)
    for question in QUESTIONS:
        controls = [item for item in offered.iter("input") if item.get("name") == question.key]
        menu = next((item for item in offered.iter("select") if item.get("name") == question.key), None)
        codes = [control.get("value") for control in (controls if menu is None else menu.iter("option"))]
        assert sorted(filter(None, codes)) == sorted(option.code for option in question.options), question.key
    client.post_form(page, {"ethnicity": "white_roma", "sex": "female"})
    again = parsed(client.get(page).text, is_page=True)
    chosen = {item.get("value") for item in again.iter("input") if item.get("checked") is not None}
    chosen |= {item.get("value") for item in again.iter("option") if item.get("selected") is not None}
    assert chosen == {"white_roma", "female"}


@pytest.mark.parametrize(("key", "typed"), [("age_band", "29"), ("ethnicity", "martian"), ("sex", "female ")])
def test_only_what_is_offered_is_taken(client: FormClient, page: str, gate: str, key: str, typed: str) -> None:
    client.post_form(gate, {"willing": "yes"})
    refused = client.post_form(page, {key: typed})
    assert refused.status_code == 422
    check = client.get(page.replace("question/about-you", "check")).text
    assert "You have not answered any of these questions" in check


def test_an_officer_who_reads_the_response_sees_none_of_it(client: FormClient, session: Session, sign_in: Any) -> None:
    activity = make_activity(session, make_consultation(session))
    sent_about(session, activity, religion="sikh", ethnicity="white_gypsy_traveller", sexual_orientation="bisexual")
    sent = session.scalars(select(Submission)).one()
    sign_in(client, make_person(session, Role.OFFICER))
    for address in (f"/staff/responses/{sent.id}", f"/staff/activities/{activity.id}/responses"):
        shown = client.get(address).text
        assert not [words for words in ("Sikh", "Gypsy", "Bisexual", "sikh") if words in shown]
    assert sent.answers == {"reasons": "Words."}


def test_totals_name_every_group_and_who_declined(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    for code in ("white_roma", "arab", PREFER_NOT.code):
        sent_about(session, activity, ethnicity=code)
    lines = about_you_dimensions()[QUESTIONS.index(ETHNICITY)]
    labels = dict(zip(lines.codes, lines.labels, strict=True))
    said = {labels[person.about["ethnicity"]] for person in people_of(session, activity, {})}
    assert said == {"Roma", "Arab", PREFER_NOT.label}
    assert {option.label for option in ETHNICITY.options} <= set(lines.labels)
