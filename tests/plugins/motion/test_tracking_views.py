"""The officers' pages after the vote."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion, the day after the meeting."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


@pytest.fixture
def desk(client: FormClient, told: story.Story, sign_in: Callable[[FormClient, Any], None]) -> FormClient:
    """A browser in which the officer is signed in."""
    sign_in(client, told.people["officer"])
    return client


ACTION = {
    "text": "Write to the Home Secretary",
    "kind": "request",
    "owner": "Chief executive",
    "addressee": "Home Office",
    "due_on-day": "20",
    "due_on-month": "12",
    "due_on-year": "2026",
    "number": "1",
    "has_date": "yes",
}
TODAY = {"happened_on-day": "1", "happened_on-month": "12", "happened_on-year": "2026"}


def test_resolution_actions_and_what_became_of_them(
    told: story.Story,
    desk: FormClient,
    clock_at: Callable[..., Any],
    sign_in: Callable[[FormClient, Any], None],
) -> None:
    base = f"/staff/motions/{told.motion.id}"
    assert "Clause of resolves." in desk.get(f"/motions/{told.motion.number}").text.partition('id="resolution"')[2]
    assert desk.post_form(f"{base}/actions/new", {**ACTION, "addressee": ""}).status_code == 422
    assert [desk.post_form(f"{base}/actions/new", ACTION).status_code for _ in range(2)] == [303, 303]
    resolution = told.motion.resolution
    assert resolution is not None
    (action,) = resolution.actions
    page = f"/staff/motions/actions/{action.id}"
    assert 'value="replied"' not in desk.get(page).text
    sent = {"to": "sent", "note": "Signed by the chief executive", "version": "1", **TODAY}
    assert [desk.post_form(page, sent).status_code for _ in range(2)] == [303, 303]
    assert desk.post_form(page, {**sent, "to": "closed", "note": "x"}).status_code == 409
    assert desk.post_form(page, {**sent, "to": "closed", "note": "", "version": "2"}).status_code == 422
    public = desk.get(f"/motions/{told.motion.number}").text
    assert "Signed by the chief executive" in public
    assert "Overdue" not in public
    assert "Write to the Home Secretary" in desk.get("/staff/motions/").text
    clock_at("2026-12-21 09:00")
    sign_in(desk, told.people["officer"])
    assert "Overdue" in desk.get(f"/motions/{told.motion.number}").text
    closed = {"to": "closed", "note": "Answered <i>", "version": "2", **TODAY}
    assert desk.post_form(page, closed).status_code == 303
    public = desk.get(f"/motions/{told.motion.number}").text
    assert "Overdue" not in public
    assert "Answered &lt;i&gt;" in public


def test_a_move_that_the_table_does_not_have_is_refused(told: story.Story, desk: FormClient) -> None:
    base = f"/staff/motions/{told.motion.id}"
    desk.post_form(f"{base}/actions/new", ACTION)
    resolution = told.motion.resolution
    assert resolution is not None
    answer = desk.post_form(
        f"/staff/motions/actions/{resolution.actions[0].id}", {"to": "chased", "version": "1", **TODAY}
    )
    assert answer.status_code == 409
    assert "cannot become" in answer.text


def test_what_another_body_was_reported_to_say_stands_on_the_motion(told: story.Story, desk: FormClient) -> None:
    base = f"/staff/motions/{told.motion.id}"
    desk.post_form(f"{base}/actions/new", ACTION)
    assert told.motion.resolution is not None
    (action,) = told.motion.resolution.actions
    page = f"/staff/motions/actions/{action.id}/statements/new"
    assert 'value="Home Office"' in desk.get(page).text
    said = {"said_by": "Home Office", "text": "It must be fair.", "source": ""}
    refused = desk.post_form(page, said)
    assert refused.status_code == 422
    assert "It must be fair." in refused.text
    assert desk.post_form(page, {**said, "source": "A newspaper"}).status_code == 303
    assert "(as reported: A newspaper)" in desk.get(f"/motions/{told.motion.number}").text
