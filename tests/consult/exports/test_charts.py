"""Bars are as long as their numbers, and hidden numbers draw none."""

from typing import Any

from flask import render_template_string
from hypothesis import given
from hypothesis import strategies as st

from consult.exports.charts import Line, bars
from tests.support.pages import parsed, small_app


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_the_longest_bar_fills_the_width_and_the_others_keep_their_ratio(counts: list[int]) -> None:
    drawn = bars([Line(str(number), count) for number, count in enumerate(counts)])
    if max(counts):
        assert max(bar.length for bar in drawn) == 100
        assert all(abs(bar.length - 100 * count / max(counts)) < 0.01 for bar, count in zip(drawn, counts, strict=True))
    else:
        assert {bar.length for bar in drawn} == {0}


def test_a_hidden_number_draws_no_bar_and_says_so() -> None:
    shown, hidden = bars([Line("Support", 40, 62.5, "40"), Line("Oppose", None, None, "suppressed")])
    assert (shown.text, shown.percent, shown.length) == ("40", "62.5%", 100)
    assert (hidden.text, hidden.percent, hidden.length) == ("suppressed", "", 0)


def test_a_line_beside_the_chart_has_a_number_and_no_bar_and_shortens_no_other() -> None:
    answer, beside = bars([Line("Yes", 40, 100.0), Line("Not asked", 4000, is_beside=True)])
    assert (answer.length, answer.has_bar) == (100, True)
    assert (beside.text, beside.percent, beside.length, beside.has_bar) == ("4,000", "", 0, False)


SVG = "{http://www.w3.org/2000/svg}"
LONG = "An answer with & <b>very</b> " + "long" * 40
LINES: list[Line] = [Line(LONG, 40, 62.5), Line("Oppose", None, None, "suppressed"), Line("Neither", 0, 0.0)]


def drawn(call: str) -> Any:
    """Draw a chart of the lines above, as a page would."""
    name = call.split("(")[0]
    source = f'{{% from "components/chart.html" import {name} %}}{{{{ {call} }}}}'
    with small_app().test_request_context():
        return parsed(render_template_string(source, lines=bars(LINES)))


def test_the_rows_of_a_bar_chart_are_a_table_and_only_shown_numbers_have_a_bar() -> None:
    page = drawn("bar_chart('What people want', lines)")
    heads = page.findall(".//th[@scope='row']")
    assert [" ".join("".join(head.itertext()).split()) for head in heads] == [LONG, "Oppose", "Neither"]
    assert [len(head.findall(f"{SVG}svg")) for head in heads] == [1, 0, 1]
    assert [len(head.findall(f"{SVG}svg/{SVG}rect")) for head in heads] == [2, 0, 1]
    assert all(svg.get("aria-hidden") == "true" for svg in page.findall(f".//{SVG}svg"))
    assert [cell.text for cell in page.findall(".//td")] == ["40", "62.5%", "suppressed", None, "0", "0.0%"]


def test_charts_carry_no_style_that_the_content_policy_forbids() -> None:
    for each in drawn("bar_chart('What', lines)").iter():
        assert each.get("style") is None
        assert each.tag not in {"style", "script", f"{SVG}style", f"{SVG}script"}


def test_an_answer_that_nobody_gave_is_empty_also_where_no_bars_are_drawn() -> None:
    drawn_bar, few, beside = bars(
        [Line("Yes", 0), Line("No", 0, is_beside=True, is_answer=True), Line("No answer", 0, is_beside=True)]
    )
    assert [bar.is_empty for bar in (drawn_bar, few, beside)] == [True, True, False]
