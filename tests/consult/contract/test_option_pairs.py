"""Which pairs of options somebody is asked to compare."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consult.contract.option_orders import has_orders, shown_with
from consult.contract.option_pairs import pairs_shown, parts_of
from consult.contract.options import Option
from consult.contract.questions import Question

ASKED = Question(
    key="q", kind="pairwise", label="Which?", options=tuple(Option(code=code, label=code) for code in "abcdef"), pairs=5
)
seeds = st.text(st.characters(codec="ascii"), max_size=16)


def asked(count: int, pairs: int, seed: str = "") -> Question:
    """Return a question with so many options and pairs, as somebody is shown it."""
    options = tuple(Option(code=f"o{number}", label=f"{number}") for number in range(count))
    return shown_with(replace(ASKED, options=options, pairs=pairs), seed)


@given(seeds, st.integers(2, 30), st.integers(1, 20))
def test_no_pair_comes_twice_none_is_of_one_option_and_all_options_come_about_equally_often(
    seed: str, count: int, pairs: int
) -> None:
    shown = pairs_shown(asked(count, pairs, seed))
    assert shown == pairs_shown(asked(count, pairs, seed))
    assert len({frozenset(pair) for pair in shown}) == len(shown) == min(pairs, count * (count - 1) // 2)
    assert all(one != other for one, other in shown)
    seen = Counter({option.code: 0 for option in asked(count, pairs).options})
    seen.update(code for pair in shown for code in pair)
    assert max(seen.values()) - min(seen.values()) <= 1


@given(seeds, st.integers(2, 12), st.integers(1, 19))
def test_one_more_pair_leaves_those_before_as_they_are(seed: str, count: int, pairs: int) -> None:
    assert pairs_shown(asked(count, pairs + 1, seed))[:pairs] == pairs_shown(asked(count, pairs, seed))


def test_over_many_people_every_pair_comes_about_equally_often_with_either_option_first() -> None:
    shown = Counter(pair for number in range(3_000) for pair in pairs_shown(shown_with(ASKED, f"seed{number}")))
    assert len(shown) == 30
    assert all(400 < count < 600 for count in shown.values())


def test_two_questions_with_the_same_options_have_pairs_of_their_own() -> None:
    assert pairs_shown(shown_with(ASKED, "s")) != pairs_shown(shown_with(replace(ASKED, key="r"), "s"))


def test_without_a_seed_everybody_is_asked_the_same_and_a_retired_option_is_left_out() -> None:
    assert pairs_shown(ASKED) == pairs_shown(shown_with(ASKED, ""))
    fewer = replace(ASKED, options=(replace(ASKED.options[0], is_retired=True), *ASKED.options[1:]))
    assert "a" not in {code for pair in pairs_shown(fewer) for code in pair}
    assert has_orders([ASKED])
    assert pairs_shown(replace(ASKED, options=())) == []


def test_what_was_said_of_a_pair_is_read_in_three_parts() -> None:
    assert parts_of("a>b") == ("a", ">", "b")
    assert parts_of("a=b") == ("a", "=", "b")
