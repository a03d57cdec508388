"""New passwords that a guesser would soon come to."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.accounts.guesses import PHRASES, is_soon_guessed

SOON = (
    "thequickbrownfox",
    "MaryHadALittleLamb",
    "M4ryH4dALittleL4mb",
    "MaryHadALittleLamb2024!",
    "seven quiet lanterns",
    "Seven-Quiet-Lanterns!",
    "correct horse battery staple",
    "Humpty Dumpty sat on a wall",
    "TheCatSatOnTheMat",
    "twinkletwinklelittlestar",
    "to be or not to be",
    "maytheforcebewithyou",
    "happybirthdaytoyou",
    "godsavethequeen",
    "YoullNeverWalkAlone",
    "iloveyouiloveyou",
    "letmeinletmeinletmein",
    "thisismypassword",
    "qwertyuiopasdfghjkl",
    "rulebritannia123",
)


@pytest.mark.parametrize("password", SOON)
def test_sayings_songs_and_runs_of_keys_are_soon_guessed(password: str) -> None:
    assert is_soon_guessed(password)


@pytest.mark.parametrize(
    "password",
    ["lamp river coat", "apple table window", "stapler-otter-gravel", "kP9$vQ2!xL7#mZ4", "Łódź żółw kaktus paproć"],
)
def test_three_random_words_and_random_signs_are_not(password: str) -> None:
    assert not is_soon_guessed(password)


def test_the_names_of_a_person_and_of_the_council_count_as_known() -> None:
    own = ("Amarachi Okaforson", "amarachi@okaforson.example", "Exampleton Council")
    assert not is_soon_guessed("amarachiokaforson7")
    assert is_soon_guessed("amarachiokaforson7", *own)
    assert is_soon_guessed("Exampleton-Council-7", *own)


def test_two_at_once_do_not_read_each_others_names() -> None:
    names = [f"Zorblax{letter * 3} Quimbly{letter * 2}" for letter in "bdfghjkm"]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda name: is_soon_guessed(f"{name} 7", name), names * 5))


def test_a_piece_of_a_saying_is_listed_and_a_single_word_is_not() -> None:
    assert "brownfoxjumpsover" in PHRASES
    assert "password" not in PHRASES


@pytest.mark.parametrize("password", ["abc1" * 64, "@$1!|" * 51, "a1" * 128, "qwerty" * 42])
def test_what_is_long_costs_no_more_than_its_beginning(password: str) -> None:
    began = time.process_time()
    is_soon_guessed(password)
    assert time.process_time() - began < 2


@settings(max_examples=50)
@given(st.text(max_size=256))
def test_no_text_makes_the_estimate_fail(password: str) -> None:
    assert is_soon_guessed(password) in {True, False}
