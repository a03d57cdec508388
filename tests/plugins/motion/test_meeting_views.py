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


def interest(number: int, *, item: str = "", motion: int | None = None) -> dict[str, str]:
    """Return an interest of a member in an item as it is typed."""
    said = {"member": str(number), "item": str(motion or "other"), "other_item": item, "kind": "registrable"}
    return {
        f"interest_1_{name}": text for name, text in {**said, "text": "A trustee", "participation": "withdrew"}.items()
    }


def test_a_meeting_shows_its_motions_and_who_came(client: FormClient, told: story.Story, sign_in: SignIn) -> None:
    assert "The attendance is not recorded yet." in client.get(PAGE).text
    assert f'href="{PAGE}"' in client.get(f"/motions/{told.motion.number}").text
    sign_in(client, told.people["officer"])
    assert f'href="{FORM}"' in client.get(PAGE).text
    ids = told.term_ids()
    noted = {f"presence_{number}": "present" for number in ids}
    assert client.post_form(FORM, {f"presence_{ids[0]}": "apologies"}).status_code == 422
    sent = {**noted, f"presence_{ids[0]}": "apologies", **interest(ids[1], item=f"Item 7 {XSS}")}
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
    assert page.count(" checked") == 3  # the one who was away, no casting vote, a simple majority


def test_a_day_without_a_meeting_has_no_page(client: FormClient, told: story.Story) -> None:
    for day in ("2026-11-29", "2026-13-01", "soon", "2026-11-30T00:00"):
        assert client.get(f"/motions/meetings/{day}").status_code == 404


def test_an_empty_roll_says_where_members_are_added(client: FormClient, told: story.Story, sign_in: SignIn) -> None:
    sign_in(client, told.people["officer"])
    page = client.get("/staff/motions/meetings/2020-01-01/attendance").text
    assert 'href="/staff/office"' in page
    assert "No member of the council is on the list" in page


def test_more_interests_are_asked_for_without_losing_a_word(
    client: FormClient, told: story.Story, sign_in: SignIn
) -> None:
    sign_in(client, told.people["officer"])
    ids = told.term_ids()
    typed = {f"presence_{ids[0]}": "present", **interest(ids[1], item="Item 9"), "add_interest": "yes"}
    page = client.post_form(FORM, typed)
    assert page.status_code == 200
    assert "Item 9" in page.text
    assert "Interest 2" in page.text
    assert "There is a problem" not in page.text
    assert "The attendance is not recorded yet." in client.get(PAGE).text


def test_an_interest_is_shown_beside_the_vote_and_keeps_the_member_from_it(
    client: FormClient, told: story.Story, sign_in: SignIn
) -> None:
    sign_in(client, told.people["officer"])
    later = "/staff/motions/meetings/2026-11-30/interests"
    assert "Record who came to the meeting before an interest." in client.get(later).text
    ids = told.term_ids()
    client.post_form(FORM, {f"presence_{number}": "present" for number in ids})
    assert client.post_form(later, {}).status_code == 422
    assert client.post_form(later, interest(ids[1], motion=told.motion.id)).status_code == 303
    vote = f"/staff/motions/{told.motion.id}/vote"
    votes = {f"vote_{number}": "for" for number in ids}
    totals = {
        "for_count": "4",
        "against_count": "0",
        "abstain_count": "0",
        "casting_vote": "none",
        "threshold": "simple",
    }
    refused = client.post_form(vote, {**votes, **totals})
    assert refused.status_code == 422
    assert "withdrew because of an interest and cannot vote" in refused.text
    sent = {**votes, f"vote_{ids[1]}": "interest", **totals, "for_count": "3"}
    assert client.post_form(vote, sent).status_code == 303
    page = client.get(f"/motions/{told.motion.number}").text
    words = ("Interests declared in this motion", "Other registrable interest", "A trustee", "Withdrew")
    assert [word in page for word in words] == [True] * 4


def test_an_interest_that_does_not_fit_records_nothing(client: FormClient, told: story.Story, sign_in: SignIn) -> None:
    sign_in(client, told.people["officer"])
    sent = {f"presence_{number}": "present" for number in told.term_ids()}
    page = client.post_form(FORM, {**sent, **interest(told.term_ids()[0])})
    assert page.status_code == 422
    assert "Enter the item of the meeting" in page.text
    assert "The attendance is not recorded yet." in client.get(PAGE).text
