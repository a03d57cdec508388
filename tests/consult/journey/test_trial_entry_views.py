"""Somebody who tests a journey takes away one of what they added, on the desk and by a link."""

import re

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.journey.trials import sent_trials
from tests.consult.journey.test_entry_views import asked, listed
from tests.consult.journey.test_preview_views import path_of
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

__all__ = ["asked"]


def stamp_on(page: str) -> dict[str, str]:
    """Return the stamp that a page sends back."""
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found is not None
    return {"stamp": found[1]}


def added(client: FormClient, begin: str, base: str) -> None:
    """Begin a test and add three places."""
    client.post_form(begin)
    for page, given in (
        ("p1", {"first": "Hello"}),
        ("p2", {"place": "Park"}),
        ("p2-list", {"another": "yes"}),
        ("p2-2", {"place_2": "Pier"}),
        ("p2-2-list", {"another_2": "yes"}),
        ("p2-3", {"place_3": "Port"}),
    ):
        assert client.post_form(f"{base}/{page}", given).status_code == 303


def test_an_officer_removes_an_entry_of_a_test(
    client: FormClient, session: Session, asked: Activity, officer: Person
) -> None:
    desk = f"/staff/activities/{asked.id}"
    base = f"{desk}/preview"
    added(client, f"{desk}/test", base)
    way = f"{desk}/test/p2-2/remove"
    assert way in client.get(f"{base}/p2-3-list").text
    question = client.get(way)
    assert "Do you want to remove Journey 2?" in question.text
    assert "This is a test. What you send counts nowhere." in question.text
    assert faults_of(parsed(question.text, is_page=True)) == []
    for _click in range(2):
        assert client.post_form(way, stamp_on(question.text)).location == f"{base}/p2-2-list"
    assert listed(client, f"{base}/p2-2-list") == ["Park", "Port"]
    client.post_form(f"{base}/p2-2-list", {"another_2": "no"})
    client.post_form(f"{base}/p3", {"last": "Bye"})
    client.post_form(f"{desk}/test/check")
    (sent,) = sent_trials(session, asked.id)
    said = {"first": "Hello", "place": "Park", "another": "yes", "place_2": "Port", "another_2": "no", "last": "Bye"}
    assert sent.answers == said


def test_whoever_has_a_link_removes_one_too(client: FormClient, asked: Activity, officer: Person) -> None:
    link = path_of(client.post_form(f"/staff/activities/{asked.id}/preview-links").text)
    secret = link.rpartition("/")[2]
    added(client, f"/test/{secret}", link)
    way = f"/test/{secret}/p2-3/remove"
    shown = client.get(way)
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post_form(way, stamp_on(shown.text)).location == f"{link}/p2-2-list"
    assert client.get(way).location == f"{link}/p2-2-list"


@pytest.mark.parametrize("page", ["p1", "p2-list", "p9"])
def test_what_is_no_entry_is_not_removed(client: FormClient, asked: Activity, officer: Person, page: str) -> None:
    assert client.get(f"/staff/activities/{asked.id}/test/{page}/remove").status_code == 404


def test_without_a_test_there_is_nothing_to_remove(client: FormClient, asked: Activity, officer: Person) -> None:
    desk = f"/staff/activities/{asked.id}"
    assert client.get(f"{desk}/test/p2/remove").location == f"{desk}/preview"
