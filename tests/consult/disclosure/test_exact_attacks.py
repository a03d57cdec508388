"""What exact counts give up, in the figures that the guide tells, and why no other edition stands beside them."""

import re
from pathlib import Path
from random import Random

import pytest

from tests.consult.disclosure.exact_counts import beside_an_edition, by_all_but_a_few
from tests.consult.disclosure.insider import EDITIONS, attack

PAGE = (Path(__file__).parents[3] / "docs" / "disclosure-control.md").read_text("utf-8")


def figures() -> list[tuple[int, int, int]]:
    """Return the rows of the guide: how many she does not know, and of how many per cent she is sure, twice."""
    found = re.findall(r"^ *\| all but (\d) \| (\d+) % \| (\d+) % \|$", PAGE, re.M)
    return [(int(few), int(exact), int(rounded)) for few, exact, rounded in found]


@pytest.mark.parametrize("is_later", [True, False])
def test_another_edition_beside_exact_counts_would_tell_single_answers(is_later: bool) -> None:
    beside = beside_an_edition(Random(10), activities=150, arrivals=10, is_later=is_later)
    assert 0.02 <= beside.recovered_share <= 0.06
    assert attack(EDITIONS, Random(10), activities=150, arrivals=10).recovered_share <= 0.005
    assert "about 4 % of the answers of newcomers" in " ".join(PAGE.split())


@pytest.mark.parametrize(("unknown", "exact", "rounded"), figures())
def test_who_knows_all_but_a_few_learns_what_the_guide_tells(unknown: int, exact: int, rounded: int) -> None:
    rng = Random(unknown)
    by_exact = by_all_but_a_few(rng, activities=150, unknown=unknown, is_exact=True)
    by_rounded = by_all_but_a_few(rng, activities=150, unknown=unknown, is_exact=False)
    assert by_exact.recovered_share * 100 == pytest.approx(exact, abs=5)
    assert by_rounded.recovered_share * 100 == pytest.approx(rounded, abs=2)


def test_the_guide_tells_of_one_to_five_whom_she_does_not_know() -> None:
    assert [row[0] for row in figures()] == [1, 2, 3, 5]


def test_the_example_of_the_guide_says_what_the_last_two_said() -> None:
    rows = {
        name: [int(cell) for cell in cells.split("|")]
        for name, cells in re.findall(r"^ *\| (exact, of all|known, of 22|so the other two) \|(.*)\|$", PAGE, re.M)
    }
    told = [all_of_them - known for all_of_them, known in zip(rows["exact, of all"], rows["known, of 22"], strict=True)]
    assert rows["so the other two"] == told
    assert (sum(rows["exact, of all"][:-1]), rows["exact, of all"][-1], told[-1]) == (24, 24, 2)
    assert max(told[:-1]) == 2
