"""A voice is named as the public may call it."""

from consult.citations.queries import links
from consult.contract.references import Reference
from tests.plugins.impact.engagement.conftest import Log


def test_a_body_that_is_not_named_is_called_by_its_kind(log: Log) -> None:
    voice = log.heard(log.held(), log.contact())
    reference = Reference("impact_voice", voice.id)
    assert links(log.session, log.desk.author, [reference])[reference].title == "Stratford Mosque at “Ward panel”"
    voice.is_named = False
    log.session.flush()
    assert links(log.session, log.desk.author, [reference])[reference].title == "Faith group at “Ward panel”"
