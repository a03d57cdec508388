"""The pages of a vote are the same for a motion, an amendment and a closure, each with its own addresses."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from plugins.motion.recording_views import places_of
from plugins.motion.services.questions import Put
from plugins.motion.voting_rules import Closure
from tests.plugins.motion import debate, story


def test_each_question_has_its_own_heading_and_pages(
    application: Flask, session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    amendment = debate.in_order(told, "Mend the lamps.")
    puts = [Put(told.motion), Put(told.motion, amendment), Put(told.motion, closure=Closure.PUT_NOW)]
    with application.test_request_context():
        found = [places_of(put) for put in puts]
    assert len({places.caption for places in found}) == len({places.by_name for places in found}) == 3
    assert all(str(told.motion.public_title) in places.caption for places in found)
    assert all(places.from_list == f"{places.by_name}/list" for places in found)
