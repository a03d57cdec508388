"""The officers' page of arrivals and departures, the page of a vote after it, and what everybody reads."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from plugins.motion.attendance import Presence
from plugins.motion.services.attendance import record_attendance
from tests.plugins.motion import story
from tests.support.pages import parsed, words_in
from tests.support.web import FormClient


def test_a_departure_is_recorded_marked_in_the_vote_and_read_by_everybody(
    session: Session, client: FormClient, sign_in: Callable[..., None], clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    clock_at(story.AFTER_MEETING)
    sign_in(client, told.people["officer"])
    page, vote = "/staff/motions/meetings/2026-11-30/movements", f"/staff/motions/{told.motion.id}/vote"
    assert "Record who came to the meeting first" in client.get(page).text
    record_attendance(session, told.officer, story.MEETING, dict.fromkeys(told.term_ids(), Presence.PRESENT))
    assert "Mark who was not there" not in client.get(vote).text
    first = told.term_ids()[0]
    given = {"member": str(first), "kind": "left", "at": "8 pm"}
    refused = client.post_form(page, given)
    assert refused.status_code == 422
    assert "Enter the time like 19:00" in refused.text
    assert client.post_form(page, {**given, "at": "20:00"}).status_code == 303
    assert "Mark who was not there" in client.get(vote).text
    assert "checked" not in client.get(f"{vote}?at_time=19:59").text.partition(f"vote_{first}")[2][:900]
    assert "checked" in client.get(f"{vote}?at_time=20:15").text.partition(f"vote_{first}")[2][:2500]
    listed = {"rest": "for", "names": "", "for_count": "3", "against_count": "0", "abstain_count": "0"}
    listed |= {"threshold": "simple", "casting_vote": "none", "chair_id": ""}
    assert "Enter the time of the vote" in client.post_form(f"{vote}/list", listed).text
    assert client.post_form(f"{vote}/list", {**listed, "at_time": "20:15"}).status_code == 303
    said = words_in(parsed(client.get("/motions/meetings/2026-11-30").text, is_page=True))
    assert "Present; left at 20:00" in said
    assert "The vote was at 20:15." in words_in(parsed(client.get(f"/motions/{told.motion.number}").text, is_page=True))
