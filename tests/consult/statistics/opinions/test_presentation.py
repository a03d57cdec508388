"""Groups in words and as circles."""

import pytest

from consult.contract.questions import Question
from consult.statistics.opinions.clustering import find_groups
from consult.statistics.opinions.found import Found, Group, State, Votes
from consult.statistics.opinions.presentation import HEIGHT, WIDTH, drawn, in_short, shown_map
from tests.consult.statistics.opinions.conftest import STATEMENTS, planted

ASKED = [Question(key=f"s{place}", kind="likert", label=f"Statement {place}.") for place in range(1, STATEMENTS + 1)]


@pytest.fixture(autouse=True)
def words(session: object) -> None:
    """Speak the council's language."""


def test_groups_are_shown_with_what_sets_them_apart_and_what_they_share() -> None:
    shown = shown_map(find_groups(planted(40, 25, 20, empty=0)), ASKED)
    assert shown.why_none == ""
    assert shown.is_clear
    assert [row[0] for row in shown.sizes] == ["Group A", "Group B", "Group C"]
    assert shown.head == ["Statement", "Group A", "Group B", "Group C"]
    assert "Statement 8." in [row[0] for row in shown.agreed]
    assert "Statement 7." not in [row[0] for row in shown.agreed]
    assert "Statement 6." in [row[0] for row in shown.divided]
    assert len(shown.everything) == STATEMENTS
    assert all(1 <= len(group.rows) <= 5 for group in shown.groups)
    assert ["Responses that count", "85"] in [list(row) for row in shown.figures]
    assert ["Left out", "Nobody"] in [list(row) for row in shown.figures]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.FEW, "at least 20 must have voted on 7 statements or more"),
        (State.SPARSE, "People voted on too few of the statements"),
        (State.ALIKE, "Everybody answered alike"),
        (State.NONE, "No groups of at least 10 people"),
    ],
)
def test_without_groups_it_says_why(state: State, sentence: str) -> None:
    shown = shown_map(Found(state=state, counted=9, people=5, statements=8, density=0.5), ASKED)
    assert sentence in shown.why_none
    assert (shown.circles, shown.sizes, shown.groups, shown.agreed) == ([], [], [], [])
    assert ["Left out", "4, who voted on fewer than 7 statements"] in [list(row) for row in shown.figures]


def test_circles_lie_in_the_picture_as_far_apart_as_groups_are() -> None:
    vote = (Votes(1, 0, 0),)
    first, second, third = drawn([Group(100, -1, 0, vote), Group(25, 3, 0, vote), Group(10, 1, 0.5, vote)])
    assert (first.radius, second.radius, third.radius) == (70, 40, 40)
    assert second.x - third.x == third.x - first.x
    for circle in (first, second, third):
        assert circle.radius <= circle.x <= WIDTH - circle.radius
        assert circle.radius <= circle.y <= HEIGHT - circle.radius
    (alone, _same) = drawn([Group(10, 2, 2, vote), Group(10, 2, 2, vote)])
    assert (alone.x, alone.y) == (WIDTH / 2, HEIGHT / 2)


def test_a_vote_is_told_with_how_many_voted() -> None:
    assert in_short(Votes(30, 5, 5)) == "75% agree, 12% disagree (of 40)"
    assert in_short(Votes(0, 0, 0)) == "Nobody voted"
