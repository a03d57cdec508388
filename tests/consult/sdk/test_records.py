"""Plugins reach records, corrections and redactions under one name."""

from consult.sdk import records


def test_every_name_is_there() -> None:
    assert all(hasattr(records, name) for name in records.__all__)
