"""Plugins reach people in office under one name."""

from consult.sdk import office


def test_every_name_is_there() -> None:
    assert all(hasattr(office, name) for name in office.__all__)
