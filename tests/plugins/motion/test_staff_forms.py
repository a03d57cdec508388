"""What officers enter about motions: the bounds, the sentences, and that a vote is read as it was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from consult.web.forms import Form
from plugins.motion.rules import StandingOrders
from plugins.motion.staff_forms import (
    AttachForm,
    CheckForm,
    StandingOrdersForm,
)
from tests.plugins.motion import story
from tests.support.forms import faults, filled


def day(name: str) -> dict[str, str]:
    """Return the boxes of a day in November 2026."""
    return {f"{name}-day": "30", f"{name}-month": "11", f"{name}-year": "2026"}


def test_the_officer_answers_both_questions_of_law(application: Flask) -> None:
    def offering(**_: Any) -> Form:
        form = CheckForm()
        form.meeting_on.offer([story.NOTICE], nothing="Select a meeting")
        return form

    made: Callable[..., Form] = offering
    chosen = {"meeting_on": "2026-11-30"}
    said = {"is_in_scope": "yes", "is_lawful": "no", "earlier": "no"}
    assert faults(filled(application, made, chosen)).keys() == {"is_in_scope", "is_lawful", "earlier"}
    assert faults(filled(application, made, {**chosen, **said})) == {}
    assert faults(filled(application, made, said)).keys() == {"meeting_on"}
    assert faults(filled(application, made, {**chosen, **said, "earlier": "repeats"})).keys() == {"repeated"}
    rescinds = {**chosen, **said, "earlier": "rescinds", "rescinded": "R2026-001"}
    assert faults(filled(application, made, rescinds)) == {}


@pytest.mark.parametrize(
    ("field", "minimum", "maximum"),
    [
        ("notice_days", 0, 60),
        ("cut_off_hour", 1, 24),
        ("word_limit", 50, 10_000),
        ("quorum_parts", 1, 10),
        ("motions_per_group", 0, 100),
        ("most_drafters", 0, 100),
    ],
)
def test_standing_orders_stay_within_what_a_council_can_mean(
    application: Flask, field: str, minimum: int, maximum: int
) -> None:
    typed = {"notice_days": "5", "cut_off_hour": "12", "word_limit": "300", "motions_per_group": "2"}
    typed |= {
        "most_drafters": "4",
        "quorum_parts": "3",
        "public_from": "agenda",
        "repeat_months": "6",
        "repeat_signatures": "12",
    }
    for number, is_fine in ((minimum - 1, False), (minimum, True), (maximum, True), (maximum + 1, False)):
        assert (faults(filled(application, StandingOrdersForm, {**typed, field: str(number)})) == {}) is is_fine
    assert filled(application, StandingOrdersForm, typed).orders() == StandingOrders(
        notice_days=5,
        cut_off_hour=12,
        word_limit=300,
        motions_per_group=2,
        most_drafters=4,
        has_casting_vote=False,
        quorum_parts=3,
        public_from="agenda",
        is_altered_before=False,
        repeat_months=6,
        repeat_signatures=12,
    )


def test_only_a_motion_that_is_offered_can_be_attached(application: Flask) -> None:
    def offering(**_: Any) -> Form:
        form = AttachForm()
        form.offer([(7, "M2026-001: Lights")])
        return form

    made: Callable[..., Form] = offering
    assert faults(filled(application, made, {"motion_id": "7"})) == {}
    assert faults(filled(application, made, {"motion_id": ""})) == {"motion_id": ["Select a motion"]}
    assert faults(filled(application, made, {"motion_id": "9" * 5_000})) == {
        "motion_id": ["Select from the options shown"]
    }
