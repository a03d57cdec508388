"""A change is settled once, and only for a reason."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from plugins.register.models import Change
from plugins.register.settling import settle
from tests.plugins.register.conftest import STRATFORD, taken
from tests.plugins.register.test_revisions import REVISED


def test_what_follows_is_done_once_for_each_change(session: Session) -> None:
    taken(session, STRATFORD)
    taken(session, REVISED)
    (change,) = session.scalars(select(Change))
    followed: list[Change] = []
    with pytest.raises(Invalid):
        settle(session, SYSTEM, [change], is_confirmed=True, reason="", follow=followed.append)
    numbers = [
        settle(session, SYSTEM, [change], is_confirmed=False, reason="The old file", follow=followed.append)
        for _again in range(2)
    ]
    assert (numbers, followed, change.reason) == ([1, 0], [change], "The old file")
