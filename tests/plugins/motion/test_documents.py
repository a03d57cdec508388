"""A motion as one document."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.sdk.publishing import Paragraph, Table, Tracked
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.documents import document_of
from plugins.motion.files import values_of
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.council import enter_past_motion
from plugins.motion.services.replies import file_reply, void_reply
from plugins.motion.services.resolutions import move_action
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_replies import FACTS
from tests.plugins.motion.services.test_resolutions import DAY, letter


def test_it_has_text_changes_amendments_votes_resolution_and_numbered_lines(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    amendment = debate.in_order(told, "Clause of motions.")
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    told.decide()
    document = document_of(session, told.motion, "Newham")
    (change,) = (block for block in document.blocks if isinstance(block, Tracked))
    assert ("removed", "resolves") in change.parts
    assert change.author == "Cllr Di Other"
    tables = {block.title: block for block in document.blocks if isinstance(block, Table)}
    assert tables["Amendments"].rows[0][0] == amendment.number
    assert len(tables["How each councillor voted"].rows) == len(told.roll())
    assert tables["Lines of version 2, by which people refer to it"].rows[-1] == ("3", "Clause of motions.")
    assert Paragraph("1. Clause of motions.") in document.blocks


def test_a_motion_of_the_past_says_what_the_record_knows(session: Session) -> None:
    motion = enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    said = [block.text for block in document_of(session, motion, "Newham").blocks if isinstance(block, Paragraph)]
    assert any("was not found in the public record" in words for words in said)


def test_replies_stand_in_documents_and_values_and_what_was_none_does_not(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    clock_at(story.AFTER_MEETING)
    action = letter(told)
    move_action(session, told.officer, action, to=ActionState.SENT, happened_on=DAY, note="", version=1)
    reply = file_reply(session, told.officer, action, FACTS, number=1)
    assert Paragraph("It agrees in part.") in document_of(session, told.motion, "Newham").blocks
    assert values_of(session, told.motion)["resolution"]["actions"][0]["replies"][0]["says"] == "partly"
    void_reply(session, told.officer, reply, reason="Another action", version=reply.version)
    assert Paragraph("It agrees in part.") not in document_of(session, told.motion, "Newham").blocks
    assert values_of(session, told.motion)["resolution"]["actions"][0]["replies"] == []
