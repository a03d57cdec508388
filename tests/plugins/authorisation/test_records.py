"""What is written in a case can be taken out by staff, and is found with the consultation it stands on."""

from consult.kernel.authz import Role
from consult.records.redactions import take_down
from plugins.authorisation.records import CONSIDERATION, PARAGRAPH, RECORDS
from plugins.impact.procedure import Status
from tests.factories import make_actor
from tests.plugins.authorisation.conftest import Desk


def test_words_are_taken_out_of_what_the_database_keeps(desk: Desk) -> None:
    desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.opened()
    desk.consider_all(case)
    (made,) = case.considerations
    take_down(desk.session, make_actor(desk.session, Role.OFFICER), CONSIDERATION, made, "weighed", code="third_party")
    assert "market" not in made.weighed


def test_rows_are_found_by_the_consultation(desk: Desk) -> None:
    case, number = desk.opened(), desk.evidence.consultation.id
    rows = desk.session.scalars(PARAGRAPH.rows(desk.session, number)).all()
    assert set(rows) == set(case.paragraphs)
    assert PARAGRAPH.consultation_id(desk.session, case.paragraphs[0]) == number
    assert PARAGRAPH.page(case.paragraphs[0]) == ("authorisation.case", {"number": case.number})
    assert {record.name(case.paragraphs[0]) for record in RECORDS} == {f"of case {case.number}"}
