"""The officers' pages for the ways of taking part."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.kernel.authz import Role
from tests.factories import make_activity, make_consultation, make_person
from tests.support.crawl import as_shown
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture(autouse=True)
def officer(client: FormClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make_person(session, Role.OFFICER))


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(Activity.title).order_by(Activity.position)))


def test_every_kind_can_be_added(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/activities/new"
    page = parsed(client.get(url).text, is_page=True)
    assert faults_of(page) == []
    kinds = [box.get("value") for box in page.iter("input") if box.get("name") == "kind"]
    assert "response" in kinds
    for kind in kinds:
        assert client.post_form(url, {"kind": kind, "title": f"By {kind}"}).status_code == 303
    assert titles(session) == [f"By {kind}" for kind in kinds]
    assert client.get(f"/staff/consultations/{made.slug}").status_code == 200
    assert client.get(f"/consultations/{made.slug}").status_code == 200


@pytest.mark.parametrize("fields", [{"kind": "polling", "title": "Poll"}, {"kind": "response", "title": ""}, {}])
def test_a_wrong_one_is_refused(client: FormClient, session: Session, fields: dict[str, str]) -> None:
    made = make_consultation(session, state=State.DRAFT)
    response = client.post_form(f"/staff/consultations/{made.slug}/activities/new", fields)
    assert response.status_code == 422
    assert titles(session) == []


def test_they_are_renamed_ordered_and_removed(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    one, two = (make_activity(session, made, title=title, position=place) for place, title in enumerate("AB", 1))
    url = f"/staff/consultations/{made.slug}/activities"
    assert client.post_form(f"{url}/{one.id}/title", {"title": "First", "seen": "A"}).status_code == 303
    assert client.post_form(f"{url}/{two.id}/up").status_code == 303
    assert titles(session) == ["B", "First"]
    assert client.post_form(f"{url}/{two.id}/down").status_code == 303
    assert titles(session) == ["First", "B"]
    assert faults_of(parsed(client.get(f"{url}/{one.id}/remove").text, is_page=True)) == []
    assert titles(session) == ["First", "B"]
    assert client.post_form(f"{url}/{one.id}/remove").status_code == 303
    assert titles(session) == ["B"]


def test_neither_title_is_lost_when_two_officers_save_one_after_the_other(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    activity = make_activity(session, made, title="Tell us")
    url = f"/staff/consultations/{made.slug}/activities/{activity.id}/title"
    opened = as_shown(client.get(url).text)
    assert client.post_form(url, {**opened, "title": "Tell us your view"}).status_code == 303
    late = client.post_form(url, {**opened, "title": "Have your say"})
    assert late.status_code == 409
    compared = [text for item in parsed(late.text, is_page=True).iter("dd") if (text := "".join(item.itertext()))]
    assert ["Tell us" in text for text in compared] == [True, True, True]
    assert "Have your say" in compared[-1]
    assert titles(session) == ["Tell us your view"]
    assert client.post_form(url, {**opened, "title": "Tell us your view"}).status_code == 303
    again = as_shown(late.text)
    assert again["title"] == "Have your say"
    assert client.post_form(url, again).status_code == 303
    assert titles(session) == ["Have your say"]


def test_they_belong_to_their_own_consultation(client: FormClient, session: Session) -> None:
    made, other = make_consultation(session, state=State.DRAFT), make_consultation(session, state=State.DRAFT)
    activity = make_activity(session, made, title="Mine")
    for page in ("up", "down", "remove"):
        assert client.post_form(f"/staff/consultations/{other.slug}/activities/{activity.id}/{page}").status_code == 404
    assert client.get(f"/staff/consultations/{other.slug}/activities/{activity.id}/title").status_code == 404


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_nothing_moves_once_it_has_opened(client: FormClient, session: Session, state: State) -> None:
    made = make_consultation(session, state=state)
    activity = make_activity(session, made, title="Fixed")
    url = f"/staff/consultations/{made.slug}/activities"
    assert client.post_form(f"{url}/{activity.id}/up").status_code == 409
    assert client.post_form(f"{url}/{activity.id}/remove").status_code == 409
    assert client.post_form(f"{url}/{activity.id}/title", {"title": "New"}).status_code == 422
    assert client.post_form(f"{url}/new", {"kind": "response", "title": "More"}).status_code == 422
    assert titles(session) == ["Fixed"]
