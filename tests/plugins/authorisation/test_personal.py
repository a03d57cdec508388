"""Who acted in a case is handed over as what they did, and stays on the record."""

from plugins.authorisation.personal import PERSONAL_DATA
from tests.plugins.authorisation.conftest import Desk


def test_what_somebody_did_is_handed_over(desk: Desk) -> None:
    case = desk.opened()
    found = PERSONAL_DATA[0].collect(desk.session, desk.applicant_person.id)
    assert found["authorisation_case.applicant_id"] == [case.id]
    assert "authorisation_paragraph.saved_by_id" in found
