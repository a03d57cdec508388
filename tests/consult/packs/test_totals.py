"""Totals, bases and percentages have to follow from each other."""

import pytest

from consult.packs.totals import numbers_of, wrong_numbers

EDITION = {("1", "1"): {"method": "controlled_rounding", "people": "121", "total": "120"}}


def rows(**changes: str) -> list[dict[str, str]]:
    """Return a table of three lines, with the first line changed."""
    made = [
        line("answer", "70", "64"),
        line("answer", "40", "36"),
        line("no_answer", "10", ""),
        line("total", "120", ""),
    ]
    made[0] |= changes
    return made


def line(kind: str, people: str, percent: str, adds_up: str = "yes") -> dict[str, str]:
    """Return a line of a table."""
    begin = {"activity": "1", "edition": "1", "table": "question:a", "adds_up": adds_up, "base": "110"}
    return {**begin, "code": kind, "label": kind, "line": kind, "people": people, "percent": percent, "text": people}


def test_what_follows_is_not_named() -> None:
    assert list(wrong_numbers(EDITION, numbers_of(rows()))) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people": "75", "text": "75"}, "add up to 125 and not to 120"),
        ({"percent": "63"}, "63 per cent, and it is 64"),
        ({"people": "68", "text": "68"}, "no number that can be published"),
        ({"base": "50"}, "base"),
        ({"text": "69"}, "no number that can be published"),
    ],
)
def test_what_does_not_follow_is_named(changes: dict[str, str], said: str) -> None:
    assert said in " ".join(wrong_numbers(EDITION, numbers_of(rows(**changes))))


def test_the_total_has_to_be_that_of_the_edition() -> None:
    edition = {("1", "1"): {"method": "controlled_rounding", "people": "130", "total": "130"}}
    found = " ".join(wrong_numbers(edition, numbers_of(rows())))
    assert "has the total 120, and its edition 130" in found
    assert "5 or more away" in found
    assert "editions.csv" in " ".join(wrong_numbers({}, numbers_of(rows())))


def test_of_boxes_the_base_is_all_but_those_who_gave_no_answer() -> None:
    boxes = [line("answer", "80", "73", "no"), line("answer", "70", "64", "no"), line("no_answer", "10", "", "no")]
    assert list(wrong_numbers(EDITION, numbers_of([*boxes, line("total", "120", "", "no")]))) == []
