"""The pages of the council's meetings."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.meeting_queries import find_meeting
from tests.factories import XSS
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]
PAGE = "/motions/meetings/2026-11-30"
STAFF = "/staff/motions/meetings/2026-11-30"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda of a meeting to come."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


@pytest.fixture
def desk(client: FormClient, told: story.Story, sign_in: SignIn) -> FormClient:
    """A browser in which the officer is signed in."""
    sign_in(client, told.people["officer"])
    return client


def typed(day: str, **more: str) -> dict[str, str]:
    """A meeting as an officer types it."""
    year, month, number = day.split("-")
    when = {"held_on-day": number, "held_on-month": month, "held_on-year": year}
    return {**when, "kind": "ordinary", "takes_motions": "yes", **more}


def test_everybody_reads_until_when_notice_can_be_given_and_which_days_do_not_count(
    client: FormClient, told: story.Story
) -> None:
    listed, page = client.get("/motions/meetings/").text, client.get(PAGE).text
    assert f'href="{PAGE}"' in listed
    assert f'href="{PAGE}"' in client.get(f"/motions/{told.motion.number}").text
    for text in (listed, page):
        assert "17:00 on 18 November 2026" in text
    assert "4 days at weekends" in page
    assert "7 clear working days" in page
    assert client.get("/staff/motions/meetings/new").status_code == 303


def test_an_officer_enters_moves_and_cancels_a_meeting(session: Session, told: story.Story, desk: FormClient) -> None:
    new = "/staff/motions/meetings/new"
    assert desk.post_form(new, {"kind": "ordinary"}).status_code == 422
    sent = typed("2027-01-18", place=f"Hall {XSS}", starts_at="19:30")
    assert [desk.post_form(new, sent).status_code for _ in range(2)] == [303, 303]
    assert desk.post_form(new, {**sent, "place": "Elsewhere"}).status_code == 409
    page = desk.get("/motions/meetings/2027-01-18").text
    assert "19:30" in page
    assert XSS not in page
    change = "/staff/motions/meetings/2027-01-18/change"
    version = {"version": str(find_meeting(session, "2027-01-18").version)}
    moved = typed("2027-01-25", starts_at="19:30", **version)
    assert desk.post_form(change, moved).status_code == 422
    assert desk.post_form(change, {**moved, "reason": "The hall is let"}).status_code == 303
    old = desk.get("/motions/meetings/2027-01-18")
    assert (old.status_code, old.headers["Location"]) == (303, "/motions/meetings/2027-01-25")
    assert "moved from 18 January 2027. The hall is let" in desk.get("/motions/meetings/2027-01-25").text
    cancel = "/staff/motions/meetings/2027-01-25/cancel"
    assert desk.post_form(cancel, {}).status_code == 422
    assert desk.post_form(cancel, {"reason": "No business"}).status_code == 303
    assert "cancelled. No business" in desk.get("/motions/meetings/2027-01-25").text
    assert "2027-01-25" not in desk.get(f"/staff/motions/{told.motion.id}/agenda").text
    assert desk.post_form(f"{STAFF}/cancel", {"reason": "No business"}).status_code == 422


def test_an_officer_puts_the_motions_in_order(session: Session, told: story.Story, desk: FormClient) -> None:
    number = told.motion.id
    page = desk.get(f"{STAFF}/order").text
    assert f'name="seen_{number}" value="7"' in page
    for item, seen, status in (("x", "7", 422), ("3", "7", 303), ("3", "7", 303), ("4", "7", 409)):
        sent = {f"item_{number}": item, f"seen_{number}": seen}
        assert desk.post_form(f"{STAFF}/order", sent).status_code == status
    assert told.motion.agenda_item == 3
    assert "item 3" in desk.get(f"/motions/{told.motion.number}").text


def test_a_meeting_that_is_not_there_has_no_page_to_change_it(desk: FormClient) -> None:
    for step in ("change", "cancel", "order"):
        assert desk.get(f"/staff/motions/meetings/2026-12-01/{step}").status_code == 404
