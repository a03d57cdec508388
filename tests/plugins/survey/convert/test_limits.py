"""The limits of numbers mean here what they mean in the file, and a report says where they cannot."""

import pytest

from plugins.survey.checks import problems_of
from plugins.survey.convert.assembly import Asked, Assembly
from plugins.survey.convert.limits import limits_from, told_without_least
from plugins.survey.item_schemas import MAXIMUM
from tests.plugins.survey.convert.conftest import asked


@pytest.mark.parametrize(
    ("least", "most", "kept"),
    [
        *((None, None, (None, None)), (None, 5, (None, 5)), (-3, 5, (-3, 5))),
        *((5, 1, (None, None)), (None, -1, (-MAXIMUM, -1)), (0, 0, (0, 0))),
    ],
)
def test_the_least_and_the_most_are_kept_where_they_can_be(
    least: float | None, most: float | None, kept: tuple[float | None, float | None]
) -> None:
    limits, told = limits_from(least, most, whole=True)
    assert (limits["least"], limits["most"], limits["whole"]) == (*kept, True)
    assert bool(told) is (least == 5)


def test_a_report_names_the_numbers_that_cannot_be_below_nothing() -> None:
    into = Assembly()
    for name, least, most in (("degrees", None, None), ("age", 0, 120), ("depth", None, -1), ("people", None, 9)):
        into.ask(Asked(name, "number", {"en-GB": f"How much is {name}?"}, f"row {name}", minimum=least, maximum=most))
    into.ask(Asked("why", "long_text", {"en-GB": "Why?"}, "row why"))
    made = into.finish({"en-GB": "Weather"}, {}, "en-GB")
    assert [str(line) for line in made.lines] == [
        "Numbers below 0 are refused where the file sets no least. Set one where they fit: degrees, people."
    ]
    assert asked(made)["depth"].minimum == -MAXIMUM
    assert not problems_of(made.definition)


def test_nothing_is_told_of_none_and_not_all_of_very_many() -> None:
    assert told_without_least([]) == []
    (told,) = told_without_least([f"n{number}" for number in range(40)])
    assert told.endswith("n29, ….")
