"""Totals equal names, everywhere and also after a name was corrected."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import Invalid
from consult.records.corrections import correct
from plugins.motion.exports import EXPORTS
from plugins.motion.files import file_of
from plugins.motion.published_votes import DIVISION, VOTE
from plugins.motion.records import Choice
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import story
from tests.plugins.motion.test_exports import table
from tests.support.web import FormClient


def test_after_a_name_is_corrected_page_files_and_exports_count_the_names(
    session: Session, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    clock_at(story.AFTER_MEETING)
    ballot = told.ballot(Choice.FOR, Choice.FOR, Choice.FOR, Choice.AGAINST)
    division = record_named_vote(session, told.officer, told.motion, replace(ballot, at_time="20:15"))
    row = division.votes[2]
    correct(session, told.officer, VOTE, row, "choice", says="abstain", reason="It was misheard", seen=0)
    with pytest.raises(Invalid):
        correct(session, told.officer, DIVISION, division, "for_count", says="9", reason="x", seen=0)
    (exported,) = table(session, "motion.motions")
    assert [exported[f"votes_{choice}"] for choice in Choice] == [2, 1, 1, 0, 0]
    (vote,) = json.loads(file_of(session, told.motion, "json"))["votes"]
    assert (vote["for"], vote["against"], vote["abstain"]) == (2, 1, 1)
    named = [(one["vote"], one["question"], one["vote_number"]) for one in table(session, "motion.votes")]
    assert sorted(named) == sorted((choice, "motion", 1) for choice in ("for", "for", "abstain", "against"))
    page = client.get(f"/motions/{told.motion.number}/files/html").text
    assert "Abstained" in page
    assert {export.name for export in EXPORTS} >= {"motion.votes", "motion.motions"}
