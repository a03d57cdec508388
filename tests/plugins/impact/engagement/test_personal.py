"""The address of a contact is handed over, taken out by itself, and goes when nobody used it for two years."""

from datetime import timedelta

from consult.kernel import clock
from plugins.impact.engagement import services
from plugins.impact.engagement.personal import CONTACTS_KEPT, collect_contacts, erase_contacts, purge_contacts
from tests.plugins.impact.engagement.conftest import Log


def test_a_contact_is_found_and_erased_by_its_address_and_the_body_stays(log: Log) -> None:
    contact = log.contact()
    found = collect_contacts(log.session, "STRATFORD@example.org")
    assert found["contacts of bodies"][0]["name"] == "The secretary"
    assert erase_contacts(log.session, "stratford@example.org") == 1
    assert (contact.name, contact.contact_name, contact.email) == ("Stratford Mosque", "", "")
    assert collect_contacts(log.session, "stratford@example.org") == {}


def test_a_name_and_address_that_nobody_used_for_two_years_go_and_the_body_stays(log: Log) -> None:
    unused, invited = log.contact(), log.contact("Newham Mencap", "disability")
    now = clock.now()
    with clock.set_clock(now + timedelta(days=30)):
        services.invite_bodies(log.session, log.desk.author, log.held(), [invited])
    with clock.set_clock(now + CONTACTS_KEPT - timedelta(days=1)):
        assert purge_contacts(log.session) == 0
    with clock.set_clock(now + CONTACTS_KEPT + timedelta(days=1)):
        assert purge_contacts(log.session) == 1
        assert (unused.name, unused.contact_name, unused.email) == ("Stratford Mosque", "", "")
        assert invited.email == "newham@example.org"
        assert purge_contacts(log.session) == 0
    with clock.set_clock(now + CONTACTS_KEPT + timedelta(days=31)):
        assert purge_contacts(log.session) == 1
