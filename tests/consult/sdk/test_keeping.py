"""Plugins reach the guard of kept rows under one name."""

from consult.kernel import permanence
from consult.sdk import keeping


def test_plugins_keep_rows_as_the_core_does() -> None:
    assert keeping.keep_rows is permanence.keep_rows
