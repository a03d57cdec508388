"""Two texts compared word by word."""

import importlib
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.worddiff import Effort, word_diff

WORDS = st.lists(st.sampled_from(["the", "council", "will", "not", "£5,000", "\n", "(a)", "’", "é", "🙂"]), max_size=25)
TEXTS = st.one_of(st.text(max_size=60), WORDS.map(" ".join))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_parts(before: str, after: str) -> None:
    parts = word_diff(before, after)
    assert "".join(text for kind, text in parts if kind != "added") == before
    assert "".join(text for kind, text in parts if kind != "removed") == after


@given(TEXTS, TEXTS)
def test_parts_are_as_few_as_can_be(before: str, after: str) -> None:
    parts = word_diff(before, after)
    assert all(text for _, text in parts)
    assert all(one[0] != next_one[0] for one, next_one in pairwise(parts))
    assert not any(one[0] == "added" and two[0] == "removed" for one, two in pairwise(parts))


def test_a_word_is_never_cut() -> None:
    assert word_diff("for 28 days", "for 280 days") == [
        ("same", "for "),
        ("removed", "28"),
        ("added", "280"),
        ("same", " days"),
    ]


def test_a_rewritten_phrase_is_one_change() -> None:
    assert word_diff("The quick brown fox sleeps.", "The slow red dog sleeps.") == [
        ("same", "The "),
        ("removed", "quick brown fox"),
        ("added", "slow red dog"),
        ("same", " sleeps."),
    ]


def test_what_stays_between_two_additions_stays() -> None:
    assert word_diff("in the borough?", "in two wards of the borough, and how?") == [
        ("same", "in "),
        ("added", "two wards of "),
        ("same", "the borough"),
        ("added", ", and how"),
        ("same", "?"),
    ]


def test_a_stray_word_does_not_cut_a_rewritten_phrase() -> None:
    assert word_diff("We ask big groups and small people.", "We tell old men and young women.") == [
        ("same", "We "),
        ("removed", "ask big groups and small people"),
        ("added", "tell old men and young women"),
        ("same", "."),
    ]


def test_equal_texts_are_one_part() -> None:
    assert word_diff("No change.", "No change.") == [("same", "No change.")]
    assert word_diff("", "") == []


def test_long_texts_with_nothing_in_common_come_out_whole() -> None:
    before = " ".join(f"a{number}" for number in range(20_000))
    after = " ".join(f"b{number * 7 % 19_999}" for number in range(20_000))
    parts = word_diff(before, after)
    assert "".join(text for kind, text in parts if kind != "removed") == after


STEP = st.lists(st.sampled_from("ab"), max_size=60).map(" ".join)


@given(STEP, STEP, st.integers(0, 60))
def test_it_takes_no_more_steps_than_it_may_and_is_never_wrong(before: str, after: str, steps: int) -> None:
    effort = Effort(steps)
    parts = word_diff(before, after, effort)
    assert "".join(text for kind, text in parts if kind != "added") == before
    assert "".join(text for kind, text in parts if kind != "removed") == after
    assert parts == word_diff(before, after, Effort(steps))
    # A round that finds nothing left ends at once, and each of the few that may still begin takes a step.
    assert effort.left >= -steps - len(before) - len(after)


def test_the_same_changes_are_found_however_busy_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = " ".join(f"a{number % 97} b{number % 89}" for number in range(400))
    after = before.replace("a1", "c").replace("b7", "d")
    found = word_diff(before, after)
    clock = iter(range(10**9))
    engine = importlib.import_module("diff_match_patch.diff_match_patch")
    monkeypatch.setattr(engine, "time", SimpleNamespace(time=lambda: next(clock) * 3600.0))
    assert word_diff(before, after) == found


def test_comparisons_that_share_their_effort_are_bounded_together() -> None:
    pairs = [(" ".join(f"a{n}x{m}" for m in range(900)), " ".join(f"b{n}x{m}" for m in range(900))) for n in range(3)]
    effort = Effort()
    for before, after in pairs:
        word_diff(before, after, effort)
    assert 0 > effort.left > -10_000
