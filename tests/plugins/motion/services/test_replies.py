"""Replies, what is published of them, and reports to the council."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.files.models import FileState, StoredFile
from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from plugins.motion.actions import Action, Reply
from plugins.motion.correspondence import CouncilReport, FiledReply, Publication
from plugins.motion.lifecycle import ActionState
from plugins.motion.reply_queries import may_read_file
from plugins.motion.services.replies import (
    ReplyFacts,
    change_publication,
    file_reply,
    report_to_council,
    void_reply,
)
from plugins.motion.services.resolutions import move_action
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import DAY, letter
from tests.support.documents import small_pdf

FACTS = ReplyFacts(
    said_by="Home Office",
    dated_on=date(2026, 11, 30),
    received_on=DAY,
    says=Reply.PARTLY,
    summary="It agrees in part.",
    publication=Publication.WHOLE,
    publication_reason="",
)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


@pytest.fixture
def sent(told: story.Story) -> Action:
    """An action whose letter is sent."""
    action = letter(told)
    move_action(told.session, told.officer, action, to=ActionState.SENT, happened_on=DAY, note="", version=1)
    return action


def pdf(name: str = "reply.pdf") -> tuple[str, io.BytesIO]:
    return name, io.BytesIO(small_pdf())


def test_a_reply_is_filed_once_and_answers_its_action(told: story.Story, sent: Action) -> None:
    first = file_reply(told.session, told.officer, sent, FACTS, number=1, file=pdf())
    assert file_reply(told.session, told.officer, sent, FACTS, number=1, file=pdf()) is first
    assert len(told.session.scalars(select(StoredFile)).all()) == 1
    with pytest.raises(SavedOtherwise):
        file_reply(told.session, told.officer, sent, replace(FACTS, says=Reply.REFUSED), number=1)
    assert (sent.status, sent.changes[-1].reply) == (ActionState.REPLIED, Reply.PARTLY)
    assert sent.changes[-1].note == ""


def test_a_second_and_a_late_reply_are_filed_and_change_no_state(told: story.Story, sent: Action) -> None:
    file_reply(told.session, told.officer, sent, FACTS, number=1)
    second = file_reply(told.session, told.officer, sent, replace(FACTS, summary="More."), number=2)
    assert second.number == 2
    move_action(
        told.session, told.officer, sent, to=ActionState.CLOSED, happened_on=DAY, note="Done", version=sent.version
    )
    file_reply(told.session, told.officer, sent, replace(FACTS, summary="Late."), number=3)
    assert sent.status is ActionState.CLOSED


def test_nothing_replies_to_what_was_not_sent(told: story.Story) -> None:
    with pytest.raises(Conflict, match="cannot become"):
        file_reply(told.session, told.officer, letter(told), FACTS, number=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"said_by": " "}, "said_by"),
        ({"summary": ""}, "summary"),
        ({"received_on": date(2026, 12, 2)}, "received_on"),
        ({"dated_on": date(2026, 12, 2)}, "dated_on"),
        ({"publication": Publication.WITHHELD}, "publication_reason"),
        ({"publication": Publication.REDACTED, "publication_reason": "Names"}, "copy"),
    ],
)
def test_what_a_reply_lacks_is_said_beside_it(
    told: story.Story, sent: Action, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        file_reply(told.session, told.officer, sent, replace(FACTS, **change), number=1)
    assert field in refused.value.fields


def clean(session: Session) -> None:
    session.execute(update(StoredFile).values(state=FileState.CLEANED))
    session.expire_all()


def readable(session: Session, reply: FiledReply, actor: Any) -> list[bool]:
    files = [reply.file_id, reply.copy_id]
    return [may_read_file(session, number, actor) for number in files if number is not None]


def test_the_public_fetches_the_copy_and_officers_both(told: story.Story, sent: Action) -> None:
    facts = replace(FACTS, publication=Publication.REDACTED, publication_reason="Names of staff")
    reply = file_reply(told.session, told.officer, sent, facts, number=1, file=pdf(), copy=pdf("copy.pdf"))
    clean(told.session)
    assert readable(told.session, reply, ANONYMOUS) == [False, True]
    assert readable(told.session, reply, told.officer) == [True, True]
    assert readable(told.session, reply, told.other) == [False, True]
    told.motion.public_at = None
    assert readable(told.session, reply, ANONYMOUS) == [False, False]


def test_a_copy_that_is_taken_back_is_deleted_and_the_reason_is_public(told: story.Story, sent: Action) -> None:
    facts = replace(FACTS, publication=Publication.REDACTED, publication_reason="Names of staff")
    reply = file_reply(told.session, told.officer, sent, facts, number=1, file=pdf(), copy=pdf("copy.pdf"))
    given: dict[str, Any] = {
        "publication": Publication.WITHHELD,
        "reason": "It names a child",
        "version": reply.version,
    }
    change_publication(told.session, told.officer, reply, **given)
    assert (reply.copy_id, reply.public_file) == (None, None)
    assert readable(told.session, reply, ANONYMOUS) == [False]
    assert len(told.session.scalars(select(StoredFile)).all()) == 1
    with pytest.raises(ChangedMeanwhile):
        change_publication(told.session, told.officer, reply, publication=Publication.WHOLE, reason="", version=1)


def test_a_refused_file_is_replaced_and_one_that_is_there_is_not(told: story.Story, sent: Action) -> None:
    reply = file_reply(told.session, told.officer, sent, FACTS, number=1, file=pdf())
    same: dict[str, Any] = {"publication": Publication.WHOLE, "reason": "", "file": pdf("again.pdf")}
    with pytest.raises(Invalid, match="has a document"):
        change_publication(told.session, told.officer, reply, **same, version=reply.version)
    told.session.execute(update(StoredFile).values(state=FileState.REFUSED, refusal="Broken"))
    told.session.expire_all()
    change_publication(told.session, told.officer, reply, **{**same, "file": pdf("again.pdf")}, version=reply.version)
    assert reply.file is not None
    assert reply.file.name == "again.pdf"


def test_what_was_no_reply_stays_in_the_record_and_the_action_waits_again(told: story.Story, sent: Action) -> None:
    reply = file_reply(told.session, told.officer, sent, FACTS, number=1, file=pdf())
    version = reply.version
    for _ in range(2):
        void_reply(told.session, told.officer, reply, reason="Another action", version=version)
    assert (sent.status, reply.is_void) == (ActionState.SENT, True)
    assert [change.to_state for change in sent.changes] == ["sent", "replied", "sent"]
    assert readable(told.session, reply, ANONYMOUS) == [False]
    with pytest.raises(SavedOtherwise):
        void_reply(told.session, told.officer, reply, reason="Something else", version=reply.version)
    with pytest.raises(Conflict, match="no reply"):
        change_publication(
            told.session, told.officer, reply, publication=Publication.WHOLE, reason="", version=reply.version
        )


def test_the_action_stays_answered_by_another_reply(told: story.Story, sent: Action) -> None:
    first = file_reply(told.session, told.officer, sent, FACTS, number=1)
    file_reply(told.session, told.officer, sent, replace(FACTS, summary="More."), number=2)
    void_reply(told.session, told.officer, first, reason="Twice", version=first.version)
    assert sent.status is ActionState.REPLIED


def test_the_council_is_told_once_for_each_meeting(told: story.Story, sent: Action) -> None:
    given: dict[str, Any] = {"meeting_on": date(2027, 3, 1), "text": "It was sent."}
    report = report_to_council(told.session, told.officer, sent, **given)
    assert report_to_council(told.session, told.officer, sent, **given) is report
    with pytest.raises(SavedOtherwise):
        report_to_council(told.session, told.officer, sent, **{**given, "text": "It was not."})
    with pytest.raises(Invalid):
        report_to_council(told.session, told.officer, sent, meeting_on=date(2026, 1, 1), text="Early")


def test_replies_and_reports_stay(told: story.Story, sent: Action) -> None:
    file_reply(told.session, told.officer, sent, FACTS, number=1)
    report_to_council(told.session, told.officer, sent, meeting_on=date(2027, 3, 1), text="It was sent.")
    for change in (update(FiledReply).values(summary="x"), update(CouncilReport).values(text="x")):
        with pytest.raises(DBAPIError, match="part of the permanent record"), told.session.begin_nested():
            told.session.execute(change)
