"""The stated matrix."""

import pytest

from plugins.impact.assessments.rating import matrix, rating_in, rating_of


@pytest.mark.parametrize(
    ("likelihood", "severity", "rating"),
    [
        (1, 4, "low"),
        (2, 2, "low"),
        (1, 5, "medium"),
        (5, 1, "medium"),
        (2, 7, "medium"),
        (3, 5, "high"),
        (5, 5, "high"),
    ],
)
def test_an_impact_is_rated_by_the_product(likelihood: int, severity: int, rating: str) -> None:
    assert rating_of(likelihood, severity) == rating
    assert rating_in({"likelihood": str(likelihood), "severity": str(severity)}) == rating


def test_what_is_not_rated_has_no_rating() -> None:
    assert rating_in({"likelihood": "3"}) == ""


def test_the_matrix_has_each_likelihood_and_severity() -> None:
    rows = matrix()
    assert [len(ratings) for _words, ratings in rows] == [5] * 5
    assert rows[0][1] == ["low", "low", "low", "low", "medium"]
    assert rows[4][1] == ["medium", "medium", "high", "high", "high"]
