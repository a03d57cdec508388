"""The officers' pages up to the vote."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.attendance import Presence
from plugins.motion.lifecycle import State
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Choice
from plugins.motion.services.attendance import record_attendance
from tests.factories import make_activity, make_consultation
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]
MEETING = {"meeting_on-day": "30", "meeting_on-month": "11", "meeting_on-year": "2026"}


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


def test_the_officer_takes_a_motion_from_the_check_to_the_agenda_and_no_further_before_the_meeting(
    told: story.Story, desk: FormClient
) -> None:
    assert str(told.motion.number) in desk.get("/staff/motions/").text
    assert "19 clear working days" in desk.get(url(told, "check")).text
    assert desk.post_form(url(told, "check"), MEETING).status_code == 422
    checked = {**MEETING, "is_in_scope": "yes", "is_lawful": "yes"}
    assert [desk.post_form(url(told, "check"), checked).status_code for _ in range(2)] == [303, 303]
    assert told.motion.status is State.VALID
    placed = {**MEETING, "item": "7"}
    assert [desk.post_form(url(told, "agenda"), placed).status_code for _ in range(2)] == [303, 303]
    ids = told.term_ids()
    votes = {f"vote_{person_id}": choice for person_id, choice in zip(ids, Choice, strict=False)}
    assert len(votes) == 4
    totals = {"for_count": "1", "against_count": "1", "abstain_count": "1", "casting_vote": "for", "chair_id": ids[0]}
    early = desk.post_form(url(told, "vote"), {**votes, **totals})
    assert early.status_code == 422
    assert "not been held" in early.text


def test_the_vote_page_keeps_every_choice_when_the_totals_are_wrong(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    ids = told.term_ids()
    page = desk.get(url(told, "vote")).text
    assert page.count('type="radio"') == 5 * len(ids) + 3
    votes = {f"vote_{person_id}": choice for person_id, choice in zip(ids, Choice, strict=False)}
    totals = {"for_count": "2", "against_count": "1", "abstain_count": "1", "casting_vote": "for", "chair_id": ids[0]}
    wrong = desk.post_form(url(told, "vote"), {**votes, **totals})
    assert wrong.status_code == 422
    assert "the chair announced 2, but 1 name is marked" in wrong.text
    assert wrong.text.count(" checked") == 5
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


def test_an_outcome_without_names_and_a_lapse_are_recorded(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    assert desk.post_form(url(told, "lapse")).status_code == 409
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    assert "Yes, it lapsed" in desk.get(url(told, "lapse")).text
    wrong = {"outcome": "lost", "for_count": "9", "against_count": "1"}
    assert desk.post_form(url(told, "outcome"), wrong).status_code == 422
    assert desk.post_form(url(told, "outcome"), {"outcome": "lost", "note": "Show of hands"}).status_code == 303
    page = desk.get(f"/motions/{told.motion.number}").text
    assert "The names were not recorded." in page
    assert "Show of hands" in page


def test_what_a_meeting_brought_is_asked_for_from_its_day_on(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    ways = [url(told, step) for step in ("vote", "outcome", "lapse")]
    page, early = desk.get(f"/motions/{told.motion.number}").text, desk.get(url(told, "lapse")).text
    assert [way for way in ways if f'"{way}"' in page] == []
    assert "From 30 November 2026" in page
    assert "The meeting is on 30 November 2026" in early
    assert "Yes, it lapsed" not in early
    clock_at("2026-11-30 00:01")
    sign_in(desk, told.people["officer"])
    page = desk.get(f"/motions/{told.motion.number}").text
    assert [way for way in ways if f'"{way}"' in page] == ways
    assert "From 30 November 2026" not in page


def test_a_late_motion_is_returned_only_with_a_reason(told: story.Story, desk: FormClient) -> None:
    late = {**MEETING, "meeting_on-day": "4", "is_in_scope": "yes", "is_lawful": "yes"}
    wrong = desk.post_form(url(told, "check"), late)
    assert wrong.status_code == 422
    assert "1 clear working day" in wrong.text
    assert desk.post_form(url(told, "check"), {**late, "reason": "Too late."}).status_code == 303
    assert told.motion.status is State.RETURNED


def test_standing_orders_are_set(session: Session, desk: FormClient) -> None:
    assert "500" in desk.get("/staff/motions/standing-orders").text
    sent = {"notice_days": "10", "word_limit": "300", "most_drafters": "0", "public_from": "agenda"}
    sent["version"] = str(orders_version(session))
    assert desk.post_form("/staff/motions/standing-orders", {**sent, "word_limit": "1"}).status_code == 422
    assert desk.post_form("/staff/motions/standing-orders", sent).status_code == 303
    orders = standing_orders(session)
    assert (orders.notice_days, orders.word_limit, orders.most_drafters, orders.has_casting_vote) == (10, 300, 0, False)
    assert desk.post_form("/staff/motions/standing-orders", sent).status_code == 303
    late = desk.post_form("/staff/motions/standing-orders", {**sent, "word_limit": "400"})
    assert late.status_code == 409
    assert all(f">{limit}</p>" in late.text for limit in (300, 400))
    assert standing_orders(session) == orders
    again = {**sent, "word_limit": "400", "version": str(orders_version(session))}
    assert desk.post_form("/staff/motions/standing-orders", again).status_code == 303


def test_a_motion_is_attached_to_a_consultation(session: Session, told: story.Story, desk: FormClient) -> None:
    activity = make_activity(session, make_consultation(session), "motion")
    page = f"/staff/motions/activities/{activity.id}"
    for _ in range(2):
        assert desk.post_form(page, {"motion_id": told.motion.id}).status_code == 303
    assert told.motion.activity_id == activity.id
    assert desk.post_form(url(told, "detach")).status_code == 303
    assert told.motion.activity_id is None


@pytest.mark.parametrize("part", ["proposer", "seconder", "drafter", "other"])
def test_councillors_do_not_do_the_officers_work(
    told: story.Story, client: FormClient, sign_in: SignIn, part: str
) -> None:
    sign_in(client, told.people[part])
    checked = {**MEETING, "is_in_scope": "yes", "is_lawful": "yes"}
    assert client.post_form(url(told, "check"), checked).status_code == 403
    for path in ("agenda", "vote", "outcome", "lapse", "actions/new"):
        assert client.post_form(url(told, path)).status_code == 403, path
    assert client.get("/staff/motions/").status_code == 403
    assert told.motion.status is State.SUBMITTED


def test_an_officer_cannot_see_a_private_draft(session: Session, told: story.Story, desk: FormClient) -> None:
    draft = story.begin(session, title="Private")
    assert desk.get(f"/staff/motions/{draft.motion.id}/check").status_code == 404
    assert "Private" not in desk.get("/staff/motions/").text


@pytest.fixture
def after_meeting(told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]) -> FormClient:
    """A browser in which the officer is signed in, the day after the meeting."""
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    return desk


TOTALS = {"against_count": "0", "abstain_count": "0", "casting_vote": "none", "chair_id": ""}


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
