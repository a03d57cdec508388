"""The journey as a browser without JavaScript walks it."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.submissions.models import Arrival, Draft, Submission
from tests.factories import make_activity, make_consultation
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def walk_to_check(client: FormClient, activity: Activity) -> str:
    """Answer every page and return the address of the check page."""
    base = f"/take-part/{activity.id}"
    place = client.post_form(f"{base}/start").location
    answers = {"position": "support", "reasons": "Because it is <b>safe</b>.", "ward": "Beckton"}
    answers |= {"willing": "yes", "sex": "female"}
    steps = 0
    while not place.endswith("/check"):
        assert client.get(place).status_code == 200
        response = client.post_form(place, answers)
        assert response.status_code == 303
        place = response.location
        steps += 1
    assert steps == 5
    return str(place)


def test_a_resident_answers_one_page_after_another_and_gets_a_reference(
    client: FormClient, session: Session, activity: Activity
) -> None:
    check = walk_to_check(client, activity)
    page = client.get(check)
    assert "Because it is &lt;b&gt;safe&lt;/b&gt;." in page.text
    assert "Beckton" in page.text
    assert "Female" in page.text
    sent = client.post_form(check)
    assert sent.status_code == 303
    done = client.get(sent.location)
    reference = re.search(r"CN-[0-9A-Z]{4}-[0-9A-Z]{4}", done.text)
    assert reference is not None
    assert session.scalars(select(Submission.reference)).one() == reference[0]
    assert len(session.scalars(select(Arrival.network)).one()) == 64


def test_back_button_and_double_click_give_one_submission(
    client: FormClient, session: Session, activity: Activity
) -> None:
    check = walk_to_check(client, activity)
    first, second = client.post_form(check), client.post_form(check)
    assert first.location == second.location
    assert len(session.scalars(select(Submission)).all()) == 1
    stale = client.post_form(f"/take-part/{activity.id}/question/reasons", {"reasons": "Again"})
    assert stale.status_code == 409
    assert "Again" in stale.text


def test_invalid_input_keeps_what_was_typed(client: FormClient, activity: Activity) -> None:
    client.post_form(f"/take-part/{activity.id}/start")
    response = client.post_form(f"/take-part/{activity.id}/question/where-you-live", {"district": "ZZ13 9AB"})
    assert response.status_code == 422
    assert "ZZ13 9AB" in response.text
    assert 'href="#district"' in response.text
    assert response.text.count("Enter a UK postcode, like E16 1DR") == 2


def test_a_question_that_needs_an_answer_sends_the_resident_back(client: FormClient, session: Session) -> None:
    questions = {"questions": [{"key": "why", "kind": "long_text", "label": "Why?", "required": True}]}
    activity = make_activity(session, make_consultation(session), questions=questions)
    client.post_form(f"/take-part/{activity.id}/start")
    response = client.post_form(f"/take-part/{activity.id}/check")
    assert response.status_code == 422
    assert "Enter your answer to “Why?”" in response.text


def test_saved_answers_are_found_again_on_another_device(
    client: FormClient, session: Session, activity: Activity
) -> None:
    client.post_form(f"/take-part/{activity.id}/start")
    client.post_form(f"/take-part/{activity.id}/question/position", {"position": "oppose"})
    saved = client.get(f"/take-part/{activity.id}/save")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", saved.text)
    assert code is not None
    assert code[0].encode() not in session.scalars(select(Draft.sealed)).one()
    other = client.application.test_client()
    assert isinstance(other, FormClient)
    other.shared = session
    unknown = other.post_form("/take-part/return", {"code": "0000-0000-0000-0000"})
    assert unknown.status_code == 422
    back = other.post_form("/take-part/return", {"code": code[0].lower().replace("-", " ")})
    assert back.location.endswith("/question/reasons")
    assert "Oppose" in other.get(f"/take-part/{activity.id}/check").text


def test_a_sent_response_can_be_changed_and_withdrawn_until_closing(
    client: FormClient, session: Session, activity: Activity
) -> None:
    base = f"/take-part/{activity.id}"
    client.post_form(walk_to_check(client, activity))
    assert client.post_form(f"{base}/change").location.endswith("/check")
    client.post_form(f"{base}/question/position?change=1", {"position": "strongly_oppose"})
    client.post_form(f"{base}/check")
    assert session.scalars(select(Submission)).one().answers["position"] == "strongly_oppose"
    assert client.get(f"{base}/withdraw").status_code == 200
    assert client.post_form(f"{base}/withdraw").status_code == 303
    assert session.scalars(select(Submission)).one().status == "withdrawn"
    assert "You withdrew this response" in client.get(f"{base}/done").text


def test_a_closed_consultation_takes_nothing(client: FormClient, session: Session, activity: Activity) -> None:
    check = walk_to_check(client, activity)
    activity.consultation.state = State.CLOSED
    assert client.post_form(check).status_code == 409
    assert client.post_form(f"/take-part/{activity.id}/start").status_code == 409
    assert session.scalars(select(Submission)).all() == []


def test_a_draft_consultation_is_not_found(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    assert client.get(f"/take-part/{activity.id}").status_code == 404


def test_one_page_costs_a_handful_of_queries(client: FormClient, activity: Activity, count_queries) -> None:  # type: ignore[no-untyped-def]
    client.post_form(f"/take-part/{activity.id}/start")
    place = f"/take-part/{activity.id}/question/position"
    client.get(place)
    with count_queries() as statements:
        client.get(place)
    assert len([statement for statement in statements if statement.lstrip().upper().startswith("SELECT")]) <= 3


def test_what_one_person_answered_is_on_nobody_else_s_page(
    application: Flask, session: Session, activity: Activity
) -> None:
    first, second = (web_client(application, session) for _ in range(2))
    place = f"/take-part/{activity.id}/question/reasons"
    for client in (first, second):
        client.post_form(f"/take-part/{activity.id}/start")
        assert client.get(place).status_code == 200
    first.post_form(place, {"reasons": "My own words"})
    assert "My own words" in first.get(place).text
    assert "My own words" not in second.get(place).text
    refused = first.post_form(f"/take-part/{activity.id}/question/where-you-live", {"district": "no district"})
    assert refused.status_code == 422
    assert "no district" not in second.get(f"/take-part/{activity.id}/question/where-you-live").text


def test_a_new_title_or_notice_is_on_the_next_page_shown(
    client: FormClient, session: Session, activity: Activity
) -> None:
    client.post_form(f"/take-part/{activity.id}/start")
    places = (f"/take-part/{activity.id}", f"/take-part/{activity.id}/question/position")
    for place in places:
        assert client.get(place).status_code == 200
    activity.title, activity.consultation.notice = "Say what you think", "All of this is made up."
    session.flush()
    fresh = web_client(client.application, session)
    fresh.post_form(f"/take-part/{activity.id}/start")
    assert "All of this is made up." in fresh.get(places[1]).text
    assert "Say what you think" in fresh.get(places[1]).text
    assert "Say what you think" in web_client(client.application, session).get(places[0]).text


def test_a_missing_answer_is_named_on_the_check_page_with_the_way_to_it(client: FormClient, session: Session) -> None:
    asked = {"questions": [{"key": "why", "kind": "long_text", "label": "Why?", "required": True}]}
    activity = make_activity(session, make_consultation(session), questions=asked)
    client.post_form(f"/take-part/{activity.id}/start")
    refused = client.post_form(f"/take-part/{activity.id}/check")
    assert refused.status_code == 422
    page = parsed(refused.text, is_page=True)
    assert faults_of(page) == []
    (link,) = (item for item in page.iter("a") if item.text == "Enter your answer to “Why?”")
    target = page.find(f".//a[@id='{link.get('href')[1:]}']")
    assert client.get(target.get("href")).status_code == 200


def web_client(app: Flask, session: Session) -> FormClient:
    """Another visitor's browser."""
    made = app.test_client()
    assert isinstance(made, FormClient)
    made.shared = session
    return made


@pytest.mark.parametrize("has_sent", [False, True])
def test_who_is_too_late_is_told_when_it_closed_and_where_to_go_on(
    client: FormClient, session: Session, activity: Activity, has_sent: bool
) -> None:
    check = walk_to_check(client, activity)
    base = f"/take-part/{activity.id}"
    if has_sent:
        client.post_form(check)
        client.post_form(f"{base}/change")
    consultation = activity.consultation
    consultation.opens_at, consultation.closes_at = (
        datetime(2026, 9, 1, tzinfo=UTC),
        datetime(2026, 11, 2, 17, tzinfo=UTC),
    )
    session.flush()
    for address, typed in ((f"{base}/question/reasons", {"reasons": "A long thought of mine"}), (check, {})):
        late = client.post_form(address, typed)
        assert late.status_code == 409
        assert "This consultation closed on 2 November 2026 at 5pm" in late.text
        assert f'href="/consultations/{consultation.slug}"' in late.text
        assert (f'href="{base}/done"' in late.text) is has_sent
        assert ("A long thought of mine" in late.text) is bool(typed)
        assert faults_of(parsed(late.text, is_page=True)) == []


def test_a_response_without_any_answer_is_not_sent(client: FormClient, session: Session, activity: Activity) -> None:
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/reasons", {"reasons": "\u200b \u2060"})
    client.post_form(f"{base}/question/where-you-live", {"district": "E13"})
    client.post_form(f"{base}/question/about-you", {"sex": "female"})
    refused = client.post_form(f"{base}/check")
    assert refused.status_code == 422
    assert "You have not answered any question. Answer at least one question" in refused.text
    assert session.scalar(select(func.count()).select_from(Submission)) == 0
    client.post_form(f"{base}/question/reasons", {"reasons": "Because."})
    assert client.post_form(f"{base}/check").status_code == 303


STATEMENT = "The police tell people enough before they use it."


def test_a_statement_is_asked_as_a_question_on_the_page_on_paper_and_on_the_check_page(
    client: FormClient, session: Session
) -> None:
    one = {"key": "told", "kind": "scale", "scale": "agreement", "label": STATEMENT, "required": True}
    activity = make_activity(session, make_consultation(session), questions={"questions": [one]})
    base = f"/take-part/{activity.id}"
    place = client.post_form(f"{base}/start").location
    page = parsed(client.get(place).text, is_page=True)
    (heading,) = ["".join(item.itertext()).strip() for item in page.iter("h1")]
    assert heading == "How much do you agree or disagree with this statement?"
    assert STATEMENT in "".join(next(item for item in page.iter("div") if item.get("id") == "told-hint").itertext())
    assert f"Select how much you agree or disagree with “{STATEMENT}”" in client.post_form(place).text
    client.post_form(place, {"told": "agree"})
    for address in (f"{base}/check", f"{base}/form"):
        assert f"How much do you agree or disagree with this statement? “{STATEMENT}”" in client.get(address).text
