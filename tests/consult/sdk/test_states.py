"""Plugins reach states under one name."""

from consult.sdk import states


def test_every_name_is_there() -> None:
    assert all(hasattr(states, name) for name in states.__all__)
