"""Plugins reach deadlines under one name."""

from consult.sdk import deadlines


def test_every_name_is_there() -> None:
    assert all(hasattr(deadlines, name) for name in deadlines.__all__)
