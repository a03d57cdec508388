"""A point of an issue with what is said to it, and the advice on the issue that was asked for and given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from consult.decisions.advice import Asked, ask_for_advice, give_advice
from consult.decisions.models import Expertise, Issue
from tests.architecture.placed_points import place_point
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World

DESK = {"officer", "officer_other", "auditor", "administrator"}


def fill_issue(world: World, issue: Issue) -> None:
    """Put a point into an issue, ask two officers for advice, and let one give it."""
    officer, other = world.actor("officer"), world.actor("officer_other")
    point = place_point(world.session, officer, issue, f"{world.secret('supplement', DESK)} {XSS}")
    question = f"{world.secret('advice-question', DESK)} {XSS}"
    by = date(2099, 1, 16)
    waiting, given = (
        ask_for_advice(world.session, officer, issue, Asked(number, Expertise.LAWYER, question, by, passage_id, None))
        for number, passage_id in ((other.person_id or 0, point), (officer.person_id or 0, None))
    )
    give_advice(world.session, officer, given, f"{world.secret('advice', DESK)} {XSS}", given.version)
    world.places.update(placed_point=point, advice=waiting.id, given_advice=given.id)
