"""Ratings as pages show them."""

from markupsafe import Markup

from consult.sdk.pages import tag
from plugins.impact.assessments.rating import COLOURS, RATINGS, matrix


def matrix_rows() -> list[list[str | Markup]]:
    """Return the rows of the matrix by which impacts are rated."""
    return [[words, *(rating_tag(rating) for rating in ratings)] for words, ratings in matrix()]


def rating_tag(rating: str) -> Markup:
    """Return a rating as a tag."""
    return tag(RATINGS[rating], COLOURS[rating])
