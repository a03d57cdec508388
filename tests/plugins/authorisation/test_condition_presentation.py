"""Conditions are read with what was found last, the rest below it, and whether use was asked to be suspended."""

from datetime import date

from consult.contract.references import Reference
from consult.kernel.authz import ANONYMOUS
from plugins.authorisation.condition_models import Status
from plugins.authorisation.condition_presentation import about_rows, evidence_of, place_of, request_of, shown_lists
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note


def test_the_newest_finding_stands_first_and_none_is_left_out(desk: Desk) -> None:
    found = make_list(desk.session)
    condition, other = make_condition(desk.session, found), make_condition(desk.session, found, "Signs.")
    for status in (Status.REFUSED, Status.PARTLY, Status.MET):
        note(desk.session, condition, status)
    (shown,) = shown_lists(desk.session, ANONYMOUS, [found])
    first, second = shown.conditions
    assert first.newest is not None
    assert [first.newest.row.status, *(before.row.status for before in first.earlier)] == ["met", "partly", "refused"]
    assert (second.newest, second.text.value("text")) == (None, "Signs.")
    assert not shown.is_met
    note(desk.session, other, Status.MET)
    assert shown_lists(desk.session, ANONYMOUS, [found])[0].is_met


def test_of_what_they_are_asked(desk: Desk) -> None:
    case = desk.opened()
    assert place_of(make_list(desk.session)) == "Every use in the council’s area"
    assert place_of(make_list(desk.session, ward="Beckton")) == "Every use in the ward Beckton"
    assert place_of(make_list(desk.session, case=case)) == f"Case {case.number}"


def test_suspension_is_a_request_and_a_report_is_marked(desk: Desk) -> None:
    found = make_list(desk.session, asks_suspension=True, is_reported=True)
    assert request_of(found) == "Newham Council asked that use is suspended until all of these are met."
    assert request_of(make_list(desk.session)) == "Newham Council asked for these conditions."
    (shown,) = shown_lists(desk.session, ANONYMOUS, [found])
    assert about_rows(shown)[-1][1] == "Minutes of 16 January 2023 (as reported; the exact words were not found)"


def test_what_a_finding_cites_is_linked(desk: Desk) -> None:
    cited = Reference("consultation", desk.evidence.consultation.id)
    condition = make_condition(desk.session, make_list(desk.session))
    finding = note(desk.session, condition, Status.MET, cited=(cited,), found_on=date(2023, 5, 1))
    (link,) = evidence_of(desk.session, ANONYMOUS, [finding])[finding.id]
    assert link.endpoint == "consultations.show"
