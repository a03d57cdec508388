"""The database refuses a view that nobody knows, and more residents than people."""

import pytest
from sqlalchemy.exc import IntegrityError

from plugins.impact.engagement import services
from tests.plugins.impact.engagement.conftest import Log


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"view": "cheers"}, "known_view"),
        ({"kind": "magic"}, "known_kind"),
        ({"residents": 9}, "residents_are_present"),
    ],
)
def test_what_cannot_be_is_refused(log: Log, change: dict[str, object], promise: str) -> None:
    voice = log.heard(log.held())
    for name, value in change.items():
        setattr(voice, name, value)
    with pytest.raises(IntegrityError, match=promise):
        log.session.flush()


def test_a_body_of_which_something_is_noted_is_not_silent(log: Log) -> None:
    engagement, contact = log.held(), log.contact()
    services.invite_bodies(log.session, log.desk.author, engagement, [contact])
    assert [invitation.contact for invitation in engagement.silent] == [contact]
    log.heard(engagement, contact)
    assert engagement.silent == []
