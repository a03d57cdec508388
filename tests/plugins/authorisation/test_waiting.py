"""A case waits for those who may decide on it, and for its applicant when it is returned."""

from plugins.authorisation.lifecycle import State
from plugins.authorisation.waiting import waiting
from tests.plugins.authorisation.conftest import Desk


def test_a_case_waits_for_others_than_its_applicant(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    named = f"{case.number}, Operation Example"
    assert [item.text for item in waiting(desk.session, desk.superintendent)] == [
        f"Weigh the views on case {named}, and record your decision"
    ]
    assert waiting(desk.session, desk.applicant) == []
    assert waiting(desk.session, desk.evidence.officer) == ()
    desk.move(case, State.RETURNED, desk.superintendent)
    assert waiting(desk.session, desk.superintendent) == []
    assert [item.text for item in waiting(desk.session, desk.applicant)] == [
        f"Change case {named}, which was returned to you"
    ]


def test_an_urgent_authority_waits_to_be_ratified_by_its_deadline(desk: Desk) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    (item,) = waiting(desk.session, desk.superintendent)
    assert item.text.startswith(f"Ratify the urgent authority in case {case.number}, Operation Example by ")
