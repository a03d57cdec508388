"""Ratings as pages show them."""

from plugins.impact.assessments.presentation import matrix_rows, rating_tag


def test_a_rating_has_its_colour() -> None:
    assert "govuk-tag--red" in rating_tag("high")
    assert [len(row) for row in matrix_rows()] == [6] * 5
