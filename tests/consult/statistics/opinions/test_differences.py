"""What sets groups apart, what they share, and what divides them."""

import pytest

from consult.statistics.opinions.differences import (
    divided_over,
    others_than,
    said_by_all,
    share,
    with_what_sets_apart,
)
from consult.statistics.opinions.found import Answer, Group, Votes


def group(*votes: Votes) -> Group:
    """Return a group that voted so."""
    return Group(max(each.given for each in votes), 0.0, 0.0, votes)


FIRST = group(Votes(45, 3, 2), Votes(40, 5, 5), Votes(4, 44, 2), Votes(25, 25, 0))
SECOND = group(Votes(38, 1, 1), Votes(3, 35, 2), Votes(2, 36, 2), Votes(20, 20, 0))
THIRD = group(Votes(25, 3, 2), Votes(14, 14, 2), Votes(1, 27, 2), Votes(15, 15, 0))
GROUPS = (FIRST, SECOND, THIRD)


def test_what_most_of_every_group_say_is_shared() -> None:
    assert said_by_all(GROUPS, Answer.AGREE) == [0]
    assert said_by_all(GROUPS, Answer.DISAGREE) == [2]
    assert divided_over(GROUPS) == [1]
    assert said_by_all((), Answer.AGREE) == divided_over(()) == []


def test_an_answer_that_most_of_a_group_gave_more_often_sets_it_apart() -> None:
    first, second, third = with_what_sets_apart(GROUPS)
    assert [(test.place, test.answer) for test in first.apart] == [(1, Answer.AGREE)]
    assert [(test.place, test.answer) for test in second.apart] == [(1, Answer.DISAGREE)]
    assert third.apart == ()
    # By hand: 41 of 51 against 18 of 71 (one more each), of both 59 of 122.
    both = 59 / 122
    z = (41 / 51 - 18 / 71) / (both * (1 - both) * (1 / 51 + 1 / 71)) ** 0.5
    assert first.apart[0].z == pytest.approx(z, abs=1e-4)
    assert 0 < first.apart[0].adjusted < 0.001


def test_a_test_is_corrected_for_all_that_were_made() -> None:
    alone = with_what_sets_apart([group(Votes(16, 4, 0)), group(Votes(8, 12, 0))])
    assert [test.answer for test in alone[0].apart] == [Answer.AGREE]
    level = [Votes(10, 10, 0)] * 12
    among = with_what_sets_apart([group(Votes(16, 4, 0), *level), group(Votes(8, 12, 0), *level)])
    assert among[0].apart == ()


def test_few_votes_are_nearer_to_a_half() -> None:
    assert share(Votes(2, 0, 0), Answer.AGREE) == 3 / 4
    assert share(Votes(0, 0, 0), Answer.AGREE) == 1 / 2
    assert said_by_all([group(Votes(0, 0, 0)), group(Votes(20, 0, 0))], Answer.AGREE) == []


def test_all_others_are_counted_together() -> None:
    assert others_than(GROUPS, FIRST)[:2] == [Votes(63, 4, 3), Votes(17, 49, 4)]
