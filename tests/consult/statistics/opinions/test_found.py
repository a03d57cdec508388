"""What is found is kept whole, and says who may call it groups."""

from dataclasses import replace

import orjson
import pytest

from consult.statistics.opinions.clustering import find_groups
from consult.statistics.opinions.found import Answer, Found, State, found_from, least_votes
from tests.consult.statistics.opinions.conftest import planted


def test_what_was_found_is_read_as_it_was_kept() -> None:
    for found in (find_groups(planted(30, 20, 15)), find_groups(planted(5))):
        assert found_from(orjson.loads(orjson.dumps(found.as_json()))) == found


@pytest.mark.parametrize(("statements", "needed"), [(3, 3), (6, 6), (7, 7), (50, 7)])
def test_seven_votes_are_enough(statements: int, needed: int) -> None:
    assert least_votes(statements) == needed


def test_groups_are_clear_where_they_are_further_apart_than_chance_makes_them() -> None:
    found = Found(state=State.GROUPS, counted=1, people=1, statements=3, density=1, silhouette=0.6, by_chance=0.4)
    assert found.is_clear
    assert not replace(found, by_chance=0.7).is_clear
    assert not replace(found, silhouette=0.45).is_clear
    assert not replace(found, between=0.6).is_clear


def test_votes_are_counted_by_answer() -> None:
    votes = find_groups(planted(30, 20, 15, empty=0)).groups[0].votes[7]
    assert votes.of(Answer.AGREE) == votes.agree
    assert votes.of(Answer.DISAGREE) == votes.disagree
    assert votes.given == votes.agree + votes.disagree + votes.skipped
