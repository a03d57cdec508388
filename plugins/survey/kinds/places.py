"""Kinds of question about a place: a point, and an area with a few corners.

Whoever has no coordinates names the place in words; what is then kept are the words.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.questions import Answer, AnswerColumn, Kind, Question, one_cell, one_column
from consult.sdk.texts import clean_line, clean_text
from plugins.survey.coordinates import (
    UNIT,
    Point,
    corners_of,
    is_wkt,
    kept_area,
    kept_point,
    looks_like_coordinates,
    middle_of,
    point_as_typed,
    point_of,
    read_corners,
    read_point,
    read_wkt,
)
from plugins.survey.kind_forms import area_field, point_field
from plugins.survey.kinds.lines import SHORT_TEXT

LONGEST_DESCRIPTION = 500
"""The most characters by which a place is described."""
_NAMED = (_l("Outside the library"), _l("By the station"))


def point_in(typed: str) -> str:
    """Return a point as it is kept, or the words that name a place; raises `Invalid`."""
    typed = clean_line(typed)
    return kept_point(read_point(typed)) if looks_like_coordinates(typed) else _described(typed)


def area_in(typed: str) -> str:
    """Return an area as it is kept, or the words that describe it; raises `Invalid`."""
    typed = clean_text(typed).strip()
    if is_wkt(typed):
        return kept_area(read_wkt(typed))
    lines = [line for line in re.split(r"[\n;]", typed) if line.strip()]
    return kept_area(read_corners(lines)) if any(map(looks_like_coordinates, lines)) else _described(typed)


def show_area(question: Question, answer: str | None) -> str:
    """Return an area with the number of its corners, then each on a line."""
    corners = corners_of(answer or "")
    if not corners:
        return answer or ""
    told = ngettext("An area with %(num)s corner:", "An area with %(num)s corners:", len(corners))
    return "\n".join((told, *map(str, corners)))


def point_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question a column for what was said, and two numbers for who marked a point."""
    return (
        *one_column(question),
        AnswerColumn(
            name=f"{question.key}__latitude", label=_("%(label)s: latitude", label=question.label), kind="number"
        ),
        AnswerColumn(
            name=f"{question.key}__longitude", label=_("%(label)s: longitude", label=question.label), kind="number"
        ),
    )


def point_cells(question: Question, answer: str | None) -> tuple[object, ...]:
    """Fill these columns; words have no coordinates."""
    point = point_of(answer or "")
    return (answer, None, None) if point is None else (answer, point.latitude, point.longitude)


def degrees_of(answer: str) -> tuple[float, float] | None:
    """Return the latitude and the longitude of a point; nothing for words."""
    point = point_of(answer)
    return None if point is None else (point.latitude, point.longitude)


def middle_in(answer: str) -> tuple[float, float] | None:
    """Return the latitude and the longitude of the middle of an area; nothing for words."""
    corners = corners_of(answer)
    return middle_of(corners) if corners else None


def example_point(question: Question, chance: Random) -> Answer:
    """Make up a point in the east of London, or the words for one."""
    return str(chance.choice(_NAMED)) if chance.random() < 0.3 else kept_point(_somewhere(chance))


def example_area(question: Question, chance: Random) -> Answer:
    """Make up a square of a few hundred metres in the east of London."""
    south_west, side = _somewhere(chance), chance.randrange(100, 800)
    corners = ((0, 0), (0, side), (side, side), (side, 0))
    return kept_area([Point(south_west.north + up, south_west.east + along) for up, along in corners])


def _somewhere(chance: Random) -> Point:
    return Point(chance.randrange(51 * UNIT + 50_000, 51 * UNIT + 55_000), chance.randrange(0, 8_000))


def _described(typed: str) -> str:
    if len(typed) > LONGEST_DESCRIPTION:
        raise Invalid(_("Your answer must be %(longest)s characters or less", longest=LONGEST_DESCRIPTION))
    return typed


def _kind(read: Callable[[str], str], make_field: Callable[[Question, Callable[[str], str]], object]) -> Kind:
    def take(question: Question, cell: str | None) -> str | None:
        return read(cell or "") or None

    def check(question: Question, answer: object) -> None:
        if not isinstance(answer, str) or not answer or read(answer) != answer:
            raise Invalid(_("Your answer must be a place as the form keeps it"))

    return replace(
        SHORT_TEXT,
        make_field=lambda question: make_field(question, read),
        read=take,
        from_text=take,
        check=check,
        is_contact=True,
    )


GEOPOINT = replace(
    _kind(point_in, point_field),
    name="geopoint",
    title=_l("A place, as a point"),
    example=example_point,
    show=lambda question, answer: point_as_typed(answer or ""),
    columns=point_columns,
    cells=point_cells,
    is_place=True,
    locate=degrees_of,
)
GEOSHAPE = replace(
    _kind(area_in, area_field),
    name="geoshape",
    title=_l("An area, by its corners"),
    example=example_area,
    show=show_area,
    columns=one_column,
    cells=one_cell,
    paper_lines=4,
    is_place=True,
    locate=middle_in,
)
KINDS = (GEOPOINT, GEOSHAPE)
