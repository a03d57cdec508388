"""The page for whoever answers for data protection tells figures: each of them is worked out again here."""

import re
from pathlib import Path
from random import Random

import pytest

from consult.disclosure.permission import FEWEST, LEAST_BARS, LEAST_PERCENT, MAX_EDITIONS, WAITING
from consult.disclosure.rounding import BASE, rounded_counts, rounded_total

PAGE = (Path(__file__).parents[3] / "docs" / "disclosure-control.md").read_text("utf-8")
DRAWS = 20_000
FOUR = {4: "four"}


def row(name: str) -> list[int]:
    """Return the numbers of a row of the worked example."""
    (cells,) = re.findall(rf"^\| {name} \|(.*)\|$", PAGE, re.M)
    return [int(cell) for cell in cells.split("|")]


def test_the_example_adds_up_and_moves_by_less_than_the_base() -> None:
    *exact, people = row("exact")
    assert sum(exact) == people == 24
    for name in ("one edition", "another"):
        *shown, total = row(name)
        assert sum(shown) == total
        assert all(number % BASE == 0 for number in (*shown, total))
        assert all(abs(number - count) < BASE for number, count in zip(shown, exact, strict=True))


def test_both_editions_of_the_example_can_be_drawn_and_the_leader_stands_as_often_as_is_told() -> None:
    *exact, people = row("exact")
    rng, drawn, alone, level = Random(24), set(), 0, 0
    for _ in range(DRAWS):
        shown = rounded_counts(exact, rounded_total(people, rng), rng)
        drawn.add(tuple(shown))
        others = max(shown[1:])
        alone += shown[0] > others
        level += shown[0] == others
    assert {tuple(row("one edition")[:-1]), tuple(row("another")[:-1])} <= drawn
    told = re.search(r"alone in (\d+) %, level\nwith another in (\d+) %, and was never overtaken", PAGE)
    assert told is not None
    assert alone / DRAWS * 100 == pytest.approx(int(told[1]), abs=1)
    assert level / DRAWS * 100 == pytest.approx(int(told[2]), abs=1)
    assert alone + level == DRAWS


def test_the_page_tells_the_limits_that_hold() -> None:
    page = " ".join(PAGE.split())
    for sentence in (
        f"| under {FEWEST} | words only",
        f"| {FEWEST} to {LEAST_BARS - 1} | numbers, no bars",
        f"| {LEAST_BARS} to {LEAST_PERCENT - 1} | numbers and bars",
        f"| {LEAST_PERCENT} and more | whole percentages where at least {LEAST_PERCENT} answered",
        f"a multiple of {BASE}, by chance",
        f"**Another edition needs at least {WAITING} people**",
        f"There are at most {FOUR[MAX_EDITIONS]}.",
    ):
        assert sentence in page
    assert FEWEST == WAITING
