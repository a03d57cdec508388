"""Dates, numbers and texts are written in one way everywhere."""

from datetime import UTC, date, datetime

import pytest

from consult.web import filters
from tests.support.pages import HOSTILE, parsed


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2023, 1, 16, 19, 30, tzinfo=UTC), "16 January 2023 at 7:30pm"),
        (datetime(2023, 7, 16, 8, 0, tzinfo=UTC), "16 July 2023 at 9am"),
        (datetime(2023, 7, 16, 11, 0, tzinfo=UTC), "16 July 2023 at midday"),
        (datetime(2023, 7, 15, 23, 0, tzinfo=UTC), "16 July 2023 at midnight"),
        (datetime(2023, 1, 16, 12, 5), "16 January 2023 at 12:05pm"),
    ],
)
def test_moments_are_said_as_clocks_in_london_show_them(moment: datetime, said: str) -> None:
    assert filters.local_datetime(moment) == said
    assert filters.local_date(moment) == said.split(" at ")[0]


def test_time_tags_hold_what_machines_need() -> None:
    moment = datetime(2023, 7, 16, 8, 0, tzinfo=UTC)
    assert filters.time_tag(moment) == '<time datetime="2023-07-16T09:00:00+01:00">16 July 2023 at 9am</time>'
    assert filters.time_tag(date(2023, 7, 16)) == '<time datetime="2023-07-16">16 July 2023</time>'


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("response",), "0 responses"),
        (1, ("response",), "1 response"),
        (1204, ("response",), "1,204 responses"),
        (2, ("reply",), "2 replies"),
        (2, ("day",), "2 days"),
        (2, ("young person",), "2 young people"),
        (2, ("address",), "2 addresses"),
        (2, ("person", "persons"), "2 persons"),
    ],
)
def test_counts_agree_with_their_nouns(count: int, words: tuple[str, ...], said: str) -> None:
    assert filters.plural(count, *words) == said


def test_numbers_have_commas() -> None:
    assert filters.number(144366) == "144,366"


def test_paragraphs_keep_lines_and_let_no_markup_through() -> None:
    html = filters.paragraphs(f"one\ntwo\n\n\n{HOSTILE}")
    tree = parsed(html)
    first, second = tree.findall("p")
    assert [first.text, first.find("br").tail] == ["one", "two"]
    assert second.text == HOSTILE
    assert filters.paragraphs(None) == ""


def test_markdown_is_safe_and_begins_at_level_two() -> None:
    html = filters.markdown(f"# Title\n\n**bold** {HOSTILE} [x](javascript:alert(1))")
    tree = parsed(html)
    assert tree.find("h2").text == "Title"
    assert tree.find(".//strong").text == "bold"
    assert tree.find(".//script") is None
    assert "javascript:" not in "".join(link.get("href", "") for link in tree.iter("a"))
    assert filters.markdown(None) == ""
