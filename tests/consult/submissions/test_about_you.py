"""The about-you questions: everybody may pass them over, and nobody who reads a response sees them."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.summary import about_you_tables
from consult.kernel.authz import Role
from consult.submissions.about_you import ETHNICITY, PREFER_NOT, QUESTIONS
from consult.submissions.drafts import Content, start_draft
from consult.submissions.intake import submit
from consult.submissions.models import AboutYou, Submission
from tests.factories import make_activity, make_consultation, make_person
from tests.support.pages import parsed
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


def test_each_may_be_declined_in_so_many_words(client: FormClient, page: str) -> None:
    declined = {one.key: PREFER_NOT.code for one in QUESTIONS}
    assert client.post_form(page, declined).status_code == 303
    shown = client.get(page.replace("question/about-you", "check")).text
    assert shown.count(PREFER_NOT.label) == len(QUESTIONS)


def test_every_answer_is_offered_once_and_what_was_chosen_is_shown_again(client: FormClient, page: str) -> None:
    offered = parsed(client.get(page).text, is_page=True)
    for question in QUESTIONS:
        controls = [one for one in offered.iter("input") if one.get("name") == question.key]
        menu = next((one for one in offered.iter("select") if one.get("name") == question.key), None)
        codes = [one.get("value") for one in (controls if menu is None else menu.iter("option"))]
        assert sorted(filter(None, codes)) == sorted(one.code for one in question.options), question.key
    client.post_form(page, {"ethnicity": "white_roma", "sex": "female"})
    again = parsed(client.get(page).text, is_page=True)
    chosen = {one.get("value") for one in again.iter("input") if one.get("checked") is not None}
    chosen |= {one.get("value") for one in again.iter("option") if one.get("selected") is not None}
    assert chosen == {"white_roma", "female"}


@pytest.mark.parametrize(("key", "typed"), [("age_band", "29"), ("ethnicity", "martian"), ("sex", "female ")])
def test_only_what_is_offered_is_taken(client: FormClient, page: str, key: str, typed: str) -> None:
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
    table = about_you_tables(session, activity.id)[QUESTIONS.index(ETHNICITY)]
    counted = dict(zip(table.rows.labels, (row[0] for row in table.counts), strict=True))
    assert {label for label, number in counted.items() if number} == {"Roma", "Arab", PREFER_NOT.label}
    assert {option.label for option in ETHNICITY.options} <= set(counted)
