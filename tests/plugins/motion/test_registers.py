"""Resolutions are a public register, in the words to which they were corrected."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.records.corrections import correct
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.published import RESOLUTION
from plugins.motion.registers import RESOLUTIONS
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import story
from tests.support.web import FormClient

REGISTER = "/registers/motion.resolutions"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    clock_at(story.STARTS)
    begun = story.begin(session)
    begun.carry()
    clock_at(story.AFTER_MEETING)
    return begun


def test_a_resolution_is_found_by_number_and_leads_to_its_motion(client: FormClient, told: story.Story) -> None:
    resolution = told.motion.resolution
    assert resolution is not None
    page = client.get(f"{REGISTER}?number={resolution.number.lower()}&words=exact").text
    assert "1. Clause of resolves." in page
    assert "1 row found" in page
    assert "0 rows found" in client.get(f"{REGISTER}?words=summary").text
    row = client.get(f"{REGISTER}/rows/{resolution.number}")
    assert f'href="/motions/resolutions/{resolution.number}"' in row.text


def test_a_corrected_summary_is_told_as_corrected(session: Session, told: story.Story) -> None:
    resolution = enter_past_motion(session, told.officer, FACIAL_RECOGNITION).resolution
    assert resolution is not None
    says = "To write to the Mayor of London."
    correct(session, told.officer, RESOLUTION, resolution, "summary", says=says, reason="Misspelt", seen=0)
    (cells,) = RESOLUTIONS.cells(session, [resolution])
    assert (cells["text"], cells["words"]) == ("To write to the Mayor of London.", "summary")
    assert (cells["actions"], cells["open_actions"]) == (4, 4)


def test_a_motion_that_is_not_public_has_no_row(session: Session, told: story.Story) -> None:
    told.motion.public_at = None
    session.flush()
    assert session.scalars(RESOLUTIONS.rows(session)).all() == []
