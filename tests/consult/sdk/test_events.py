"""Plugins reach the events of the core under one name."""

from consult.sdk import events


def test_every_name_is_there() -> None:
    assert all(hasattr(events, name) for name in events.__all__)
