"""Bars are as long as their numbers, and hidden numbers draw none."""

from itertools import pairwise
from typing import Any

import pytest
from flask import render_template_string
from hypothesis import given
from hypothesis import strategies as st

from consult.web.charts import Line, bars, exact_lines, stacked_bar
from tests.support.pages import parsed, small_app


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_the_longest_bar_fills_the_width_and_the_others_keep_their_ratio(counts: list[int]) -> None:
    drawn = bars(exact_lines([str(number) for number in range(len(counts))], counts))
    if max(counts):
        assert max(bar.length for bar in drawn) == 100
        assert all(abs(bar.length - 100 * count / max(counts)) < 0.01 for bar, count in zip(drawn, counts, strict=True))
    else:
        assert {bar.length for bar in drawn} == {0}


def test_a_hidden_number_draws_no_bar_and_says_so() -> None:
    shown, hidden = bars([("Support", 40, 62.5, "40"), ("Oppose", None, None, "suppressed")])
    assert (shown.text, shown.percent, shown.length) == ("40", "62.5%", 100)
    assert (hidden.text, hidden.percent, hidden.length) == ("suppressed", "", 0)


def test_shares_are_of_the_given_base() -> None:
    assert exact_lines(["Yes"], [10], 40)[0][2] == 25
    assert exact_lines(["Yes", "No"], [1, 3])[0][2] == 25
    assert exact_lines(["Yes"], [0])[0][2] is None


@given(st.lists(st.one_of(st.none(), st.integers(0, 10_000)), min_size=1, max_size=12))
def test_the_parts_of_a_stacked_bar_follow_each_other_and_fill_the_width(counts: list[int | None]) -> None:
    lines = [(str(place), count, None, "suppressed") for place, count in enumerate(counts)]
    parts = stacked_bar("Answers", lines).parts
    for part, following in pairwise(parts):
        assert abs(part.start + part.length - following.start) < 0.011
    assert abs(sum(part.length for part in parts) - (100 if any(counts) else 0)) < 0.1
    assert all(
        part.length == 0 and part.text == "suppressed"
        for part, count in zip(parts, counts, strict=True)
        if count is None
    )


def test_a_stacked_bar_says_in_words_what_it_shows() -> None:
    chart = stacked_bar("Answers", [("Yes", 1200, 75.0, ""), ("No", None, None, "fewer than 5")])
    assert chart.description == "Yes: 1,200 (75.0%); No: fewer than 5"


def test_neighbouring_parts_have_different_fillings() -> None:
    parts = stacked_bar("Answers", [(str(place), 1, None, "") for place in range(8)]).parts
    assert all(one.pattern != other.pattern for one, other in pairwise(parts))


SVG = "{http://www.w3.org/2000/svg}"
LONG = "An answer with & <b>very</b> " + "long" * 40
LINES: list[Line] = [(LONG, 40, 62.5, ""), ("Oppose", None, None, "suppressed"), ("Neither", 0, 0.0, "")]


def drawn(call: str) -> Any:
    """Draw a chart of the lines above, as a page would."""
    name = call.split("(")[0]
    source = f'{{% from "components/chart.html" import {name} %}}{{{{ {call} }}}}'
    with small_app().test_request_context():
        chart = stacked_bar("What people want", LINES)
        return parsed(render_template_string(source, lines=bars(LINES), chart=chart))


def test_the_rows_of_a_bar_chart_are_a_table_and_only_shown_numbers_have_a_bar() -> None:
    page = drawn("bar_chart('What people want', lines)")
    heads = page.findall(".//th[@scope='row']")
    assert [" ".join("".join(head.itertext()).split()) for head in heads] == [LONG, "Oppose", "Neither"]
    assert [len(head.findall(f"{SVG}svg")) for head in heads] == [1, 0, 1]
    assert [len(head.findall(f"{SVG}svg/{SVG}rect")) for head in heads] == [2, 0, 1]
    assert all(svg.get("aria-hidden") == "true" for svg in page.findall(f".//{SVG}svg"))
    assert [cell.text for cell in page.findall(".//td")] == ["40", "62.5%", "suppressed", None, "0", "0.0%"]


def test_a_stacked_bar_is_a_picture_with_a_name_and_words_and_a_table_beside_it() -> None:
    page = drawn("stacked_bar(chart, 'q1')")
    picture = page.find(f".//{SVG}svg[@role='img']")
    assert picture is not None
    names = (picture.get("aria-labelledby") or "").split()
    by_id = {each.get("id"): "".join(each.itertext()) for each in picture.iter() if each.get("id")}
    words = f"{LONG}: 40 (62.5%); Oppose: suppressed; Neither: 0 (0.0%)"
    assert [by_id[name] for name in names] == ["What people want", words]
    assert len(picture.findall(f"{SVG}rect")) == 1
    assert len(page.findall(".//tbody/tr")) == 3


@pytest.mark.parametrize("source", ["bar_chart('What', lines)", "stacked_bar(chart, 'q1')"])
def test_charts_carry_no_style_that_the_content_policy_forbids(source: str) -> None:
    for each in drawn(source).iter():
        assert each.get("style") is None
        assert each.tag not in {"style", "script", f"{SVG}style", f"{SVG}script"}
