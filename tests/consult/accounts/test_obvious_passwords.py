"""Passwords that guessers try first are refused; random words are not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.accounts.obvious_passwords import WORDS, is_obvious


@pytest.mark.parametrize(
    "password",
    [
        "password1234567",
        "Passw0rdPassw0rd!",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "123456789012345",
        "Welcome to London 2023",
        "correct horse battery staple",
        "passwordpasswordpasswordpassword",
        "Summer2023!Summer2023!",
    ],
)
def test_what_is_on_every_list_is_obvious(password: str) -> None:
    assert is_obvious(password)


@pytest.mark.parametrize(
    "password",
    [
        "kettle violin marsh 42",
        "stapler-otter-gravel",
        "kP9$vQ2!xL7#mZ4",
        "she will not go there with him",
        "Łódź żółw kaktus paproć",
    ],
)
def test_random_words_and_random_signs_are_not_obvious(password: str) -> None:
    assert not is_obvious(password)


def test_a_password_of_ones_own_name_or_council_is_obvious() -> None:
    assert is_obvious("Amara Okafor 1987", "Amara Okafor", "Exampleton Council")
    assert is_obvious("exampleton-council", "Amara Okafor", "Exampleton Council")
    assert not is_obvious("Amara Okafor 1987")


@given(st.text(max_size=256))
def test_no_text_makes_the_check_fail(password: str) -> None:
    assert is_obvious(password) in {True, False}


@example(["abcd", "gg"], 0)
@example(["gg", "gg"], 263)
@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=3), st.integers(0, 9999))
def test_few_listed_words_with_a_number_are_obvious(words: list[str], number: int) -> None:
    assert is_obvious(f"{' '.join(words)}{number}".title())
