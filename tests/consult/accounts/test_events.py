"""The facts about accounts carry numbers and codes, never a name or an address."""

from dataclasses import fields
from string import Formatter

import pytest

from consult.accounts import events
from consult.kernel.events import Event


@pytest.mark.parametrize("event", events.EVENTS, ids=lambda event: event.name)
def test_every_sentence_can_be_told_from_the_facts(event: type[Event]) -> None:
    known = {field.name for field in fields(event)} | {"actor"}
    assert {name for _, name, _, _ in Formatter().parse(event.sentence) if name} <= known
    assert event.name.startswith("accounts.")
    assert {field.name for field in fields(event)} <= {
        "consultation_id",
        "person_id",
        "organisation_id",
        "role",
        "reason",
        "language",
        "allows",
        "days",
    }
