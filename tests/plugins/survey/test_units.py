"""What a budget is counted in, in words."""

from plugins.survey.units import in_units, of_total, rule_of


def test_a_number_stands_with_its_sign() -> None:
    assert [in_units(1500, unit) for unit in ("points", "pounds", "per_cent")] == ["1,500", "£1,500", "1,500%"]


def test_the_sum_is_told_with_what_it_is_of() -> None:
    assert of_total(100, "points", 90) == "90 of 100 points"
    assert of_total(2000, "pounds", "{sum}") == "£{sum} of £2,000"
    assert rule_of(100, "per_cent") == "Share out 100% between these, in whole numbers."
