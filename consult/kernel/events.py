"""Facts in the past tense: what is recorded in the audit log, and what others may answer to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; its fields are ids, codes and counts, never what somebody wrote.

    `name` is `<feature>.<past tense>`; `sentence` makes the line in the log, with `{actor}` and the fields.
    `is_anonymous` events keep no actor and only the hour, so that the audit log cannot rejoin a person and an answer.
    `schema_version` is the number of the schema: it grows by one whenever a fact is renamed, taken away or changes its
    meaning, so that whoever listens by name is never told something else than they ask for.
    """

    name: ClassVar[str]
    sentence: ClassVar[str]
    is_anonymous: ClassVar[bool] = False
    schema_version: ClassVar[int] = 1

    consultation_id: int | None = None

    def facts(self) -> dict[str, object]:
        """Return the event's own fields as plain values."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name != "consultation_id"}

    @classmethod
    def schema(cls) -> dict[str, str]:
        """Return the names of the event's own facts, each with its type."""
        return {
            item.name: item.type.__name__ if isinstance(item.type, type) else str(item.type)
            for item in fields(cls)
            if item.name != "consultation_id"
        }


def all_events(under: type[Event] = Event) -> Iterator[type[Event]]:
    """Yield every kind of event that any module defines."""
    for event in under.__subclasses__():
        if "name" in vars(event):
            yield event
        yield from all_events(event)


Fact = TypeVar("Fact", bound=Event)


@dataclass(frozen=True)
class Subscriber(Generic[Fact]):
    """A function called in the transaction of the event it listens to."""

    event: type[Fact]
    handle: Callable[[Session, Fact], None]


def on(event: type[Fact], handle: Callable[[Session, Fact], None]) -> Subscriber[Fact]:
    """Answer to an event: `on(ActivityClosed, freeze)`."""
    return Subscriber(event, handle)


@dataclass(frozen=True)
class NamedSubscriber:
    """A function that listens to an event by its published name and version; it is given the facts alone."""

    name: str
    version: int
    handle: Callable[[Session, Mapping[str, Any]], None]

    def hear(self, session: Session, event: Event) -> None:
        """Pass the event's facts on."""
        self.handle(session, {"consultation_id": event.consultation_id, **event.facts()})


def on_named(name: str, version: int, handle: Callable[[Session, Mapping[str, object]], None]) -> NamedSubscriber:
    """Answer to an event of a plugin that one does not import: `on_named("motion.resolution_made", 1, tell_groups)`."""
    return NamedSubscriber(name, version, handle)
