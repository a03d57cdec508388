"""The public page of a consultation."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.changes import change_consultation
from consult.consultations.documents import add_document
from consult.consultations.models import Override, State
from consult.consultations.moves import close_early
from consult.contract.deployment import deployment_of
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.formats import local_datetime
from consult.responses.activity import WRITTEN_RESPONSE
from tests.factories import XSS, make_activity, make_actor, make_consultation, make_person
from tests.support.deployments import change_deployment, with_activity
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
Counter = Callable[[], AbstractContextManager[list[str]]]
AT = "2026-11-02 09:00"


def text_of(html: str) -> str:
    main = parsed(html, is_page=True).find(".//main")
    return " ".join("".join(main.itertext()).split())


@pytest.fixture
def counted(database: Database) -> Iterator[None]:
    """Let written responses say that 1,204 came in."""
    registry = deployment_of(database).registry
    counting = replace(WRITTEN_RESPONSE, taken_part=lambda _session, ids: {ids[0]: 1204})
    change_deployment(database, registry=with_activity(registry, counting))
    yield
    change_deployment(database, registry=registry)


def test_an_open_consultation_says_how_and_until_when(
    client: FormClient, session: Session, counted: None, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at(AT)
    made = make_consultation(session, closes_at=now + timedelta(days=3), xss=True, notice=f"Made-up data {XSS}")
    activity = make_activity(session, made)
    page = client.get(f"/consultations/{made.slug}")
    tree = parsed(page.text, is_page=True)
    assert faults_of(tree) == []
    assert "<script>alert" not in page.text
    starts = [link.get("href") for link in tree.iter("a") if "govuk-button" in (link.get("class") or "")]
    assert starts == [f"/take-part/{activity.id}"]
    assert page.text.count(f'href="/take-part/{activity.id}"') == 2  # and again at the end of the page
    assert "For everybody: about 1 minute, 2 questions. You do not need an account." in text_of(page.text)
    words = text_of(page.text)
    assert "You can answer until 5 November 2026 at 9am" in words
    assert "3 days left" in words
    assert "Made-up data" in page.text
    assert "1,204" not in page.text


def test_the_number_of_answers_is_told_after_closing_rounded_as_results_are(
    client: FormClient, session: Session, counted: None
) -> None:
    made = make_consultation(session, state=State.CLOSED)
    make_activity(session, made)
    assert "We received about 1,205 responses." in text_of(client.get(f"/consultations/{made.slug}").text)


@pytest.mark.parametrize("stored", [State.SCHEDULED, State.OPEN])
def test_the_page_follows_the_clock_and_not_the_stored_state(
    client: FormClient, session: Session, stored: State
) -> None:
    start = clock.from_london(datetime.fromisoformat(AT))
    end = start + timedelta(days=30)
    with clock.set_clock(start):
        made = make_consultation(session, state=stored, opens_at=start, closes_at=end)
        make_activity(session, made)
    tick = timedelta(seconds=1)
    found = []
    for moment in (start - tick, start, end - tick, end):
        with clock.set_clock(moment):
            page = client.get(f"/consultations/{made.slug}").text
            found.append("/take-part/" in page)
    assert found == [False, True, True, False]


def test_late_results_are_told_in_days(
    client: FormClient, session: Session, clock_at: Callable[[str], datetime]
) -> None:
    clock_at("2027-05-21 00:30")
    made = make_consultation(session, state=State.ANALYSING, results_due_on=date(2027, 5, 12))
    assert "We promised results by 12 May 2027; 9 days late." in text_of(client.get(f"/consultations/{made.slug}").text)
    made.state = State.DECIDED
    assert "late" not in text_of(client.get(f"/consultations/{made.slug}").text)


def test_reasons_for_warnings_documents_and_changes_are_public(
    client: FormClient, session: Session, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at(AT)
    made = make_consultation(session)
    session.add(Override(consultation_id=made.id, check="time", reason="The law gives us 20 days.", made_at=now))
    content = io.BytesIO(b"x" * 1_234_567)
    add_document(session, SYSTEM, made, title="The plan", name="plan.txt", content=content, reason="It came late.")
    words = text_of(client.get(f"/consultations/{made.slug}").text)
    assert "There is enough time: not fully The law gives us 20 days." in words
    assert "The plan (Text, 1.2 MB)" in words
    assert "Change 1: Documents changed" in words
    change = client.get(f"/consultations/{made.slug}/changes/1")
    assert "Minor change" in change.text
    assert "It came late." in change.text


def test_a_change_is_shown_word_by_word_with_text_for_screen_readers(client: FormClient, session: Session) -> None:
    made = make_consultation(session, summary="Cameras in ten places.")
    change_consultation(
        session,
        SYSTEM,
        made,
        version=made.version,
        reason=f"A slip {XSS}",
        is_material=True,
        values={"summary": f"Cameras in two places. {XSS}"},
    )
    page = client.get(f"/consultations/{made.slug}/changes/1")
    tree = parsed(page.text, is_page=True)
    assert faults_of(tree) == []
    assert "<script>alert" not in page.text
    assert "".join(tree.find(".//del").itertext()) == "[removed:] ten [end of removed]"
    assert "".join(tree.find(".//ins").itertext()) == "[added:] two [end of added]"
    assert client.get(f"/consultations/{made.slug}/changes/2").status_code == 404


def test_a_change_to_a_long_text_is_shown_short_and_whole(client: FormClient, session: Session) -> None:
    many = " ".join(f"word{number}" for number in range(200))
    made = make_consultation(session, background=f"{many} ten {many}")
    change_consultation(
        session,
        SYSTEM,
        made,
        version=made.version,
        reason="A slip.",
        is_material=False,
        values={"background": f"{many} two {many}"},
    )
    page = client.get(f"/consultations/{made.slug}/changes/1").text
    assert faults_of(parsed(page, is_page=True)) == []
    short, whole = page[: page.index("<details")], page[page.index("<details") :]
    assert "unchanged words left out" in short
    assert "word180 " in short
    assert "word50 " not in short
    assert "word50 " in whole


def test_a_draft_is_a_preview_for_staff_alone(client: FormClient, session: Session, sign_in: SignIn) -> None:
    made = make_consultation(session, state=State.DRAFT)
    assert client.get(f"/consultations/{made.slug}").status_code == 404
    sign_in(client, make_person(session, Role.COUNCILLOR))
    assert client.get(f"/consultations/{made.slug}").status_code == 404
    sign_in(client, make_person(session, Role.OFFICER))
    assert "This is a preview" in client.get(f"/consultations/{made.slug}").text


@pytest.mark.parametrize("state", State)
def test_the_page_is_whole_with_the_least_that_a_state_needs(
    client: FormClient, session: Session, sign_in: SignIn, state: State
) -> None:
    bare: dict[str, Any] = {"background": "", "options_open": "", "decided_by": ""}
    made = make_consultation(session, state=state, decision_on=None, results_due_on=None, **bare)
    sign_in(client, make_person(session, Role.OFFICER))
    page = client.get(f"/consultations/{made.slug}")
    assert page.status_code == 200
    assert faults_of(parsed(page.text, is_page=True)) == []


def test_a_long_page_asks_no_more_than_a_short_one(
    client: FormClient, session: Session, count_queries: Counter
) -> None:
    def made_with(size: int) -> str:
        made = make_consultation(session)
        for number in range(size):
            make_activity(session, made, position=number)
            content = io.BytesIO(b"text")
            add_document(session, SYSTEM, made, title="Paper", name="a.txt", content=content, reason="Needed.")
        return f"/consultations/{made.slug}"

    short, long = made_with(1), made_with(15)
    for address in (short, long):  # what a questionnaire asks is read once, and remembered
        client.get(address)
    with count_queries() as few:
        client.get(short)
    with count_queries() as many:
        client.get(long)
    assert len(many) == len(few)
    # PostgreSQL is asked for the time once besides.
    assert len([statement for statement in many if not statement.startswith("SELECT clock_timestamp")]) <= 12
    assert len(many) <= 13


def test_the_page_says_where_the_consultation_has_been(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.OPEN)
    assert "Where it has been" not in client.get(f"/consultations/{made.slug}").text
    close_early(session, make_actor(session, Role.OFFICER), made, "The plan was withdrawn.")
    shown = client.get(f"/consultations/{made.slug}").text
    assert made.closes_at is not None
    assert f"{local_datetime(made.closes_at)}: closed</li>" in shown


def test_the_page_says_where_views_go_and_by_when(client: FormClient, session: Session) -> None:
    made = make_consultation(session, decided_by="Cabinet", decision_on=date(2023, 1, 16))
    shown = client.get(f"/consultations/{made.slug}").text
    assert "goes to Cabinet, who must answer it before deciding. The decision is due on 16 January 2023." in shown
    decided = make_consultation(session, decided_by="Cabinet", state=State.DECIDED)
    assert "Everything that people said went to Cabinet." in client.get(f"/consultations/{decided.slug}").text
    unknown = make_consultation(session, decided_by="")
    assert "It has not said yet who decides." in client.get(f"/consultations/{unknown.slug}").text
