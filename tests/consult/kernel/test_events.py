"""Facts carry plain values, and know who listens."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy.orm import Session

from consult.kernel.events import EVENTS, Event, Subscriber, on


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    name: ClassVar[str] = "kitchen.kettle_boiled"
    sentence: ClassVar[str] = "{actor} boiled {cups} cups"

    cups: int
    colours: tuple[str, ...] = ()


KNOWN_BY_NAME = EVENTS.pop(KettleBoiled.name)  # other tests look at all events there are


def test_the_trail_finds_an_event_by_its_name() -> None:
    assert KNOWN_BY_NAME is KettleBoiled


def test_the_facts_are_the_events_own_fields() -> None:
    event = KettleBoiled(consultation_id=3, cups=4, colours=("red",))
    assert event.facts() == {"cups": 4, "colours": ("red",)}


def test_a_fact_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        KettleBoiled(cups=1).cups = 2  # type: ignore[misc]


def test_a_subscriber_names_the_event_and_what_to_do() -> None:
    def handle(session: Session, event: KettleBoiled) -> None:
        pass

    assert on(KettleBoiled, handle) == Subscriber(KettleBoiled, handle)
