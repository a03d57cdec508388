"""What is written in conditions can be taken out by staff."""

from consult.kernel.authz import Role
from consult.records.redactions import take_down
from plugins.authorisation.condition_models import Status
from plugins.authorisation.condition_records import CONDITION_RECORDS, FINDING
from tests.factories import make_actor
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note
from tests.support.web import FormClient


def test_words_are_taken_out_of_what_the_database_keeps(desk: Desk, client: FormClient) -> None:
    found = make_list(desk.session)
    finding = note(desk.session, make_condition(desk.session, found), Status.MET, reason="Mr Example said so.")
    take_down(desk.session, make_actor(desk.session, Role.OFFICER), FINDING, finding, "reason", code="third_party")
    page = client.get(f"/authorisation/conditions/{found.number}").text
    assert "Mr Example" not in page
    assert "Met" in page


def test_every_record_names_its_list(desk: Desk) -> None:
    found = make_list(desk.session)
    condition = make_condition(desk.session, found)
    finding = note(desk.session, condition, Status.MET)
    for record, row in zip(CONDITION_RECORDS, (found, condition, finding), strict=True):
        assert record.name(row) == f"of conditions {found.number}"
        assert record.page(row) == ("authorisation_conditions.page", {"number": found.number})
        assert record.consultation_id(desk.session, row) is None
        assert desk.session.scalars(record.rows(desk.session, 1)).all() == []
