"""An officer says on the form of a page what people add, one after another."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.checks import problems_of
from plugins.survey.definition import Definition, Repeat, definition_from
from plugins.survey.queries import find_draft
from tests.factories import make_person
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey
from tests.support.web import FormClient

ASKED = survey(page("p1", item("first")), page("p2", item("place")), page("p3", item("last")))
ONCE = {"title": "", "text": "", "depends_on": "", "operator": "eq", "value": ""}
JOURNEYS = {**ONCE, "entry": "journey", "most_entries": "4"}


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


@pytest.fixture
def asked(draft_survey: Activity, publish: PublishSurvey) -> Activity:
    """A survey of three pages that is not open yet."""
    publish(draft_survey, ASKED)
    return draft_survey


def draft(session: Session, activity: Activity) -> Definition:
    return definition_from(find_draft(session, activity.id).definition)


def save(officer: FormClient, activity: Activity, typed: dict[str, str], page_id: str = "p2") -> Any:
    """Send the form of a page."""
    place = f"/survey/{activity.id}/build/pages/{page_id}"
    seen = re.search(r'name="seen" value="([^"]*)"', officer.get(place).text)
    assert seen is not None
    return officer.post_form(place, {**typed, "seen": seen[1]})


def test_a_page_is_asked_for_each_journey(officer: FormClient, session: Session, asked: Activity) -> None:
    assert save(officer, asked, JOURNEYS).status_code == 303
    made = draft(session, asked).find_page("p2").repeat
    assert made is not None
    assert (made.most, made.entry) == (4, {"en-GB": "journey"})
    assert made.another.key == "another_journey"
    assert made.another.label == {"en-GB": "Do you want to add another journey?"}
    assert [(one.code, one.label["en-GB"]) for one in made.another.options] == [("yes", "Yes"), ("no", "No")]
    assert (made.another.required, made.another.public) == (True, False)
    assert problems_of(draft(session, asked)) == []
    shown = officer.get(f"/survey/{asked.id}/build").text
    assert "Asked for each journey, at most 4. After each: “Do you want to add another journey?”" in shown


def test_what_a_page_repeats_is_changed_under_the_same_key_and_taken_away(
    officer: FormClient, session: Session, asked: Activity
) -> None:
    save(officer, asked, JOURNEYS)
    form = officer.get(f"/survey/{asked.id}/build/pages/p2").text
    assert 'value="journey"' in form
    assert 'value="Do you want to add another journey?"' in form
    save(officer, asked, {**JOURNEYS, "entry": "trip", "most_entries": "6", "another": "One more trip?"})
    made = draft(session, asked).find_page("p2").repeat
    assert made is not None
    assert (made.most, made.entry["en-GB"], made.another.key) == (6, "trip", "another_journey")
    assert made.another.label["en-GB"] == "One more trip?"
    save(officer, asked, ONCE)
    assert draft(session, asked).find_page("p2").repeat is None


def test_without_a_number_there_are_ten_at_most(officer: FormClient, session: Session, asked: Activity) -> None:
    save(officer, asked, {**JOURNEYS, "most_entries": ""})
    made = draft(session, asked).find_page("p2").repeat
    assert made is not None
    assert made.most == 10


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"entry": ""}, "Enter what one of them is called"),
        ({"most_entries": "1"}, "2 or more"),
        ({"most_entries": "21"}, "20 or less"),
        ({"most_entries": "many"}, "number"),
        ({"entry": "j" * 41}, "40 characters"),
    ],
)
def test_a_fault_is_said_and_what_was_typed_stays(
    officer: FormClient, session: Session, asked: Activity, typed: dict[str, str], said: str
) -> None:
    refused = save(officer, asked, {**JOURNEYS, "another": "And another?", **typed})
    assert refused.status_code == 422
    assert said in refused.text
    assert "And another?" in refused.text
    assert draft(session, asked).find_page("p2").repeat is None


def test_a_new_page_sent_twice_is_added_once(officer: FormClient, session: Session, asked: Activity) -> None:
    for _time in range(2):
        officer.post_form(f"/survey/{asked.id}/build/pages/new", JOURNEYS)
    assert [one.id for one in draft(session, asked).pages] == ["p1", "p2", "p3", "p4"]


def test_a_copy_of_a_page_asks_for_its_own_entries(officer: FormClient, session: Session, asked: Activity) -> None:
    save(officer, asked, JOURNEYS)
    assert officer.post_form(f"/survey/{asked.id}/build/pages/p2/copy").status_code == 303
    repeats = [one.repeat for one in draft(session, asked).pages if one.repeat is not None]
    assert [one.most for one in repeats] == [4, 4]
    assert len({one.another.key for one in repeats}) == len({one.another.id for one in repeats}) == 2


def test_a_new_question_takes_no_key_of_an_entry(officer: FormClient, session: Session, asked: Activity) -> None:
    save(officer, asked, JOURNEYS)
    typed = {"label": "Another place?", "kind": "short_text", "where": "p3", "then": "back"}
    add = f"/survey/{asked.id}/build/add"
    refused = officer.post_form(add, {**typed, "key": "place_2"})
    assert refused.status_code == 422, refused.text
    assert officer.post_form(add, {**typed, "label": "place"}).status_code == 303
    assert "place_5" in draft(session, asked).items_by_key


def test_somebody_else_changed_what_is_added(officer: FormClient, session: Session, asked: Activity) -> None:
    place = f"/survey/{asked.id}/build/pages/p2"
    seen = re.search(r'name="seen" value="([^"]*)"', officer.get(place).text)
    assert seen is not None
    save(officer, asked, JOURNEYS)
    refused = officer.post_form(place, {**ONCE, "entry": "child", "seen": seen[1]})
    assert refused.status_code in {409, 422}
    assert "Asked for each journey" in refused.text
    made = draft(session, asked).find_page("p2").repeat
    assert isinstance(made, Repeat)
    assert made.entry == {"en-GB": "journey"}
