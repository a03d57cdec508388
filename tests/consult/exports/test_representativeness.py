"""Who took part beside who lives here, only where both count the same people."""

import pytest

from consult.disclosure.tables import Line
from consult.exports.models import PublishedLine, PublishedTable
from consult.exports.representativeness import comparisons
from consult.population.queries import Margin
from consult.submissions.about_you import AGE, ETHNICITY


def _table(key: str, title: str, people: dict[tuple[str, str], int]) -> PublishedTable:
    lines: list[PublishedLine] = [
        {"code": code, "label": label, "kind": Line.ANSWER, "people": many, "percent": None, "text": str(many)}
        for (code, label), many in people.items()
    ]
    silent: PublishedLine = {
        "code": "",
        "label": "No answer",
        "kind": Line.NO_ANSWER,
        "people": 500,
        "percent": None,
        "text": "500",
    }
    return {"key": key, "title": title, "lines": [*lines, silent], "notes": []}


AGES = _table(AGE.key, "How old are you?", {(one.code, str(one.label)): 10 for one in AGE.options if not one.divider})
NEWHAM_AGES = Margin("Newham", "age_band", {"under 18": 86514, "18 to 64": 240788, "65 and over": 27964}, ["ONS"])


def test_bands_of_age_are_set_beside_each_other_where_both_have_an_edge() -> None:
    (found,) = comparisons([AGES], [NEWHAM_AGES])
    assert [line.label for line in found.lines] == ["Under 65", "65 or over"]
    assert [line.took_part for line in found.lines] == [75, 25]
    assert found.lines[1].lives_here == pytest.approx(100 * 27964 / 355266)
    assert found.lines[1].difference == pytest.approx(25 - found.lines[1].lives_here)
    assert found.base == 80


def test_ethnic_groups_are_summed_under_the_words_of_the_census_and_the_others_are_one_line() -> None:
    asked = _table(
        ETHNICITY.key,
        "Ethnic group",
        {("white_british", "British"): 40, ("white_other", "Any other"): 20, ("arab", "Arab"): 20, ("other", "?"): 20},
    )
    margin = Margin("Newham", "ethnic_group", {"White": 100, "Mixed or Other (combined)": 300}, [])
    (found,) = comparisons([asked], [margin])
    assert [(line.label, line.took_part, line.lives_here) for line in found.lines] == [
        ("White", 60, 25),
        ("All others", 40, 75),
    ]


@pytest.mark.parametrize(
    "people",
    [
        {"usual residents": 10, "visitors": 20},
        {"Female": 10, "Male": 20, "Not known": 3},
        {"Female": 0, "Male": 0},
    ],
)
def test_what_does_not_count_the_same_is_not_compared(people: dict[str, int]) -> None:
    sexes = _table("sex", "What is your sex?", {("female", "Female"): 10, ("male", "Male"): 20})
    assert comparisons([sexes], [Margin("", "any", people, [])]) == []


def test_a_place_outside_the_council_is_in_no_base() -> None:
    places = _table(
        "area",
        "Where people live",
        {("Abbey", "Abbey"): 30, ("Beckton", "Beckton"): 10, ("elsewhere", "Elsewhere"): 60},
    )
    (found,) = comparisons([places], [Margin("", "ward", {"Abbey": 1, "Beckton": 1}, [])])
    assert [line.took_part for line in found.lines] == [75, 25]


def test_nobody_has_no_share() -> None:
    empty = _table("sex", "What is your sex?", {("female", "Female"): 0, ("male", "Male"): 0})
    assert comparisons([empty], [Margin("", "sex", {"Female": 1, "Male": 1}, [])]) == []
