"""The page of a meeting, and the form in which a clerk notes who came."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import XSS
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]
PAGE = "/motions/meetings/2026-11-30"
FORM = "/staff/motions/meetings/2026-11-30/attendance"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda of a meeting that is over."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    return made


def test_a_meeting_shows_its_motions_and_who_came(client: FormClient, told: story.Story, sign_in: SignIn) -> None:
    assert "The attendance is not recorded yet." in client.get(PAGE).text
    assert f'href="{PAGE}"' in client.get(f"/motions/{told.motion.number}").text
    sign_in(client, told.people["officer"])
    assert f'href="{FORM}"' in client.get(PAGE).text
    ids = told.term_ids()
    noted = {f"presence_{number}": "present" for number in ids}
    assert client.post_form(FORM, {f"presence_{ids[0]}": "apologies"}).status_code == 422
    sent = {**noted, f"presence_{ids[0]}": "apologies", f"interest_{ids[1]}": f"Item 7 {XSS}"}
    assert [client.post_form(FORM, sent).status_code for _ in range(2)] == [303, 303]
    late = client.post_form(FORM, noted)
    assert late.status_code == 409
    page = client.get(PAGE).text
    words = (str(told.motion.number), "Cllr Ada Proposer", "Sent apologies", "Item 7", "Correct the attendance of")
    assert [word in page for word in words] == [True] * 5
    assert XSS not in page
    assert "already recorded" in client.get(FORM).text


def test_the_vote_begins_with_those_absent_who_were_away_and_whoever_was_in_the_chair(
    client: FormClient, told: story.Story, sign_in: SignIn
) -> None:
    sign_in(client, told.people["officer"])
    ids = told.term_ids()
    sent = {**{f"presence_{number}": "present" for number in ids}, f"presence_{ids[0]}": "apologies"}
    assert client.post_form(FORM, sent).status_code == 303
    page = client.get(f"/staff/motions/{told.motion.id}/vote").text
    assert page.count(" checked") == 2  # the one who was away, and that there was no casting vote


def test_a_day_without_a_meeting_has_no_page(client: FormClient, told: story.Story) -> None:
    for day in ("2026-11-29", "2026-13-01", "soon", "2026-11-30T00:00"):
        assert client.get(f"/motions/meetings/{day}").status_code == 404


def test_an_empty_roll_says_where_members_are_added(client: FormClient, told: story.Story, sign_in: SignIn) -> None:
    sign_in(client, told.people["officer"])
    page = client.get("/staff/motions/meetings/2020-01-01/attendance").text
    assert 'href="/staff/office"' in page
    assert "No member of the council is on the list" in page
