"""Facts carry plain values, and know who listens."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy.orm import Session

from consult.kernel.events import Event, Subscriber, all_events, on


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    name: ClassVar[str] = "kitchen.kettle_boiled"
    sentence: ClassVar[str] = "{actor} boiled {cups} cups"

    cups: int
    colours: tuple[str, ...] = ()


class AboutKettle(Event):
    """What events of one feature have in common is no event."""


@dataclass(frozen=True, kw_only=True)
class KettleEmptied(AboutKettle):
    name: ClassVar[str] = "kitchen.kettle_emptied"
    sentence: ClassVar[str] = "{actor} emptied the kettle"


def test_every_event_that_a_module_defines_is_found_and_what_they_derive_from_is_not() -> None:
    own = [event for event in all_events() if event.__module__ == __name__]
    assert own == [KettleBoiled, KettleEmptied]


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
