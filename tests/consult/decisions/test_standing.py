"""A published version keeps the outline with its answers and points as they stood."""

from random import Random

from consult.decisions.models import Disposition
from consult.decisions.presentation import KeptPoint, WhatChanged, shown_issues
from consult.decisions.standing import issues_as_they_stand, with_numbers_drawn
from tests.consult.decisions.conftest import DETAILS, Case
from tests.consult.decisions.test_points import pointed, put


def test_each_issue_is_kept_with_its_place_its_details_and_its_points(case: Case) -> None:
    issue = case.answered(Disposition.CHANGED)
    sent, (mistake, _cost) = pointed(case)
    put(case, issue, mistake)
    kept = issues_as_they_stand(case.session, case.consultation)
    (shown,) = shown_issues(kept)
    assert (shown.outline, shown.level, shown.cited) == ("1", 1, frozenset({sent.reference}))
    assert shown.points == (KeptPoint(mistake.id, 1, ""),)
    assert shown.changed == WhatChanged(DETAILS.changed_paragraph, "", None)
    assert TEXT_IS_NOT_KEPT not in str(kept)


TEXT_IS_NOT_KEPT = "mistake people"


def test_what_was_kept_before_there_was_an_outline_is_still_shown() -> None:
    old = {
        "number": 3,
        "title": "Cost",
        "detail": "",
        "disposition": "not_changed",
        "reason": "Because.",
        "answered_by": "Cabinet",
        "answered_on": None,
        "cited": [],
    }
    (shown,) = shown_issues({"issues": [old]})
    assert (shown.outline, shown.points, shown.changed) == ("3", (), None)


def test_numbers_of_points_and_responses_are_drawn_fairly_to_multiples_of_5() -> None:
    kept = {"received": 9, "issues": [{"points": [{}] * 7, "cited": ["a"] * 2}]}
    drawn = [with_numbers_drawn(kept, Random(seed))["issues"][0] for seed in range(2_000)]
    assert {issue["told_points"] for issue in drawn} == {5, 10}
    assert {issue["told_cited"] for issue in drawn} == {0, 5}
    assert abs(sum(issue["told_points"] for issue in drawn) / 2_000 - 7) < 0.3
