"""The home page and the pages about the service."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.consultations.queries import PAGE_SIZE
from consult.kernel.authz import Role
from tests.consult.desk.test_transcription import entered
from tests.factories import actor_for, make_activity, make_consultation, make_person
from tests.support.pages import faults_of, parsed, words_of
from tests.support.web import FormClient

Counter = Callable[[], AbstractContextManager[list[str]]]
AT = "2026-11-02 09:00"


def titles(html: str) -> list[str]:
    return ["".join(item.itertext()).strip() for item in parsed(html, is_page=True).iter("h3")]


def test_open_ones_come_first_then_coming_then_closed(
    client: FormClient, session: Session, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at(AT)
    day = timedelta(days=1)
    for title, state, opens, closes in (
        ("Closed long ago", State.ARCHIVED, -99, -50),
        ("Opens late", State.SCHEDULED, 9, 40),
        ("Closes late", State.OPEN, -5, 20),
        ("Closed lately", State.CLOSED, -40, -1),
        ("Opens soon", State.SCHEDULED, 2, 40),
        ("Closes soon", State.SCHEDULED, -5, 1),
        ("Closed by the clock", State.OPEN, -5, -2),
        ("Secret draft", State.DRAFT, 1, 9),
    ):
        make_consultation(session, title=title, state=state, opens_at=now + opens * day, closes_at=now + closes * day)
    page = client.get("/")
    assert titles(page.text) == [
        "Closes soon",
        "Closes late",
        "Opens soon",
        "Opens late",
        "Closed lately",
        "Closed by the clock",
        "Closed long ago",
    ]
    assert "Secret draft" not in page.text
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert titles(client.get("/?status=open").text) == ["Closes soon", "Closes late"]
    assert titles(client.get("/?status=coming&status=decided").text) == ["Opens soon", "Opens late", "Closed long ago"]
    assert titles(client.get("/?status=draft&status=nonsense").text) == titles(page.text)


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [("FACE", 1), ("cameras face", 1), ("parking cameras", 0), ("100%", 1), ("zebra", 0), ("'; DROP TABLE", 0)],
)
def test_every_word_must_be_in_what_is_asked_and_why(
    client: FormClient, session: Session, looked_for: str, found: int
) -> None:
    make_consultation(session, title="Face recognition", summary="Should cameras be used?", background="")
    make_consultation(session, title="Parking", summary="Where 100% of it goes.", background="")
    page = client.get("/", query_string={"q": looked_for})
    assert page.status_code == 200
    assert len(titles(page.text)) == found
    if not found:
        assert "Use fewer words" in page.text


def test_what_was_looked_for_is_shown_again_and_harmless(client: FormClient) -> None:
    probe = '"><script>alert(1)</script>'
    page = client.get("/", query_string={"q": probe, "status": "open", "page": "99999999999"})
    assert "<script>alert" not in page.text
    assert parsed(page.text, is_page=True).find(".//input[@name='q']").get("value") == probe


def test_long_lists_have_pages_that_keep_the_search(client: FormClient, session: Session) -> None:
    for number in range(PAGE_SIZE + 1):
        make_consultation(session, title=f"Trees {number}")
    first = client.get("/?q=trees&status=open")
    assert len(titles(first.text)) == PAGE_SIZE
    assert "page 1 of 2" in words_of(first.text.split("<body", 1)[1].split(">", 1)[1].rsplit("</body>", 1)[0])
    second = client.get("/?q=trees&status=open&page=2")
    assert len(titles(second.text)) == 1
    assert titles(client.get("/?q=trees&page=77").text) == titles(second.text)
    assert "/?q=trees&amp;status=open&amp;page=2" in first.text


def test_late_results_are_told(client: FormClient, session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at("2027-05-21 09:00")
    make_consultation(session, state=State.ANALYSING, results_due_on=date(2027, 5, 12))
    assert "Results 9 days late" in client.get("/").text


def test_a_full_home_page_asks_no_more_than_a_short_one(
    client: FormClient, session: Session, count_queries: Counter
) -> None:
    make_activity(session, make_consultation(session))
    client.get("/")
    with count_queries() as few:
        client.get("/")
    for _ in range(PAGE_SIZE + 5):
        make_activity(session, make_consultation(session))
    with count_queries() as many:
        client.get("/")
    assert len(many) == len(few)
    # PostgreSQL is asked for the time once besides.
    assert len([statement for statement in many if not statement.startswith("SELECT clock_timestamp")]) <= 6
    assert len(many) <= 7


@pytest.mark.parametrize("address", ["/accessibility", "/cookies", "/help"])
def test_pages_about_the_service_are_well_formed(client: FormClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    tree = parsed(page.text, is_page=True)
    assert faults_of(tree) == []
    assert len(list(tree.iter("h1"))) == 1
    anchors = [link.get("href")[1:] for link in tree.iter("a") if (link.get("href") or "").startswith("#")]
    ids = {element.get("id") for element in tree.iter()}
    assert set(anchors) <= ids


def test_the_cookies_page_names_the_cookie_we_set(client: FormClient, application: Any) -> None:
    assert application.config["SESSION_COOKIE_NAME"] in client.get("/cookies").text


def test_security_txt_is_current(client: FormClient, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert now < expires < now + timedelta(days=365)


def test_health_asks_the_database(client: FormClient, count_queries: Counter) -> None:
    with count_queries() as statements:
        response = client.get("/healthz")
    assert response.get_json() == {"status": "ok"}
    assert len(statements) == 1


def test_a_shortened_address_leads_to_the_list(client: FormClient) -> None:
    response = client.get("/consultations")
    assert (response.status_code, response.headers["Location"]) == (308, "/")


@pytest.mark.parametrize("address", ["/", "/help"])
def test_whoever_took_part_finds_the_way_back(client: FormClient, address: str) -> None:
    page = client.get(address).text
    assert 'href="/take-part/return"' in page
    assert 'href="/responses/find"' in page


def test_what_waits_is_listed_counted_in_the_menu_and_named_on_desk_and_account(
    client: FormClient, session: Session, sign_in: Callable[..., None]
) -> None:
    activity = make_activity(session, make_consultation(session))
    typist, checker = make_person(session, Role.OFFICER), make_person(session, Role.OFFICER)
    for number in range(15):
        entered(session, actor_for(session, typist), activity, f"form-{number}")
    sign_in(client, typist)
    assert "Nothing waits for you." in client.get("/waiting").text
    assert "Waiting for you (" not in client.get("/account").text
    sign_in(client, checker)
    page = client.get("/waiting").text
    assert f'href="/staff/activities/{activity.id}/check-entries"' in page
    assert "Any officer who did not type it" in page
    assert "Waiting for you (1)" in page
    for place in ("/account", "/staff/consultations"):
        assert "1 step waits for you" in client.get(place).text
    assert "Waiting for you (" not in client.get("/nowhere").text
