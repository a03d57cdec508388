"""Answers that were not sent: changes that wait, and what a closing came before."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.submissions.models import Draft, Submission
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

HINT = "You have changes that you have not sent"


@pytest.fixture
def base(client: FormClient, activity: Activity) -> str:
    """The address of a journey whose response was sent and is being changed."""
    made = f"/take-part/{activity.id}"
    client.post_form(f"{made}/start")
    client.post_form(f"{made}/question/reasons", {"reasons": "As it was sent"})
    client.post_form(f"{made}/check")
    client.post_form(f"{made}/change")
    return made


@pytest.mark.parametrize("page", ["", "/done"])
@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("reasons", {"reasons": "Second thoughts"}),
        ("where-you-live", {"ward": "Abbey"}),
        ("about-you", {"sex": "male"}),
    ],
)
def test_unsent_changes_are_seen_and_can_be_thrown_away(
    client: FormClient, session: Session, base: str, page: str, question: str, given: dict[str, str]
) -> None:
    assert HINT not in client.get(base + page).text
    client.post_form(f"{base}/question/{question}?change=1", given)
    shown = client.get(base + page).text
    assert HINT in shown
    assert faults_of(parsed(shown, is_page=True)) == []
    assert client.post_form(f"{base}/drop-changes").location == f"{base}/done"
    assert HINT not in client.get(base + page).text
    assert session.scalars(select(Draft)).all() == []
    assert session.scalars(select(Submission)).one().answers == {"reasons": "As it was sent"}


def test_dropping_changes_never_drops_answers_that_were_not_sent_at_all(
    client: FormClient, session: Session, activity: Activity
) -> None:
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/drop-changes")
    assert len(session.scalars(select(Draft)).all()) == 1


def test_withdrawing_takes_unsent_changes_with_it(client: FormClient, session: Session, base: str) -> None:
    client.post_form(f"{base}/question/reasons?change=1", {"reasons": "Second thoughts"})
    client.post_form(f"{base}/withdraw")
    assert session.scalars(select(Draft)).all() == []


def test_after_closing_changes_that_were_not_sent_can_still_be_read(
    client: FormClient, activity: Activity, base: str
) -> None:
    client.post_form(f"{base}/question/reasons?change=1", {"reasons": "Second thoughts"})
    activity.consultation.state = State.CLOSED
    assert f'href="{base}/unsent"' in client.get(f"{base}/done").text
    page = client.get(f"{base}/unsent").text
    assert "Second thoughts" in page
    assert "They do not count" in page
    assert f'href="{base}/done"' in page
    assert faults_of(parsed(page, is_page=True)) == []
