"""A view is considered with a reason, as a version of its own, and only where the case must consider it."""

import pytest

from consult.citations.queries import reference_to
from consult.contract.references import Reference
from consult.kernel.errors import ChangedMeanwhile, Invalid, NotFound
from plugins.authorisation.considerations import consider
from plugins.authorisation.views_about import find_view
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk

GIVEN = {"weighed": "The hours.", "outcome": "changed", "reason": "They are shorter."}


@pytest.mark.parametrize("name", list(GIVEN))
def test_what_is_missing_is_asked_for_and_nothing_is_kept(desk: Desk, name: str) -> None:
    evidence, case = desk.evidence.brought_to(Status.ACCEPTED), desk.opened()
    with pytest.raises(Invalid) as refused:
        consider(
            desk.session, desk.superintendent, case, reference_to(evidence.submission), **{**GIVEN, name: " "}, seen=0
        )
    assert list(refused.value.fields) == [name]
    assert case.considerations == []


def test_of_two_tabs_the_second_reads_what_the_first_kept(desk: Desk) -> None:
    evidence, case = desk.evidence.brought_to(Status.ACCEPTED), desk.opened()
    view = reference_to(evidence.submission)
    consider(desk.session, desk.superintendent, case, view, **GIVEN, seen=0)
    with pytest.raises(ChangedMeanwhile):
        consider(desk.session, desk.inspector, case, view, **{**GIVEN, "reason": "Others."}, seen=0)
    consider(desk.session, desk.inspector, case, view, **{**GIVEN, "reason": "Others."}, seen=1)
    assert [(made.number, made.reason) for made in case.considerations] == [(1, "They are shorter."), (2, "Others.")]
    assert case.considerations[1].post == "Inspector, North East"


def test_what_the_case_must_not_consider_is_not_there(desk: Desk) -> None:
    case = desk.opened()
    with pytest.raises(NotFound):
        find_view(desk.session, case, Reference("submission", 999))
