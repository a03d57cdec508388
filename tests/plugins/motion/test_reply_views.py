"""The officers' pages for replies and reports, and what everybody reads of them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.files.models import FileState, StoredFile
from plugins.motion.correspondence import CouncilReport, FiledReply
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.resolutions import move_action
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import DAY, letter
from tests.support.documents import small_pdf
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]
RECEIVED = {"received_on-day": "1", "received_on-month": "12", "received_on-year": "2026"}
REPLY = {"said_by": "Home Office", "says": "partly", "summary": "It agrees <i>in part.", "number": "1", **RECEIVED}


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with an action whose letter is sent."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    action = letter(made)
    move_action(session, made.officer, action, to=ActionState.SENT, happened_on=DAY, note="", version=1)
    return made


def test_a_reply_is_filed_published_taken_back_and_found_to_be_none(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    assert told.motion.resolution is not None
    action = told.motion.resolution.actions[0].id
    page = f"/staff/motions/actions/{action}/replies/new"
    sign_in(client, told.people["officer"])
    assert 'value="Home Office"' in client.get(page).text
    assert client.post_form(page, {**REPLY, "publication": "withheld"}).status_code == 422
    unsaid = {**REPLY, "file": (io.BytesIO(small_pdf()), "reply.pdf")}
    assert client.post_form(page, unsaid).status_code == 422
    sent = {**REPLY, "publication": "whole", "file": (io.BytesIO(small_pdf()), "reply.pdf")}
    assert client.post_form(page, sent).status_code == 303
    reply = session.scalars(select(FiledReply)).unique().one()
    session.execute(update(StoredFile).values(state=FileState.CLEANED))
    address = f"/motions/{told.motion.number}"
    client.post_form("/sign-out")
    public = client.get(address).text
    assert "It agrees &lt;i&gt;in part." in public
    assert "Came on 1 December 2026." in public
    assert "reply.pdf" in public
    assert f"/staff/motions/replies/{reply.id}" not in public
    sign_in(client, told.people["officer"])
    change = f"/staff/motions/replies/{reply.id}"
    assert 'value="whole" checked' in client.get(change).text
    held = {"publication": "withheld", "publication_reason": "It names a child", "version": str(reply.version)}
    assert client.post_form(change, held).status_code == 303
    assert "The document is not published: It names a child" in client.get(address).text
    assert client.post_form(change, {**held, "publication": "whole"}).status_code == 409
    void = f"/staff/motions/replies/{reply.id}/void"
    assert client.post_form(void, {"reason": "", "version": str(reply.version)}).status_code == 422
    assert client.post_form(void, {"reason": "Wrong action", "version": str(reply.version)}).status_code == 303
    assert "This turned out to be no reply (1 December 2026): Wrong action" in client.get(address).text


def test_what_the_council_is_told_stands_with_the_action(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    assert told.motion.resolution is not None
    page = f"/staff/motions/actions/{told.motion.resolution.actions[0].id}/reports/new"
    sign_in(client, told.people["officer"])
    meeting = {"meeting_on-day": "1", "meeting_on-month": "3", "meeting_on-year": "2027"}
    assert client.post_form(page, {**meeting, "text": ""}).status_code == 422
    assert client.post_form(page, {**meeting, "text": "It was sent."}).status_code == 303
    assert session.scalars(select(CouncilReport)).one().text == "It was sent."
    client.post_form("/sign-out")
    public = client.get("/motions/resolutions/R2026-001").text
    assert "Report to the meeting of 1 March 2027" in public
    assert client.get(page).status_code != 200
