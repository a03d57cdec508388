"""The officers' pages up to the vote."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Choice
from tests.factories import make_activity, make_consultation
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


def test_the_officer_takes_a_motion_from_the_check_to_the_agenda_and_no_further_before_the_meeting(
    told: story.Story, desk: FormClient
) -> None:
    assert str(told.motion.number) in desk.get("/staff/motions/").text
    assert "19 clear working days" in desk.get(url(told, "check")).text
    assert desk.post_form(url(told, "check"), MEETING).status_code == 422
    checked = {**MEETING, "is_in_scope": "yes", "is_lawful": "yes", "earlier": "no"}
    assert [desk.post_form(url(told, "check"), checked).status_code for _ in range(2)] == [303, 303]
    assert told.motion.status is State.VALID
    placed = {**MEETING, "item": "7"}
    assert [desk.post_form(url(told, "agenda"), placed).status_code for _ in range(2)] == [303, 303]
    ids = told.term_ids()
    votes = {f"vote_{person_id}": choice for person_id, choice in zip(ids, Choice, strict=False)}
    assert len(votes) == 4
    totals = {
        "for_count": "1",
        "against_count": "1",
        "abstain_count": "1",
        "threshold": "simple",
        "casting_vote": "for",
        "chair_id": ids[0],
    }
    early = desk.post_form(url(told, "vote"), {**votes, **totals})
    assert early.status_code == 422
    assert "not been held" in early.text


def test_an_outcome_without_names_and_a_lapse_are_recorded(
    told: story.Story, desk: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    told.check()
    desk.post_form(url(told, "agenda"), MEETING)
    assert desk.post_form(url(told, "lapse")).status_code == 409
    clock_at(story.AFTER_MEETING)
    sign_in(desk, told.people["officer"])
    assert "Yes, it lapsed" in desk.get(url(told, "lapse")).text
    wrong = {"threshold": "simple", "outcome": "lost", "for_count": "9", "against_count": "1"}
    assert desk.post_form(url(told, "outcome"), wrong).status_code == 422
    assert (
        desk.post_form(
            url(told, "outcome"), {"threshold": "simple", "outcome": "lost", "note": "Show of hands"}
        ).status_code
        == 303
    )
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
    story.call(told.session, date(2026, 11, 4))
    late = {"meeting_on": "2026-11-04", "is_in_scope": "yes", "is_lawful": "yes", "earlier": "no"}
    wrong = desk.post_form(url(told, "check"), late)
    assert wrong.status_code == 422
    assert "1 clear working day" in wrong.text
    assert desk.post_form(url(told, "check"), {**late, "reason": "Too late."}).status_code == 303
    assert told.motion.status is State.RETURNED


def test_standing_orders_are_set(session: Session, desk: FormClient) -> None:
    assert "500" in desk.get("/staff/motions/standing-orders").text
    sent = {"notice_days": "10", "cut_off_hour": "12", "word_limit": "300", "motions_per_group": "0"}
    sent |= {"most_drafters": "0", "quorum_parts": "4", "public_from": "agenda"}
    sent |= {"version": str(orders_version(session)), "repeat_months": "6", "repeat_signatures": "12"}
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
    checked = {**MEETING, "is_in_scope": "yes", "is_lawful": "yes", "earlier": "no"}
    assert client.post_form(url(told, "check"), checked).status_code == 403
    for path in ("agenda", "vote", "outcome", "lapse", "actions/new"):
        assert client.post_form(url(told, path)).status_code == 403, path
    assert client.get("/staff/motions/").status_code == 403
    assert told.motion.status is State.SUBMITTED


def test_an_officer_cannot_see_a_private_draft(session: Session, told: story.Story, desk: FormClient) -> None:
    draft = story.begin(session, title="Private")
    assert desk.get(f"/staff/motions/{draft.motion.id}/check").status_code == 404
    assert "Private" not in desk.get("/staff/motions/").text
