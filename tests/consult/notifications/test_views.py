"""The pages behind the links in mail of news."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.notifications.services import stop_token
from consult.submissions.contacts import ask_for_news
from consult.submissions.models import Participation
from tests.factories import make_activity, make_consultation
from tests.support.news import want_news
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


@pytest.fixture
def participation(session: Session) -> Participation:
    activity = make_activity(session, make_consultation(session, xss=True))
    want_news(session, activity.id, "a@x.example")
    return session.scalars(select(Participation)).one()


def stopped(session: Session) -> list[datetime | None]:
    return list(session.scalars(select(Participation.stopped_at)))


def test_looking_stops_nothing_and_pressing_does(
    client: FormClient, session: Session, participation: Participation
) -> None:
    url = f"/stop/{stop_token(session, participation)}"
    page = client.get(url)
    assert page.status_code == 200
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert "<script>alert" not in page.text
    assert "a@x.example" not in page.text
    assert stopped(session) == [None]
    done = client.post_form(url)
    assert done.status_code == 200
    assert "You get no more mail" in done.text
    assert None not in stopped(session)
    assert "You get no more mail" in client.get(url).text
    assert client.post_form(url).status_code == 200


def test_a_forged_request_stops_nothing(client: FormClient, session: Session, participation: Participation) -> None:
    url = f"/stop/{stop_token(session, participation)}"
    assert client.post(url).status_code == 400
    assert stopped(session) == [None]


def test_an_unknown_link_is_told_plainly(client: FormClient, participation: Participation) -> None:
    response = client.get("/stop/unknown")
    assert response.status_code == 404
    assert "This link is not one of ours" in response.text


def test_looking_confirms_nothing_and_pressing_does(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session, xss=True))
    asked = ask_for_news(session, activity.id, "a@x.example")
    url = f"/news/{stop_token(session, asked)}"
    page = client.get(url)
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert session.scalars(select(Participation.confirmed_at)).all() == [None]
    done = client.post_form(url)
    assert "You will get news" in done.text
    assert faults_of(parsed(done.text, is_page=True)) == []
    assert session.scalars(select(Participation.confirmed_at)).all() != [None]
    assert "You will get news" in client.get(url).text
    assert client.get("/news/nothing").status_code == 404
