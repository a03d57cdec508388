"""One person's data in motions."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from plugins.motion.drafting.models import DraftUpdate
from plugins.motion.models import Motion
from plugins.motion.privacy import KEPT, PERSONAL_DATA, collect, erase
from plugins.motion.records import Vote
from plugins.motion.services.clauses import save_clause
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_a_person_gets_drafts_words_votes_and_the_reason_why_some_stay(session: Session, told: story.Story) -> None:
    save_clause(session, told.drafter, told.clauses()[0], text="canary-words", version=told.clauses()[0].version)
    told.carry()
    drafter = collect(session, told.people["drafter"].id)
    assert drafter["what is kept and why"] == KEPT
    assert [item["text"] for item in drafter["words written"]] == ["canary-words"]
    assert drafter["votes"] == [{"motion": "M2026-001", "vote": "for"}]
    assert drafter["motions"][0]["part"] == "co-drafter"
    assert collect(session, told.people["proposer"].id)["agreements to texts"]
    assert "canary-words" not in str(collect(session, told.people["other"].id))


def test_a_draft_of_ones_own_goes_when_the_account_goes(session: Session, told: story.Story) -> None:
    motion = told.motion
    motion.seconder_id, motion.seconder_name = None, ""
    session.delete(motion.drafters[0])
    session.flush()
    session.expire(motion)
    assert erase(session, told.people["proposer"].id) > 0
    assert session.scalar(select(Motion.id)) is None
    assert session.scalar(select(DraftUpdate.seq)) is None


def test_a_shared_draft_stays_with_those_who_write_it_without_the_name(session: Session, told: story.Story) -> None:
    erase(session, told.people["proposer"].id)
    session.expire_all()
    assert (told.motion.proposer_id, told.motion.proposer_name) == (None, "")
    assert told.motion.title == "Stop live facial recognition"
    assert erase(session, told.people["seconder"].id) > 0
    session.expire_all()
    assert told.motion.seconder_name == ""


def test_the_public_record_keeps_names_and_votes(session: Session, told: story.Story) -> None:
    told.carry()
    for part in ("proposer", "seconder", "drafter", "other"):
        erase(session, told.people[part].id)
    session.expire_all()
    assert told.motion.proposer_name == "Cllr Ada Proposer"
    assert {vote.councillor_name for vote in session.scalars(select(Vote))} == {
        told.people[part].name for part in ("proposer", "seconder", "drafter", "other")
    }
    assert told.motion.drafters == []


def test_every_table_that_points_to_a_person_is_declared() -> None:
    declared = {table for data in PERSONAL_DATA for table in data.tables}
    tables = [table for table in Motion.metadata.tables.values() if table.name.split("_")[0] == "motion"]
    pointing = {table.name for table in tables if any(key.column.table.name == "person" for key in table.foreign_keys)}
    assert pointing == declared
