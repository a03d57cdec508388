"""Accepted evidence has to be considered by name, under the name that its group agreed to."""

import pytest

from consult.citations.queries import reference_to
from consult.contract.references import Reference
from consult.contract.viewpoints_about import viewpoints_about
from plugins.impact import services
from plugins.impact.procedure import PUBLISHED, Status
from tests.plugins.impact.conftest import WAY_TO, Case


@pytest.mark.parametrize("status", list(WAY_TO))
def test_evidence_counts_from_when_it_was_accepted(case: Case, status: Status) -> None:
    evidence = case.brought_to(status)
    found = viewpoints_about(case.session, reference_to(case.consultation))
    expected = [reference_to(evidence.submission)] if status in PUBLISHED else []
    assert [view.reference for view in found] == expected


def test_a_view_is_called_as_its_group_agreed(case: Case) -> None:
    for choice in ("public", "anonymous", "officers_only"):
        case.brought_to(Status.ACCEPTED, publication=choice)
    views = viewpoints_about(case.session, reference_to(case.consultation))
    assert [view.put_by for view in views] == [case.group.name, "A community group", "A community group"]
    assert viewpoints_about(case.session, Reference("activity", case.consultation.id)) == []


def test_a_later_step_of_the_council_changes_no_view(case: Case) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    accepted_at = evidence.steps[-1].at
    with case.after_closing():
        services.consider_evidence(case.session, case.officer, evidence, "some", "Twelve of thirty traders.")
    (view,) = viewpoints_about(case.session, reference_to(case.consultation))
    assert view.changed_at == accepted_at
