"""A resident adds journeys, changes and removes them on the list, in one tab and in two."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.exports.responses import columns, rows
from consult.journey.printed import printed_form
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation
from tests.plugins.survey.conftest import item, page, survey
from tests.plugins.survey.test_entries import repeated
from tests.support.web import FormClient

JOURNEYS = survey(
    page("p1", item("first")),
    repeated("p2", item("place", required=True), item("how", "radios")),
    page("p3", item("last")),
    settings={"asks_area": False, "asks_about_you": False},
)


@pytest.fixture
def asked(session: Session) -> Activity:
    """An open survey that asks for up to three journeys."""
    begun = clock.now() - timedelta(days=7)
    activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, activity, lambda _draft: read_definition(JOURNEYS))
    services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
    activity.consultation.state = State.OPEN
    session.flush()
    return activity


@pytest.fixture
def base(asked: Activity) -> str:
    return f"/take-part/{asked.id}"


def post(client: FormClient, where: str, **answers: str) -> str:
    """Save a page and return which page follows."""
    response = client.post_form(where, answers)
    assert response.status_code == 303, response.text
    return str(response.location.rpartition("/")[2])


def begin(client: FormClient, base: str, *places: str) -> None:
    """Begin, and add these journeys."""
    client.post_form(f"{base}/start")
    assert post(client, f"{base}/question/p1", first="Hello") == "p2"
    for number, place in enumerate(places, 1):
        if number > 1:
            before = "p2-list" if number == 2 else f"p2-{number - 1}-list"
            key = "another" if number == 2 else f"another_{number - 1}"
            assert post(client, f"{base}/question/{before}", **{key: "yes"}) == f"p2-{number}"
        key, page_id = ("place", "p2") if number == 1 else (f"place_{number}", f"p2-{number}")
        assert post(client, f"{base}/question/{page_id}", **{key: place}) == f"{page_id}-list"


def test_what_is_asked_of_each_journey_counts_once_before_people_begin(client: FormClient, base: str) -> None:
    assert "There are 5 questions." in client.get(base).text


def listed(client: FormClient, place: str) -> list[str]:
    """Return the places on a list, in order."""
    shown = client.get(place).text
    return re.findall(r"<dd class=\"govuk-summary-list__value\"><p[^>]*>(P\w+)", shown)


def answers_of(session: Session) -> dict[str, Any]:
    return dict(session.scalars(select(Submission)).one().answers)


def test_a_resident_adds_three_journeys_and_sends_them(client: FormClient, session: Session, base: str) -> None:
    begin(client, base, "Park", "Pier", "Port")
    assert listed(client, f"{base}/question/p2-3-list") == ["Park", "Pier", "Port"]
    full = client.get(f"{base}/question/p2-3-list").text
    assert "as many as there is room for" in full
    assert "Do you want to add another" not in full
    assert post(client, f"{base}/question/p2-3-list") == "p3"
    assert post(client, f"{base}/question/p3", last="Bye") == "check"
    check = client.get(f"{base}/check").text
    assert "Question place? (journey 2)" in check
    assert "Do you want to add another" not in check
    assert client.post_form(f"{base}/check").location.endswith("/done")
    sent = {"first": "Hello", "place": "Park", "another": "yes", "place_2": "Pier", "another_2": "yes"}
    assert answers_of(session) == {**sent, "place_3": "Port", "last": "Bye"}


def test_whoever_has_no_other_journey_goes_on(client: FormClient, base: str) -> None:
    begin(client, base, "Park")
    refused = client.post_form(f"{base}/question/p2-list", {})
    assert refused.status_code == 422
    assert "Select whether you want to add another journey" in refused.text
    assert "Park" in refused.text
    assert post(client, f"{base}/question/p2-list", another="no") == "p3"
    post(client, f"{base}/question/p3", last="Bye")
    check = client.get(f"{base}/check").text
    assert "Do you want to add another journey?" in check
    assert f'href="{base}/question/p2-list?change=1"' in check


@pytest.mark.postgresql
def test_an_entry_is_removed_and_the_later_ones_move_up(client: FormClient, session: Session, base: str) -> None:
    begin(client, base, "Park", "Pier", "Port")
    asks = client.get(f"{base}/question/p2-2/remove").text
    assert "Do you want to remove Journey 2?" in asks
    assert "Pier" in asks
    assert client.get(f"{base}/question/p2-2/remove").status_code == 200
    assert post(client, f"{base}/question/p2-2/remove") == "p2-2-list"
    shown = client.get(f"{base}/question/p2-2-list").text
    assert "Journey 2 was removed" in shown
    assert listed(client, f"{base}/question/p2-2-list") == ["Park", "Port"]
    assert post(client, f"{base}/question/p2-2-list", another_2="no") == "p3"
    post(client, f"{base}/question/p3", last="Bye")
    assert client.post_form(f"{base}/check").location.endswith("/done")
    sent = {"first": "Hello", "place": "Park", "another": "yes", "place_2": "Port", "another_2": "no"}
    assert answers_of(session) == {**sent, "last": "Bye"}


@pytest.mark.postgresql
def test_removing_twice_removes_one(client: FormClient, base: str) -> None:
    begin(client, base, "Park", "Park", "Park")
    form = client.get(f"{base}/question/p2-2/remove").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    place, sent = f"{base}/question/p2-2/remove", {"stamp": stamp[1]}
    assert client.post_form(place, sent).location.endswith("/p2-2-list")
    assert client.post_form(place, sent).location.endswith("/p2-2-list")
    shown = client.get(f"{base}/question/p2-2-list").text
    assert "nothing was removed" in shown
    assert listed(client, f"{base}/question/p2-2-list") == ["Park", "Park"]


def test_a_list_that_changed_in_another_tab_is_shown_before_anything_is_removed(client: FormClient, base: str) -> None:
    begin(client, base, "Park", "Pier")
    form = client.get(f"{base}/question/p2-2/remove").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    post(client, f"{base}/question/p2", place="Port")
    client.post_form(f"{base}/question/p2-2/remove", {"stamp": stamp[1]})
    assert listed(client, f"{base}/question/p2-2-list") == ["Port", "Pier"]


def test_the_only_journey_is_removed_and_asked_again(client: FormClient, base: str) -> None:
    begin(client, base, "Park")
    assert post(client, f"{base}/question/p2/remove") == "p2"
    assert "Park" not in client.get(f"{base}/question/p2").text


def test_an_early_list_leads_to_the_one_of_all(client: FormClient, base: str) -> None:
    begin(client, base, "Park", "Pier")
    assert client.get(f"{base}/question/p2-list").location.endswith("/question/p2-2-list")
    back = client.get(f"{base}/question/p2-2").text
    assert re.search(rf'href="{base}/question/p2" class="govuk-back-link"', back)
    changed = client.post_form(f"{base}/question/p2", {"place": "Port"})
    assert client.get(changed.location).location.endswith("/question/p2-2-list")


def test_whoever_changes_their_mind_goes_back_and_adds_none(client: FormClient, base: str) -> None:
    begin(client, base, "Park")
    post(client, f"{base}/question/p2-list", another="yes")
    assert re.search(
        rf'href="{base}/question/p2-list" class="govuk-back-link"', client.get(f"{base}/question/p2-2").text
    )
    assert listed(client, f"{base}/question/p2-list") == ["Park"]
    assert post(client, f"{base}/question/p2-list", another="no") == "p3"


def test_what_is_no_entry_is_not_removed(client: FormClient, base: str) -> None:
    begin(client, base, "Park")
    for other in ("p1", "p2-list", "nothing", "p2-4"):
        assert client.get(f"{base}/question/{other}/remove").status_code == 404
    assert client.get(f"{base}/question/p2-3/remove").location.endswith("/p2-list")
    client.post_form(f"{base}/question/p2-3/remove")
    assert listed(client, f"{base}/question/p2-list") == ["Park"]


def test_nothing_is_removed_without_answers_on_this_device(client: FormClient, base: str) -> None:
    assert client.get(f"{base}/question/p2/remove").location.endswith(base)


@pytest.mark.postgresql
def test_a_response_that_was_sent_is_changed_on_its_list(client: FormClient, session: Session, base: str) -> None:
    begin(client, base, "Park", "Pier")
    post(client, f"{base}/question/p2-2-list", another_2="no")
    post(client, f"{base}/question/p3", last="Bye")
    client.post_form(f"{base}/check")
    client.post_form(f"{base}/change")
    assert post(client, f"{base}/question/p2/remove") == "p2-list"
    assert listed(client, f"{base}/question/p2-list") == ["Pier"]
    assert post(client, f"{base}/question/p2-list", another="no") == "check"
    client.post_form(f"{base}/check")
    assert answers_of(session) == {"first": "Hello", "place": "Pier", "another": "no", "last": "Bye"}


def test_each_entry_stands_by_itself_where_answers_are_checked(client: FormClient, base: str) -> None:
    begin(client, base, "Park", "Pier")
    post(client, f"{base}/question/p2-2-list", another_2="no")
    post(client, f"{base}/question/p3", last="Bye")
    shown = client.get(f"{base}/check").text
    names = re.findall(r'<h2 class="govuk-summary-card__title" id="entry-\d+">([^<]*)</h2>', shown)
    assert names == ["Journey 1", "Journey 2"]
    first, second = (shown.index(f">{name}</h2>") for name in names)
    assert first < shown.index(">Park<") < second < shown.index(">Pier<") < shown.index(">Bye<")


def test_each_entry_has_columns_of_its_own_and_those_that_are_not_there_were_not_asked(
    client: FormClient, session: Session, asked: Activity, base: str
) -> None:
    begin(client, base, "Park", "Pier")
    post(client, f"{base}/question/p2-2", place_2="Pier", how_2="b")
    post(client, f"{base}/question/p2-2-list", another_2="no")
    post(client, f"{base}/question/p3", last="Bye")
    client.post_form(f"{base}/check")
    names = [one.name for one in columns(session, asked.id)]
    row = dict(zip(names, next(iter(rows(session, asked.id, names, Audience.OFFICER))), strict=True))
    assert (row["how"], row["how_2"], row["how_3"]) == (-9, "b", -8)
    assert row["place_2"] == "Pier"
    assert row["another_2"] == "no"


def test_a_form_on_paper_has_a_place_for_each_entry(session: Session, asked: Activity, settings: Settings) -> None:
    questions = questionnaire_of(session, asked)
    assert questions is not None
    printed = printed_form(session, asked, questions, settings.council)
    labels = [question.label for question in printed.questions]
    assert "Question place? (journey 3)" in labels
    second = next(one for one in printed.questions if one.label == "Question place? (journey 2)")
    assert any("only if “Do you want to add another journey?” is “Yes”" in note for note in second.notes)


def test_whoever_comes_back_on_another_device_goes_on_at_the_entry_they_left(
    client: FormClient, session: Session, base: str
) -> None:
    begin(client, base, "Park", "Pier")
    post(client, f"{base}/question/p2-2-list", another_2="yes")
    kept = client.post_form(f"{base}/question/p2-3/save", {"how_3": "b"})
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", client.get(str(kept.location)).text)
    assert code is not None
    elsewhere = client.application.test_client()
    assert isinstance(elsewhere, FormClient)
    elsewhere.shared = session
    assert post(elsewhere, "/take-part/return", code=code[0]) == "p2-3"
    assert 'value="b" checked' in elsewhere.get(f"{base}/question/p2-3").text
    assert post(elsewhere, f"{base}/question/p2-3", place_3="Port", how_3="b") == "p2-3-list"
    assert listed(elsewhere, f"{base}/question/p2-3-list") == ["Park", "Pier", "Port"]
