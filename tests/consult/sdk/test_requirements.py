"""Plugins reach requirements under one name."""

from consult.sdk import requirements


def test_every_name_is_there() -> None:
    assert all(hasattr(requirements, name) for name in requirements.__all__)
