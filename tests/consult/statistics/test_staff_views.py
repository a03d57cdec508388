"""The page of answers against answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.journey.drafts import PageAnswers, save_page, start_draft
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.population.models import PopulationFigure
from consult.submissions.questionnaires import questionnaire_of
from tests.factories import canary, make_activity, make_consultation, make_person, make_submission
from tests.support.asked_files import survey_with_photo
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def activity(session: Session, client: FormClient, sign_in: SignIn) -> Activity:
    """A closed written response with 30 answers, before a signed-in officer."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for number in range(30):
        position = "support" if number % 3 else "oppose"
        make_submission(session, made, answers={"position": position}, area="Abbey" if number % 2 else "")
    sign_in(client, make_person(session, Role.OFFICER))
    return made


def test_one_question_stands_against_the_place(client: FormClient, activity: Activity) -> None:
    page = client.get(f"/staff/activities/{activity.id}/compare?rows=position&columns=:area&share=column")
    assert page.status_code == 200
    text = " ".join(" ".join(parsed(page.text, is_page=True).itertext()).split())
    assert "Base 15 15" in text
    assert "Not shown, since nobody is there: Strongly support" in text
    assert "Left out: 15" in text
    assert "There is nothing to test" in text


def test_two_questions_are_tested(client: FormClient, activity: Activity) -> None:
    page = client.get(f"/staff/activities/{activity.id}/compare?rows=:channel&columns=position")
    assert page.status_code == 200
    assert "20\xa0(100%)" in page.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("rows=&columns=:area", "Select what stands in rows"),
        ("rows=position", "Select at least one that stands in columns"),
        ("rows=position&columns=position", "Select something other than what stands in rows"),
        ("rows=nothing&columns=:area", "Select from the options shown"),
        ("rows=position&columns=age_band", "Select from the options shown"),
    ],
)
def test_what_cannot_be_compared_is_said(client: FormClient, activity: Activity, query: str, sentence: str) -> None:
    page = client.get(f"/staff/activities/{activity.id}/compare?{query}")
    assert page.status_code == 422
    assert sentence in page.text


def test_the_desk_leads_there(client: FormClient, activity: Activity) -> None:
    assert f"/staff/activities/{activity.id}/compare" in client.get("/staff/consultations/cameras").text


def test_answers_are_weighted_to_figures_that_fit(client: FormClient, session: Session, activity: Activity) -> None:
    address = f"/staff/activities/{activity.id}/weights"
    assert "No figures fit." in client.get(address).text
    for ward, people in (("Abbey", 100), ("Beckton", 300)):
        session.add(PopulationFigure(area="Newham", variable="ward", category=ward, count=people, source="Census 2021"))
    session.commit()
    query = "?targets=Newham/ward/:area&questions=position&cap=5&tolerance=0.1"
    refused = client.get(address + query)
    assert refused.status_code == 422
    assert "Nobody who took part is in “Beckton”" in refused.text
    for _number in range(5):
        make_submission(session, activity, answers={"position": "oppose"}, area="Beckton")
    session.commit()
    page = client.get(address + query)
    text = " ".join(" ".join(parsed(page.text, is_page=True).itertext()).split())
    assert "Census 2021" in text
    # 15 are of Abbey and 5 of Beckton; weighted, 5 and 15; 15 of no ward keep 1. So 5 / 3 + 5 + 5 * 3 of 35 oppose.
    assert "from 0.33 to 3.00" in text
    assert "Oppose 15 42.9% 61.9%" in text
    shown = client.get(address + query.replace("cap=5", "cap=1.1"))
    assert "The figures were not reached" in shown.text
    assert client.get(f"{address}?targets=&questions=position&cap=x&tolerance=0.1").status_code == 422


def test_the_page_of_wards_says_that_there_are_no_outlines(client: FormClient, activity: Activity) -> None:
    page = client.get(f"/staff/activities/{activity.id}/wards")
    assert page.status_code == 200
    assert "Consult has no outlines of the wards." in page.text
    assert "Count by ward" not in client.get("/staff/consultations/cameras/summary").text


@pytest.mark.parametrize("kind", ["response", "survey"])
def test_where_people_stop_is_told_without_a_word_of_theirs(
    client: FormClient, session: Session, sign_in: SignIn, kind: str
) -> None:
    secret = canary("unsent")
    activity = survey_with_photo(session) if kind == "survey" else make_activity(session, make_consultation(session))
    asked = questionnaire_of(session, activity)
    assert asked is not None
    first = asked.pages[0]
    with clock.set_clock(clock.now() - timedelta(hours=2)):
        for _number in range(12):
            code = start_draft(session, activity.id, activity.settings_version)
            given = PageAnswers(page=first.id, answers={first.questions[0].key: secret}, area=secret)
            save_page(session, code, given, of_all=[first.id])
    session.commit()
    sign_in(client, make_person(session, Role.OFFICER))
    address = f"/staff/activities/{activity.id}/where-people-stop"
    page = client.get(address)
    tree = parsed(page.text, is_page=True)
    assert faults_of(tree) == []
    assert f"{first.title} 10" in " ".join(" ".join(tree.itertext()).split())
    assert secret not in page.text
    slug = activity.consultation.slug
    results = [f"/staff/consultations/{slug}", f"/staff/consultations/{slug}/summary"]
    for leading in [*results, *([f"/survey/{activity.id}/results"] if kind == "survey" else [])]:
        assert address in client.get(leading).text


def test_of_few_it_is_not_told_where_they_stop(client: FormClient, activity: Activity) -> None:
    page = client.get(f"/staff/activities/{activity.id}/where-people-stop")
    assert "too few to tell where" in page.text
    assert "<table" not in page.text
