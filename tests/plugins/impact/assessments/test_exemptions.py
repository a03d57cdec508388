"""What stands in the place of withheld words, and until when."""

from datetime import date

import pytest

from plugins.impact.assessments.exemptions import WithheldWords, shown_field
from plugins.impact.assessments.models import Withholding


def words(passage: str, until_on: date | None = None, field: str = "said") -> WithheldWords:
    """Return words of a field that are withheld."""
    return Withholding(field=field, passage=passage, exemption="s40", reason="A name.", until_on=until_on)


@pytest.mark.parametrize(
    ("withheld", "expected"),
    [
        ([words("Ada")], "[withheld, Section 40: personal information: A name.] came."),
        ([words("")], "[withheld, Section 40: personal information: A name.]"),
        ([words("Ada", field="answer")], "Ada came."),
        ([words("Bob")], "Ada came."),
        (
            [words("Ada", date(2026, 12, 1))],
            "[withheld, Section 40: personal information: A name., until 01 12 2026] came.",
        ),
    ],
)
def test_a_mark_stands_where_words_are_withheld(withheld: list[WithheldWords], expected: str) -> None:
    assert shown_field("said", "What they said", "Ada came.", withheld).text == expected


def test_nothing_is_shown_of_an_empty_text() -> None:
    assert shown_field("said", "What they said", "", [words("")]).pieces == ()


def test_words_are_withheld_until_their_day() -> None:
    until = words("Ada", date(2026, 12, 1))
    assert [until.is_active(date(2026, 11, 30)), until.is_active(date(2026, 12, 1))] == [True, False]
    assert words("Ada").is_active(date.max)
