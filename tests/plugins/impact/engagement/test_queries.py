"""Finding contacts, engagements and voices."""

import pytest

from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import NotFound
from plugins.impact.engagement import queries
from tests.plugins.impact.engagement.conftest import Log


def test_what_is_not_there_is_not_found(log: Log) -> None:
    contact, engagement = log.contact(), log.held()
    voice = log.heard(engagement, contact)
    assert queries.find_contact(log.session, contact.id) is contact
    assert queries.find_engagement(log.session, engagement.id) is engagement
    assert queries.find_voice(log.session, voice.id) is voice
    for find in (queries.find_contact, queries.find_engagement, queries.find_voice):
        with pytest.raises(NotFound):
            find(log.session, 999)
    assert log.session.scalars(queries.voices_visible_to(ANONYMOUS)).all() == []
    assert log.session.scalars(queries.voices_visible_to(log.desk.author)).all() == [voice]
