"""The order in which somebody is shown the options of a question."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consult.contract.option_orders import codes_shown, has_orders, shown_with
from consult.contract.options import Option
from consult.contract.questions import Question

CODES = "abcdef"
ASKED = Question(
    key="q",
    kind="radios",
    label="Which?",
    options=(*(Option(code=code, label=code) for code in CODES), Option(code="none", label="None", stays_last=True)),
    order="random",
)
seeds = st.text(st.characters(codec="ascii"), min_size=1, max_size=16)


@given(seeds)
def test_every_option_is_shown_once_what_stands_apart_last_and_always_in_the_same_order(seed: str) -> None:
    shown = codes_shown(ASKED, seed)
    assert shown == codes_shown(ASKED, seed)
    assert sorted(shown[:-1]) == list(CODES)
    assert shown[-1] == "none"


@given(seeds, st.sampled_from(CODES))
def test_an_option_that_comes_or_goes_leaves_the_others_in_their_order(seed: str, gone: str) -> None:
    fewer = replace(ASKED, options=tuple(option for option in ASKED.options if option.code != gone))
    assert codes_shown(fewer, seed) == [code for code in codes_shown(ASKED, seed) if code != gone]


def test_each_option_comes_first_about_as_often_as_any_other() -> None:
    first = Counter(codes_shown(ASKED, f"seed{number}")[0] for number in range(6_000))
    assert set(first) == set(CODES)
    assert all(800 < count < 1_200 for count in first.values())


def test_about_half_of_the_people_are_shown_the_last_option_first() -> None:
    reverse = replace(ASKED, order="reverse")
    shown = Counter("".join(codes_shown(reverse, f"seed{number}")[:-1]) for number in range(1_000))
    assert set(shown) == {CODES, CODES[::-1]}
    assert 400 < shown[CODES] < 600


def test_nothing_changes_without_a_seed_or_for_a_question_in_one_order() -> None:
    assert shown_with(ASKED, "") is ASKED
    fixed = replace(ASKED, order="fixed")
    assert shown_with(fixed, "seed") is fixed
    assert has_orders([fixed, ASKED])
    assert not has_orders([fixed])


def test_two_questions_with_the_same_options_have_orders_of_their_own() -> None:
    other = replace(ASKED, key="r")
    assert any(codes_shown(ASKED, f"{number}") != codes_shown(other, f"{number}") for number in range(5))
