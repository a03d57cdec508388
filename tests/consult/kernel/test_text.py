"""Text from people is made safe without being changed more than needed."""

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.text import clean_line, clean_text, code_from, excerpt, folded, slug_from, words_of_markdown
from consult.kernel.text import render_markdown as render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "![picture](https://evil.example/track.png)",
    '<a href="https://x.example" onclick="steal()">x</a>',
    "<style>body{display:none}</style>",
    "<iframe src=https://evil.example></iframe>",
    "[x](https://a.example 'title\" onmouseover=\"alert(1)')",
]
KNOWN = {
    "div",
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre"),
    *("hr", "table", "thead", "tbody", "tr", "th", "td"),
}


def render_markdown(source: str) -> str:
    """Return the HTML without the direction that every block has."""
    return render(source).replace(' dir="auto"', "")


def test_every_block_runs_in_the_direction_of_its_script() -> None:
    assert '<p class="govuk-body" dir="auto">' in render("ABC")
    assert '<li dir="auto">' in render("* A")
    assert '<td class="govuk-table__cell" dir="auto">' in render("|A|\n|-|\n|1|")


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = clean_text(typed)
    assert clean_text(once) == once
    assert "\r" not in once


def test_line_ends_are_made_plain_and_tricks_removed() -> None:
    assert clean_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"
    assert clean_text("safe\u202egnp.exe\x00\ufeff") == "safegnp.exe"
    assert clean_text("e\u0301") == "é"
    assert clean_text("tab\tstays") == "tab\tstays"


@given(st.text())
def test_a_line_is_one_trimmed_line(typed: str) -> None:
    line = clean_line(typed)
    assert line == line.strip()
    assert "\n" not in line


def test_a_column_aligned_right_is_one_of_numbers() -> None:
    html = render_markdown("|Place|Faces|Day|\n|:-|-:|:-:|\n|Here|12|Monday|")
    assert '<th class="govuk-table__header govuk-table__header--numeric">Faces</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">12</td>' in html
    assert '<td class="govuk-table__cell">Here</td>' in html
    assert '<td class="govuk-table__cell">Monday</td>' in html
    assert "style" not in html
    assert "align" not in html


def test_markdown_becomes_the_headings_lists_and_links_of_our_pages() -> None:
    html = render_markdown(
        "# Why\n\nWe *ask*.\n\n- one\n- two\n\n[more](https://council.example)\n\n|a|b|\n|-|-|\n|1|2|"
    )
    assert '<h2 class="govuk-heading-m">Why</h2>' in html
    assert '<p class="govuk-body">We <em>ask</em>.</p>' in html
    assert '<ul class="govuk-list govuk-list--bullet">' in html
    assert 'rel="noopener noreferrer"' in html
    assert (
        '<div class="app-table-scroll" role="region" aria-label="Table" tabindex="0"><table class="govuk-table">'
        in html
    )
    assert "</table></div>" in html


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markdown_runs_nothing_and_fetches_nothing(source: str) -> None:
    html = render_markdown(source)
    assert not re.search(r"<(script|img|iframe|style|object|svg)", html)
    for tag in re.findall(r"<[a-z][^>]*>", html):
        assert not re.search(r"\son\w+=|javascript:|data:|style=", re.sub(r'title="[^"]*"', "", tag))


@given(st.text(alphabet=st.sampled_from("<>\"'&()[]!#*_`-|:/ \nabj"), max_size=200))
def test_whatever_is_typed_only_known_tags_come_out(source: str) -> None:
    tags = set(re.findall(r"</?([a-z0-9]+)", re.sub(r"&lt;.*?&gt;", "", render_markdown(source))))
    assert tags <= KNOWN


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Live facial recognition in Newham", "live-facial-recognition-in-newham"),
        ("  Réponse & größe!  ", "reponse-grosse"),
        ("St Mary’s – Łódź", "st-marys-lodz"),
        ("Что вы думаете?", "что-вы-думаете"),
        ("攝像頭 LFR", "攝像頭-lfr"),
        ("ক্যামেরা নিয়ে", "ক্যামেরা-নিয়ে"),
        ("???", "consultation"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@given(st.text())
def test_an_address_is_always_safe_and_short(title: str) -> None:
    assert regex.fullmatch(r"[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*", slug_from(title))
    assert len(slug_from(title)) <= 60
    assert slug_from(title) == slug_from(slug_from(title).replace("-", " "))


@pytest.mark.parametrize(("label", "code"), [("Größe & Maß!", "grosse_mass"), ("攝像頭", ""), ("x" * 30, "x" * 24)])
def test_a_label_becomes_a_code_of_plain_letters(label: str, code: str) -> None:
    assert code_from(label) == code


@given(st.text(), st.integers(10, 80))
def test_an_excerpt_is_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(excerpt(text, longest)) <= longest + 1


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("The police plan to use cameras, and more", 32) == "The police plan to use cameras…"
    assert excerpt("short") == "short"


def test_a_picture_in_markdown_leaves_its_words() -> None:
    shown = render_markdown("Before ![A map of <b>wards</b> & roads](https://a.example/map.png) after")
    assert shown.strip() == '<p class="govuk-body">Before A map of &lt;b&gt;wards&lt;/b&gt; &amp; roads after</p>'


@pytest.mark.parametrize(
    "typed", ["", " \n", "\u200b", "\u2060\u00ad\ufeff", "\u3164\u2800", "\ufe0f\u034f", "\U000e0041"]
)
def test_what_shows_nothing_is_empty(typed: str) -> None:
    assert clean_text(typed) == clean_line(typed) == ""


def test_what_shows_something_keeps_its_joiners() -> None:
    assert clean_text("\U0001f469\u200d\U0001f467") == "\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("words", ["Don’t  know", "don't know.", "DON\u02bcT KNOW"])
def test_words_are_alike_whatever_their_case_spaces_and_quotes(words: str) -> None:
    assert folded(words) == "don't know"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a \u2067b\u2069 c", "a \u2067b\u2069 c"),
        ("a \u2067b\nc", "a \u2067b\u2069\nc"),
        ("a\u2069 b", "a b"),
        ("\u2066\u2068x\u2069", "\u2066\u2068x\u2069\u2069"),
        ("a\u202eb", "ab"),
    ],
)
def test_isolates_stay_and_end_with_their_line(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Bold** and *soft*", "Bold and soft"),
        ("## Title\n\nText\nmore", "Title\nText\nmore"),
        ("- a\n- b", "– a\n– b"),
        ("3. a\n4. `b`", "3. a\n4. b"),
        ("[here](https://a.example/x)", "here (https://a.example/x)"),
        ("<https://a.example>", "https://a.example"),
        ("2 \\* 3 & <b>", "2 * 3 & <b>"),
        ("", ""),
    ],
)
def test_markdown_is_read_without_its_marks(markdown: str, words: str) -> None:
    assert words_of_markdown(markdown) == words
