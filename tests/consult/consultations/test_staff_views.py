"""The officers' list, one consultation on the desk, and its forms."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Consultation, State
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.responses.activity import WRITTEN_RESPONSE
from tests.factories import XSS, make_activity, make_consultation, make_person
from tests.support.deployments import change_deployment, with_activity
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
Counter = Callable[[], AbstractContextManager[list[str]]]
AT = "2026-11-02 09:00"
TYPED = {
    "title": "Cameras in the borough",
    "summary": "Should there be cameras?",
    "background": "## Why\n\nBecause.",
    "opens_at-day": "5",
    "opens_at-month": "1",
    "opens_at-year": "2027",
    "opens_at-time": "9am",
    "closes_at-day": "5",
    "closes_at-month": "4",
    "closes_at-year": "2027",
    "closes_at-time": "midday",
}


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def latest(session: Session) -> Consultation:
    return session.scalars(select(Consultation).order_by(Consultation.id.desc())).first() or pytest.fail("none")


def test_a_draft_is_begun_with_times_in_london(client: FormClient, session: Session, officer: Person) -> None:
    response = client.post_form("/staff/consultations/new", TYPED)
    assert response.status_code == 303
    made = latest(session)
    assert response.headers["Location"] == f"/staff/consultations/{made.slug}"
    assert (made.slug, made.state, made.created_by_id) == ("cameras-in-the-borough", "draft", officer.id)
    assert made.opens_at is not None
    assert made.closes_at is not None
    assert made.opens_at.isoformat() == "2027-01-05T09:00:00+00:00"
    assert made.closes_at.isoformat() == "2027-04-05T11:00:00+00:00"


def test_a_form_sent_twice_begins_one_draft_and_other_words_are_shown_beside_it(
    client: FormClient, session: Session, officer: Person
) -> None:
    typed = {**TYPED, "form_key": "of this form"}
    first, second = (client.post_form("/staff/consultations/new", typed) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(session.scalars(select(Consultation)).all()) == 1
    again = client.post_form("/staff/consultations/new", {**typed, "background": "What I typed since."})
    assert again.status_code == 409
    assert "What I typed since." in again.text
    assert len(session.scalars(select(Consultation)).all()) == 1


def test_a_wrong_form_comes_back_with_everything_typed(client: FormClient, session: Session, officer: Person) -> None:
    typed = {**TYPED, "title": "", "summary": f"What about {XSS}?", "closes_at-year": "2026"}
    response = client.post_form("/staff/consultations/new", typed)
    assert response.status_code == 422
    tree = parsed(response.text, is_page=True)
    assert faults_of(tree) == []
    assert tree.find(".//textarea[@name='summary']").text == f"What about {XSS}?"
    links = {link.get("href") for link in tree.iter("a")}
    assert {"#title", "#closes_at-day"} <= links
    assert session.scalar(select(Consultation)) is None


def test_a_save_over_somebody_elses_shows_both_and_loses_neither(
    client: FormClient, session: Session, officer: Person
) -> None:
    made = make_consultation(session, state=State.DRAFT, title="Old title")
    seen = str(made.version)
    url = f"/staff/consultations/{made.slug}/edit"
    first = client.post_form(url, {**TYPED, "title": "Theirs wins", "version": seen})
    assert first.status_code == 303
    second = client.post_form(url, {**TYPED, "title": "Mine loses?", "version": seen})
    assert second.status_code == 409
    tree = parsed(second.text, is_page=True)
    assert faults_of(tree) == []
    assert tree.find(".//input[@name='title']").get("value") == "Mine loses?"
    assert [clash.text for clash in tree.iter("h3")] == ["Title"]
    assert "".join(tree.find(".//del").itertext()) == "[removed:] Theirs wins [end of removed]"
    session.refresh(made)
    assert made.title == "Theirs wins"
    version = tree.find(".//input[@name='version']").get("value")
    assert client.post_form(url, {**TYPED, "title": "Mine after all", "version": version}).status_code == 303
    session.refresh(made)
    assert made.title == "Mine after all"


@pytest.mark.postgresql
@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_a_version_is_a_clash(
    client: FormClient, session: Session, officer: Person, version: str
) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/edit"
    assert client.post_form(url, {**TYPED, "version": version}).status_code == 409


def test_what_has_opened_keeps_what_was_typed_and_says_what_to_do(
    client: FormClient, session: Session, officer: Person
) -> None:
    made = make_consultation(session, state=State.OPEN)
    response = client.post_form(
        f"/staff/consultations/{made.slug}/edit", {**TYPED, "title": "Quiet", "version": str(made.version)}
    )
    assert response.status_code == 422
    assert "Make a change with a reason instead" in response.text
    assert "Quiet" in response.text


def test_the_desk_tells_what_is_due(
    client: FormClient, session: Session, officer: Person, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at(AT)
    make_consultation(session, title="Open one", state=State.OPEN, closes_at=now + timedelta(days=3))
    make_consultation(session, title="Closed one", state=State.OPEN, closes_at=now - timedelta(days=3))
    make_consultation(session, title="Draft one", state=State.DRAFT)
    page = client.get("/staff/consultations")
    assert faults_of(parsed(page.text, is_page=True)) == []
    for words in ("Closes automatically on 5 November 2026 at 9am", "Begin the analysis", "Schedule its opening"):
        assert words in page.text
    drafts = client.get("/staff/consultations?status=draft")
    assert "Draft one" in drafts.text
    assert "Open one" not in drafts.text


@pytest.mark.parametrize("state", State)
def test_each_state_offers_its_own_moves(client: FormClient, session: Session, officer: Person, state: State) -> None:
    made = make_consultation(session, state=state, xss=True)
    page = client.get(f"/staff/consultations/{made.slug}")
    assert page.status_code == 200
    tree = parsed(page.text, is_page=True)
    assert faults_of(tree) == []
    assert "<script>alert" not in page.text
    start = f"/staff/consultations/{made.slug}/"
    offered = {href.removeprefix(start) for link in tree.iter("a") if (href := link.get("href", "")).startswith(start)}
    expected = {
        State.DRAFT: {"edit", "documents", "activities/new", "schedule", "open"},
        State.SCHEDULED: {"edit", "documents", "open", "move/take-back"},
        State.OPEN: {"documents", "change", "extend", "move/close"},
        State.CLOSED: {"documents", "change", "move/analyse"},
        State.ANALYSING: {"documents", "change"},
        State.DECIDED: {"documents", "move/archive"},
        State.ARCHIVED: set(),
    }
    assert expected[state] <= offered
    assert not any(item.startswith(("move", "edit", "open", "sched")) for item in offered - expected[state])


def test_an_auditor_looks_and_is_offered_nothing(client: FormClient, session: Session, sign_in: SignIn) -> None:
    made = make_consultation(session, state=State.DRAFT)
    sign_in(client, make_person(session, Role.AUDITOR))
    page = client.get(f"/staff/consultations/{made.slug}")
    assert page.status_code == 200
    assert "/edit" not in page.text
    assert "/schedule" not in page.text
    assert client.get(f"/staff/consultations/{made.slug}/edit").status_code == 403
    assert client.post_form(f"/staff/consultations/{made.slug}/schedule").status_code == 403


@pytest.fixture
def counted_answers(database: Database) -> Iterator[list[list[int]]]:
    """Let written responses say how many came in, and note for which activities they were asked."""
    asked: list[list[int]] = []

    def taken_part(_session: Session, ids: Any) -> dict[int, int]:
        asked.append(list(ids))
        return {ids[0]: 1204}

    registry = deployment_of(database).registry
    counting = replace(WRITTEN_RESPONSE, taken_part=taken_part)
    change_deployment(database, registry=with_activity(registry, counting))
    yield asked
    change_deployment(database, registry=registry)


def test_the_desk_counts_all_rows_with_one_question(
    client: FormClient,
    session: Session,
    officer: Person,
    counted_answers: list[list[int]],
    count_queries: Counter,
) -> None:
    make_activity(session, make_consultation(session))
    assert "1,204" in client.get("/staff/consultations").text
    with count_queries() as few:
        client.get("/staff/consultations")
    for _ in range(12):
        make_activity(session, make_consultation(session))
    counted_answers.clear()
    with count_queries() as many:
        client.get("/staff/consultations")
    assert [len(ids) for ids in counted_answers] == [13]
    assert len(many) == len(few)


def test_the_desk_links_only_to_what_whoever_looks_may_open(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    made = make_consultation(session)
    written, motion = (
        make_activity(session, made),
        make_activity(session, made, "motion", title="What the council said"),
    )
    for role, is_linked in ((Role.OFFICER, True), (Role.AUDITOR, False)):
        sign_in(client, make_person(session, role))
        shown = client.get(f"/staff/consultations/{made.slug}").text
        assert "What the council said" in shown
        assert f'href="/staff/activities/{written.id}/responses"' in shown
        assert (f'href="/staff/motions/activities/{motion.id}"' in shown) is is_linked


def test_the_short_address_leads_officers_to_the_desk(client: FormClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get("/staff").location == "/staff/consultations"
