"""The outline numbers itself by where issues stand, and nobody moves what changed meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.decisions import issues
from consult.decisions.models import Issue
from consult.decisions.outline import (
    AFTER,
    BEFORE,
    IN,
    INTO,
    LEVELS,
    OUT,
    UP,
    WAYS,
    Placed,
    in_outline,
    move_issue,
    moved_order,
    outline_of,
    place_issue,
    placed_order,
    seen_as,
)
from consult.kernel.errors import ChangedMeanwhile, Conflict
from tests.consult.decisions.conftest import Case


def numbers(case: Case) -> dict[str, str]:
    """Return the titles of the outline by their numbers in it."""
    return {placed.number: placed.issue.title for placed in outline_of(case.session, case.consultation.id)}


def move(case: Case, issue: Issue, way: str) -> None:
    """Move an issue in the outline as it now stands."""
    seen = seen_as(outline_of(case.session, case.consultation.id))
    move_issue(case.session, case.officer, issue, way, seen=seen)


def test_issues_are_numbered_by_where_they_stand_and_keep_their_own_number(case: Case) -> None:
    cost, mistakes, dark = (case.issue(title) for title in ("Cost", "Mistakes", "In the dark"))
    move(case, dark, IN)
    assert numbers(case) == {"1": "Cost", "2": "Mistakes", "2.1": "In the dark"}
    move(case, mistakes, UP)
    assert numbers(case) == {"1": "Mistakes", "1.1": "In the dark", "2": "Cost"}
    move(case, dark, OUT)
    assert numbers(case) == {"1": "Mistakes", "2": "In the dark", "3": "Cost"}
    assert [issue.number for issue in (cost, mistakes, dark)] == [1, 2, 3]


def test_what_is_below_an_issue_that_leaves_the_list_takes_its_place(case: Case) -> None:
    case.issue("Cost")
    mistakes, dark = case.issue("Mistakes"), case.issue("In the dark")
    case.issue("Last")
    move(case, dark, IN)
    issues.drop_issue(case.session, case.officer, mistakes, "Twice.")
    assert numbers(case) == {"1": "Cost", "2": "In the dark", "3": "Last"}


def test_a_move_in_an_outline_that_changed_meanwhile_shows_both(case: Case) -> None:
    first, second = case.issue("Cost"), case.issue("Mistakes")
    seen = seen_as(outline_of(case.session, case.consultation.id))
    move(case, second, UP)
    with pytest.raises(ChangedMeanwhile) as refused:
        move_issue(case.session, case.officer, first, IN, seen=seen)
    (compared,) = refused.value.compared
    assert compared.saved == "1 Mistakes\n2 Cost"
    assert "Cost" in compared.sent


def test_moving_an_issue_does_not_count_as_a_change_of_its_words(case: Case) -> None:
    first, second = case.issue("Cost"), case.issue("Mistakes")
    versions = (first.version, second.version)
    move(case, second, UP)
    case.session.refresh(first)
    assert (first.version, second.version) == versions


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(sorted(WAYS))), max_size=30))
def test_whatever_is_moved_every_issue_stands_once_and_none_too_deep(steps: list[tuple[int, str]]) -> None:
    listed = [Issue(id=number, number=number, title=str(number), position=number) for number in range(1, 7)]
    outline = in_outline(listed)
    for index, way in steps:
        outline = _move(listed, outline, listed[index], way)
        assert sorted(placed.issue.id for placed in outline) == [1, 2, 3, 4, 5, 6]
        assert max(placed.level for placed in outline) <= LEVELS
        assert len({placed.number for placed in outline}) == 6
        for placed in outline:
            above = placed.number.rpartition(".")[0]
            assert not above or any(known.number == above for known in outline)


def _move(listed: list[Issue], outline: list[Placed], issue: Issue, way: str) -> list[Placed]:
    placed = next(known for known in outline if known.issue.id == issue.id)
    moved = moved_order(outline, placed, way)
    if moved is not None:
        parent_id, order = moved
        for position, number in enumerate(order, 1):
            listed[number - 1].parent_id, listed[number - 1].position = parent_id, position
    return in_outline(listed)


def test_the_first_issue_cannot_go_up(case: Case) -> None:
    first = case.issue()
    with pytest.raises(Conflict):
        move(case, first, UP)


def place(case: Case, issue: Issue, where: str, target: Issue) -> None:
    """Put an issue by another one in the outline as it now stands."""
    seen = seen_as(outline_of(case.session, case.consultation.id))
    place_issue(case.session, case.officer, issue, target, where, seen=seen)


def test_an_issue_is_put_before_into_or_after_any_other(case: Case) -> None:
    cost, mistakes, dark = (case.issue(title) for title in ("Cost", "Mistakes", "In the dark"))
    place(case, dark, BEFORE, cost)
    assert numbers(case) == {"1": "In the dark", "2": "Cost", "3": "Mistakes"}
    place(case, dark, INTO, mistakes)
    assert numbers(case) == {"1": "Cost", "2": "Mistakes", "2.1": "In the dark"}
    place(case, cost, AFTER, dark)
    assert numbers(case) == {"1": "Mistakes", "1.1": "In the dark", "1.2": "Cost"}
    place(case, cost, INTO, mistakes)
    assert numbers(case) == {"1": "Mistakes", "1.1": "In the dark", "1.2": "Cost"}
    for target in (mistakes, dark):
        with pytest.raises(Conflict):
            place(case, mistakes, INTO, target)
    with pytest.raises(ChangedMeanwhile, match="changed the outline"):
        place_issue(case.session, case.officer, cost, dark, BEFORE, seen="0")


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([BEFORE, INTO, AFTER])), min_size=1, max_size=25
    )
)
def test_wherever_issues_are_put_every_one_stands_once_and_none_too_deep(steps: list[tuple[int, int, str]]) -> None:
    known = [Issue(id=number, number=number, title=str(number), position=number) for number in range(1, 8)]
    by_number = {issue.id: issue for issue in known}
    for first, second, where in steps:
        outline = in_outline(known)
        moved = placed_order(outline, outline[first], outline[second], where)
        if moved is None:
            continue
        parent_id, order = moved
        assert len(order) == len(set(order))
        for position, number in enumerate(order, 1):
            by_number[number].parent_id, by_number[number].position = parent_id, position
        after = in_outline(known)
        assert sorted(placed.issue.id for placed in after) == sorted(by_number)
        assert max(placed.level for placed in after) <= LEVELS
