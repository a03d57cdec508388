"""Plugins reach references under one name."""

from consult.sdk import references


def test_every_name_is_there() -> None:
    assert all(hasattr(references, name) for name in references.__all__)
