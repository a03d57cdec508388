"""The address of a contact is handed over and taken out by itself."""

from plugins.impact.engagement.personal import collect_contacts, erase_contacts
from tests.plugins.impact.engagement.conftest import Log


def test_a_contact_is_found_and_erased_by_its_address_and_the_body_stays(log: Log) -> None:
    contact = log.contact()
    found = collect_contacts(log.session, "STRATFORD@example.org")
    assert found["contacts of bodies"][0]["name"] == "The secretary"
    assert erase_contacts(log.session, "stratford@example.org") == 1
    assert (contact.name, contact.contact_name, contact.email) == ("Stratford Mosque", "", "")
    assert collect_contacts(log.session, "stratford@example.org") == {}
