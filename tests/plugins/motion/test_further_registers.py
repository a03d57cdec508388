"""Motions and actions as public registers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.further_registers import ACTIONS, MOTIONS
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    clock_at(story.STARTS)
    begun = story.begin(session)
    begun.carry()
    clock_at(story.AFTER_MEETING)
    letter(begun)
    return begun


def test_motions_and_actions_are_read_as_files_and_feeds(client: FormClient, told: story.Story) -> None:
    (motion,) = json.loads(client.get("/registers/motion.motions/data.json?state=carried").data)
    assert (motion["number"], motion["resolution"]) == (told.motion.number, "R2026-001")
    assert json.loads(client.get("/registers/motion.motions/data.json?state=lost").data) == []
    (action,) = json.loads(client.get("/registers/motion.actions/data.json?resolution=r2026").data)
    assert (action["addressee"], action["standing"]) == ("Home Office", "open")
    assert "Action 1 of resolution R2026-001" in client.get("/registers/motion.actions/feed.atom").text
    assert f"/registers/motion.motions/rows/{told.motion.number}" in client.get("/registers/motion.motions").text


def test_what_is_not_public_has_no_row(session: Session, told: story.Story) -> None:
    told.motion.public_at = None
    session.flush()
    assert [session.scalars(register.rows(session)).all() for register in (MOTIONS, ACTIONS)] == [[], []]
