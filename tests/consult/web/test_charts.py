"""Bars are as long as their numbers, and hidden numbers draw none."""

from hypothesis import given
from hypothesis import strategies as st

from consult.web.charts import bars, exact_lines


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
