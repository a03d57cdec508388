"""The menu on every page, without asking each time how much waits for whoever looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from flask import g

from consult.contract.registry import Registry
from consult.kernel.authz import Actor
from consult.web import navigation


@contextmanager
def counted_once() -> Iterator[None]:
    """Count what waits for somebody once while the block runs, in which every request is taken back.

    The number is the same on every page then, and to count it was a third of what the pages of an officer cost.
    """
    count, counted = navigation.number_waiting, dict[tuple[int | None, bool], int]()

    def remembered(registry: Registry, who: Actor) -> int:
        asked = who.person_id, "is_error_page" in g
        if asked not in counted:
            counted[asked] = count(registry, who)
        return counted[asked]

    with patch.object(navigation, "number_waiting", remembered):
        yield
