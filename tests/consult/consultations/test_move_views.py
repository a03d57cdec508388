"""The officers' pages that move a consultation."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Override, State
from consult.kernel.authz import Role
from tests.factories import XSS, make_activity, make_consultation, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
AT = "2026-11-02 09:00"


@pytest.fixture(autouse=True)
def now(client: FormClient, session: Session, sign_in: SignIn, clock_at: Callable[[str], datetime]) -> datetime:
    at = clock_at(AT)
    sign_in(client, make_person(session, Role.OFFICER))
    return at


def test_each_warning_is_shown_and_needs_a_reason(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT, options_open="")
    make_activity(session, made)
    url = f"/staff/consultations/{made.slug}/schedule"
    page = parsed(client.get(url).text, is_page=True)
    assert faults_of(page) == []
    asked = {box.get("name") for box in page.iter("textarea")}
    assert asked == {"override_formative", "override_information", "override_holidays"}
    half = client.post_form(url, {"override_formative": f"Kept {XSS}", "override_information": " "})
    assert half.status_code == 422
    tree = parsed(half.text, is_page=True)
    assert faults_of(tree) == []
    assert tree.find(".//textarea[@name='override_formative']").text == f"Kept {XSS}"
    assert {link.get("href") for link in tree.iter("a")} >= {"#override_information", "#override_holidays"}
    assert session.scalar(select(Override)) is None
    done = client.post_form(url, dict.fromkeys(asked, "Because."))
    assert done.status_code == 303
    session.refresh(made)
    assert made.state == "scheduled"
    assert len(session.scalars(select(Override)).all()) == 3


def test_it_opens_at_once(client: FormClient, session: Session, now: datetime) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/open"
    page = parsed(client.get(url).text, is_page=True)
    reasons = {box.get("name"): "Because." for box in page.iter("textarea")}
    assert client.post_form(url, reasons).status_code == 303
    session.refresh(made)
    assert (made.state, made.opens_at) == ("open", now)


@pytest.mark.parametrize(
    ("state", "page", "opens", "words"),
    [
        (State.OPEN, "open", -1, "This consultation is open"),
        (State.CLOSED, "schedule", -90, "This consultation is closed"),
        (State.SCHEDULED, "schedule", 3, "This consultation is scheduled"),
        (State.DRAFT, "schedule", -3, "Its opening date has passed"),
        (State.DRAFT, "open", -90, "Its closing date has passed"),
    ],
)
def test_what_stands_in_the_way_is_said(
    client: FormClient, session: Session, now: datetime, state: State, page: str, opens: int, words: str
) -> None:
    made = make_consultation(session, state=state, opens_at=now + timedelta(days=opens))
    url = f"/staff/consultations/{made.slug}/{page}"
    for response in (client.get(url), client.post_form(url)):
        assert response.status_code == 409
        assert words in response.text


def test_dates_are_needed_first(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    made.opens_at = made.closes_at = None
    for page in ("schedule", "open"):
        response = client.get(f"/staff/consultations/{made.slug}/{page}")
        assert response.status_code == 409
        assert "Set its opening and closing dates first" in response.text


@pytest.mark.parametrize(
    ("start", "move", "target"),
    [
        (State.SCHEDULED, "take-back", "draft"),
        (State.OPEN, "close", "closed"),
        (State.CLOSED, "analyse", "analysing"),
        (State.DECIDED, "archive", "archived"),
    ],
)
def test_a_move_asks_for_its_reason_and_keeps_it_on_the_audit_log(
    client: FormClient, session: Session, start: State, move: str, target: str
) -> None:
    made = make_consultation(session, state=start)
    url = f"/staff/consultations/{made.slug}/move/{move}"
    assert faults_of(parsed(client.get(url).text, is_page=True)) == []
    assert client.post_form(url, {"reason": ""}).status_code == 422
    session.refresh(made)
    assert made.state == start
    assert client.post_form(url, {"reason": "All is ready."}).status_code == 303
    session.refresh(made)
    assert made.state == target
    facts = session.scalars(select(AuditEntry.facts).where(AuditEntry.consultation_id == made.id)).all()
    assert any("All is ready." in str(fact.get("reason")) for fact in facts)
    assert client.post_form(url, {"reason": "Once more."}).status_code == 409


def test_there_is_no_other_move(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.ANALYSING)
    assert client.post_form(f"/staff/consultations/{made.slug}/move/decide", {"reason": "x"}).status_code == 404
