"""The officers' pages on which a vote is recorded."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.attendance import Presence
from plugins.motion.lifecycle import State
from plugins.motion.records import Choice
from plugins.motion.services.attendance import record_attendance
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]
MEETING = {"meeting_on": "2026-11-30"}


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A submitted motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.submit_in_public()
    return made


@pytest.fixture
def desk(client: FormClient, told: story.Story, sign_in: SignIn) -> FormClient:
    """A browser in which the officer is signed in."""
    sign_in(client, told.people["officer"])
    return client


def url(told: story.Story, path: str) -> str:
    """Return the address of an officer's page about the motion."""
    return f"/staff/motions/{told.motion.id}/{path}"


def test_the_vote_page_keeps_every_choice_when_the_totals_are_wrong(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    ids = told.term_ids()
    page = desk.get(url(told, "vote")).text
    assert page.count('type="radio"') == 5 * len(ids) + 3 + 3
    votes = {f"vote_{person_id}": choice for person_id, choice in zip(ids, Choice, strict=False)}
    totals = {
        "for_count": "2",
        "against_count": "1",
        "abstain_count": "1",
        "threshold": "simple",
        "casting_vote": "for",
        "chair_id": ids[0],
    }
    wrong = desk.post_form(url(told, "vote"), {**votes, **totals})
    assert wrong.status_code == 422
    assert "the chair announced 2, but 1 name is marked" in wrong.text
    assert wrong.text.count(" checked") == 6
    missing = desk.post_form(url(told, "vote"), {**totals, "for_count": "1"})
    assert missing.status_code == 422
    assert "Select how Cllr Ada Proposer (Abbey) voted" in missing.text
    right = {**votes, **totals, "for_count": "1"}
    assert [desk.post_form(url(told, "vote"), right).status_code for _ in range(2)] == [303, 303]
    assert told.motion.status is State.CARRIED
    division = told.motion.division
    assert division is not None
    assert {vote.term_id: vote.choice for vote in division.votes} == dict(zip(ids, Choice, strict=False))
    assert division.chair_name == "Cllr Ada Proposer"


@pytest.fixture
def after_meeting(told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]) -> FormClient:
    """A browser in which the officer is signed in, the day after the meeting."""
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    return desk


TOTALS = {"against_count": "0", "abstain_count": "0", "threshold": "simple", "casting_vote": "none", "chair_id": ""}


def choices_of(told: story.Story) -> list[str]:
    """Return how each member voted, in the order of the roll."""
    assert told.motion.division is not None
    return [vote.choice for vote in told.motion.division.votes]


def test_a_pasted_list_with_a_fault_records_nothing_and_stays_on_the_page(
    told: story.Story, after_meeting: FormClient
) -> None:
    page = after_meeting.get(url(told, "vote/list")).text
    assert 'enctype="multipart/form-data"' in page
    assert "Cllr Ada Proposer (Abbey)" in page
    typed = "For: Cllr Ada Proposer, Cllr Zed\nAgainst: Cllr Ben"
    wrong = after_meeting.post_form(url(told, "vote/list"), {**TOTALS, "for_count": "3", "names": typed, "rest": "for"})
    assert wrong.status_code == 422
    assert "“Cllr Zed” is not on the roll of 30 November 2026" in wrong.text
    assert "“Cllr Ben” is not on the roll" in wrong.text
    assert typed in wrong.text
    assert told.motion.division is None
    right = {**TOTALS, "names": "Against: Cllr Ben Seconder", "rest": "for", "for_count": "3", "against_count": "1"}
    assert [after_meeting.post_form(url(told, "vote/list"), right).status_code for _ in range(2)] == [303, 303]
    assert choices_of(told) == ["for", "against", "for", "for"]


def test_everybody_who_was_there_is_recorded_in_one_act(
    session: Session, told: story.Story, after_meeting: FormClient
) -> None:
    roll = told.roll()
    noted = {term.id: Presence.PRESENT for term in roll} | {roll[1].id: Presence.APOLOGIES}
    record_attendance(session, told.officer, story.MEETING, noted)
    page = after_meeting.get(url(told, "vote/list")).text
    assert "recorded as absent: Cllr Ben Seconder (Abbey)" in page
    wrong = after_meeting.post_form(url(told, "vote/list"), {**TOTALS, "rest": "for", "for_count": "4"})
    assert "the chair announced 4, but 3 names are marked" in wrong.text
    done = after_meeting.post_form(url(told, "vote/list"), {**TOTALS, "rest": "for", "for_count": "3"})
    assert done.status_code == 303
    assert choices_of(told) == ["for", "absent", "for", "for"]


def test_the_lines_of_a_faulty_file_stand_on_the_page_to_be_changed(
    told: story.Story, after_meeting: FormClient
) -> None:
    def send(content: str, **more: str) -> Any:
        upload = {**TOTALS, "rest": "none", "for_count": "4", **more, "file": (BytesIO(content.encode()), "vote.csv")}
        return after_meeting.post_form(url(told, "vote/list"), upload, content_type="multipart/form-data")

    names = [term.name for term in told.roll()]
    wrong = send("councillor,vote\n" + "".join(f"{name},For\n" for name in [*names[:3], "Cllr Di Othr"]))
    assert wrong.status_code == 422
    assert "Line 5: “Cllr Di Othr” is not on the roll of 30 November 2026. Did you mean “Cllr Di Other”?" in wrong.text
    assert "For: Cllr Di Othr</textarea>" in wrong.text
    assert "no columns" in send("who,what\na,b\n").text
    assert "not both" in send("councillor,vote\na,For\n", names="For: x").text
    assert send("councillor,vote\n" + "".join(f"{name},For\n" for name in names)).status_code == 303
    assert choices_of(told) == ["for"] * 4


def test_the_votes_on_one_motion_are_exported_from_its_page(told: story.Story, after_meeting: FormClient) -> None:
    story_page = f"/motions/{told.motion.number}"
    address = f"/staff/exports/of/motion/{told.motion.id}"
    assert address not in after_meeting.get(story_page).text
    right = {**TOTALS, "names": "Against: Cllr Ben Seconder", "rest": "for", "for_count": "3", "against_count": "1"}
    assert after_meeting.post_form(url(told, "vote/list"), right).status_code == 303
    assert address in after_meeting.get(story_page).text
    assert after_meeting.get("/staff/exports/of/motion/999999").status_code == 404
    assert after_meeting.get("/staff/exports/of/person/1").status_code == 404
    asked = {"what": "motion.votes_on_motion", "file_format": "csv", "audience": "public"}
    sent = after_meeting.post_form(address, asked)
    name = f"motion-{told.motion.id}-motion-votes-on-motion-public.csv"
    assert f'filename="{name}"' in sent.headers["Content-Disposition"]
    assert sent.text.count(f'"{told.motion.number}",') == 4
