"""Decisions and considerations of few words are found, and an applicant who weighs the views on their own case."""

from plugins.authorisation.lifecycle import State
from plugins.authorisation.scrutiny import THIN_RECORDS
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk
from tests.support.scrutiny import titles_found

LONG = "The hours end before the market opens, as the traders asked for."


def test_a_short_decision_and_views_weighed_by_the_applicant_are_found(desk: Desk) -> None:
    desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case, desk.applicant)
    weighed = [f"Case {case.number}, how view {made.id} was weighed" for made in case.considerations]
    assert titles_found(desk.session, THIN_RECORDS) == {"short_consideration": weighed, "by_applicant": weighed}
    desk.move(case, State.AUTHORISED, desk.superintendent, reason=LONG, necessity=LONG, proportionality=LONG)
    assert "short_reason" not in titles_found(desk.session, THIN_RECORDS)
    urgent = desk.brought_to(State.REVIEW)
    desk.move(urgent, State.URGENT, desk.inspector)
    found = titles_found(desk.session, THIN_RECORDS)
    assert (found["urgent"], found["short_reason"]) == ([f"Case {urgent.number}"], [f"Case {urgent.number}"])


def test_one_reason_for_three_views_is_found(desk: Desk) -> None:
    for _ in range(3):
        desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    assert len(titles_found(desk.session, THIN_RECORDS)["same_consideration"]) == len(case.considerations) == 3
