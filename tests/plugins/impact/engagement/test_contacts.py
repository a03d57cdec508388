"""The list of bodies that can be invited."""

import pytest

from consult.kernel.errors import ChangedMeanwhile, Invalid
from plugins.impact.engagement import services
from plugins.impact.engagement.contacts import ContactFacts, matching, remove_contact, save_contact
from tests.plugins.impact.engagement.conftest import Log


def _facts(name: str = "Stratford Mosque", kind: str = "faith") -> ContactFacts:
    return ContactFacts(name=name, kind=kind, wards=[], characteristics=[], communities=[])


def test_a_name_is_there_once_however_it_is_written(log: Log) -> None:
    log.contact()
    with pytest.raises(Invalid) as refused:
        save_contact(log.session, log.desk.author, None, _facts("stratford MOSQUE"))
    assert list(refused.value.fields) == ["name"]


def test_two_who_change_a_body_at_once_are_shown_both(log: Log) -> None:
    contact = log.contact()
    seen = contact.version
    save_contact(log.session, log.desk.author, contact, _facts(kind="residents"), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        save_contact(log.session, log.desk.signer, contact, _facts(kind="other"), seen=seen)


def test_they_are_found_by_kind_ward_and_characteristic(log: Log) -> None:
    mosque = log.contact(wards=["Plashet"], characteristics=["religion"])
    school = log.contact("School council", "youth", characteristics=["age"])
    both = [mosque, school]
    assert matching(both) == both
    assert matching(both, kind="youth") == [school]
    assert matching(both, ward="Plashet") == [mosque]
    assert matching(both, characteristic="age") == [school]
    assert matching(both, kind="youth", ward="Plashet") == []


def test_what_a_body_said_stays_when_it_is_taken_from_the_list(log: Log) -> None:
    contact, engagement = log.contact(), log.held()
    services.invite_bodies(log.session, log.desk.author, engagement, [contact])
    voice = log.heard(engagement, contact)
    remove_contact(log.session, log.desk.author, contact)
    log.session.expire_all()
    assert (voice.name, voice.contact) == ("Stratford Mosque", None)
    assert engagement.invitations == []
