"""What is kept is kept by the database: nothing of ours listens to every session, or to every change of a model."""

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Mapper, MapperEvents, Session, SessionEvents

from consult.contract.registry import Registry
from consult.kernel.types import Base


def heard(thing: Any, events: type[Any]) -> list[str]:
    """Return the names of the events of a session or mapper to which something listens."""
    return [name for name in vars(events) if not name.startswith("_") and list(getattr(thing.dispatch, name, ()))]


@pytest.mark.usefixtures("registry")
def test_nothing_listens_to_every_session() -> None:
    assert heard(Session(), SessionEvents) == []


def test_nothing_listens_to_the_changes_of_a_model(registry: Registry) -> None:
    Base.registry.configure()
    assert registry.plugins
    assert {
        mapper.class_.__name__: heard(mapper, MapperEvents)
        for mapper in Base.registry.mappers
        if heard(mapper, MapperEvents)
    } == {}


@pytest.mark.parametrize(
    ("target", "name", "events"), [(Session, "before_flush", SessionEvents), (Mapper, "before_update", MapperEvents)]
)
def test_a_listener_would_be_seen(target: Any, name: str, events: type[Any]) -> None:
    def listener(*_: Any) -> None:
        pass

    event.listen(target, name, listener)
    try:
        assert heard(Session() if target is Session else next(iter(Base.registry.mappers)), events) == [name]
    finally:
        event.remove(target, name, listener)
