"""Who wrote and signed is handed over as what they did in office."""

from plugins.impact.assessments.personal import PERSONAL_DATA
from tests.plugins.impact.assessments.conftest import Desk


def test_what_somebody_wrote_and_signed_is_handed_over(desk: Desk) -> None:
    desk.signed()
    (data,) = PERSONAL_DATA
    written = data.collect(desk.session, desk.author_person.id)
    assert "impact_entry_revision.saved_by_id" in written
    assert list(data.collect(desk.session, desk.signer_person.id)) == ["impact_version.signed_by_id"]
