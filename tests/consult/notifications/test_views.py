"""The pages behind the links in mail of news."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.contacts import ask_for_news
from consult.mail.sealed_addresses import stop_token
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


def send(client: FormClient, activity: Activity) -> None:
    """Answer and send on this device."""
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "support"})
    client.post_form(f"{base}/question/reasons", {"reasons": "Safer."})
    for page in ("where-you-live", "about-you"):
        client.post_form(f"{base}/question/{page}")
    assert client.post_form(f"{base}/check").status_code == 303


def withdrawn(client: FormClient, activity: Activity) -> str:
    """Send a response and withdraw it; return the address of its page."""
    base = f"/take-part/{activity.id}"
    send(client, activity)
    assert client.post_form(f"{base}/withdraw").status_code == 303
    return f"{base}/done"


def test_whoever_withdraws_can_stop_the_mail(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    want_news(session, activity.id, "a@x.example")
    want_news(session, activity.id, "b@x.example")
    done = withdrawn(client, activity)
    url = f"/take-part/{activity.id}/stop-emails"
    page = client.get(done).text
    assert url in page
    assert "it does not count" in page
    assert faults_of(parsed(client.get(url).text, is_page=True)) == []
    assert client.post_form(url, {"email": ""}).status_code == 422
    for email in ("A@x.example", "nobody@x.example"):
        told = client.post_form(url, {"email": email}, follow_redirects=True).text
        assert f"no more emails about this consultation to {email}" in told, "nobody learns who gets any"
    assert len([at for at in stopped(session) if at is None]) == 1


def test_only_whoever_withdrew_stops_mail_by_address(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    want_news(session, activity.id, "a@x.example")
    send(client, activity)
    url = f"/take-part/{activity.id}/stop-emails"
    assert client.post_form(url, {"email": "a@x.example"}).status_code == 303
    assert stopped(session) == [None]


def test_addresses_are_not_tried_without_end(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    withdrawn(client, activity)
    url = f"/take-part/{activity.id}/stop-emails"
    answers = [client.post_form(url, {"email": "a@x.example"}).status_code for _ in range(6)]
    assert answers == [303] * 5 + [422]
