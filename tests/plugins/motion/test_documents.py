"""A motion as one document."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.sdk.publishing import Paragraph, Table, Tracked
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.documents import document_of
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import debate, story


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
    assert Paragraph("With the change: Clause of motions.") in document.blocks
    tables = {block.title: block for block in document.blocks if isinstance(block, Table)}
    assert tables["Amendments"].rows[0][0] == amendment.number
    assert len(tables["How each councillor voted"].rows) == len(told.roll())
    assert tables["Lines of version 2, by which people refer to it"].rows[-1] == ("3", "Clause of motions.")
    assert Paragraph("1. Clause of motions.") in document.blocks


def test_a_motion_of_the_past_says_what_the_record_knows(session: Session) -> None:
    motion = enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    said = [block.text for block in document_of(session, motion, "Newham").blocks if isinstance(block, Paragraph)]
    assert any("was not found in the public record" in words for words in said)
