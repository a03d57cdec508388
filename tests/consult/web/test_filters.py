"""Dates, numbers and texts are written in one way everywhere."""

from datetime import UTC, date, datetime

from consult.kernel.foreign import foreign
from consult.web import filters
from tests.support.pages import HOSTILE, parsed


def test_time_tags_hold_what_machines_need() -> None:
    moment = datetime(2023, 7, 16, 8, 0, tzinfo=UTC)
    assert filters.time_tag(moment) == '<time datetime="2023-07-16T09:00:00+01:00">16 July 2023 at 9am</time>'
    assert filters.time_tag(date(2023, 7, 16)) == '<time datetime="2023-07-16">16 July 2023</time>'


def test_paragraphs_keep_lines_and_let_no_markup_through() -> None:
    html = filters.paragraphs(f"one\ntwo\n\n\n{HOSTILE}")
    tree = parsed(html)
    first, second = tree.findall("p")
    assert [first.text, first.find("br").tail] == ["one", "two"]
    assert second.text == HOSTILE
    assert filters.paragraphs(None) == ""


def test_what_a_picture_shows_stays_words_in_another_language_too() -> None:
    (own,) = parsed(f"<img{filters.alt_text(HOSTILE)}>").iter("img")
    assert own.attrib == {"alt": HOSTILE}
    (strange,) = parsed(f"<img{filters.alt_text(foreign(HOSTILE, 'ar'))}>").iter("img")
    assert strange.attrib == {"alt": HOSTILE, "lang": "ar", "dir": "rtl"}


def test_markdown_is_safe_and_begins_at_level_two() -> None:
    html = filters.markdown(f"# Title\n\n**bold** {HOSTILE} [x](javascript:alert(1))")
    tree = parsed(html)
    assert tree.find("h2").text == "Title"
    assert tree.find(".//strong").text == "bold"
    assert tree.find(".//script") is None
    assert "javascript:" not in "".join(link.get("href", "") for link in tree.iter("a"))
    assert filters.markdown(None) == ""
