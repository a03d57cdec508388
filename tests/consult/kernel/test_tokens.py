"""References and codes survive being read out and typed again; secrets cannot be guessed."""

import re

from hypothesis import given
from hypothesis import strategies as st

from consult.kernel import tokens


def test_a_reference_looks_like_one() -> None:
    assert re.fullmatch(r"CN-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", tokens.new_reference())
    assert tokens.new_reference("MO").startswith("MO-")


def test_no_letter_can_be_taken_for_a_digit() -> None:
    assert len(set(tokens.ALPHABET)) == 32
    assert not set("ILOU") & set(tokens.ALPHABET)


@given(st.integers(0, 2**32), st.sampled_from([" ", "-", "", " - "]), st.booleans())
def test_a_code_is_read_however_it_was_typed(seed: int, between: str, is_lower: bool) -> None:
    with tokens.set_chance(seed):
        for code in (tokens.new_code(), tokens.new_reference()):
            typed = f" {between.join(code.split('-'))} "
            assert tokens.read_code(typed.lower() if is_lower else typed) == code


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert tokens.read_code("o0il 1uvv") == tokens.read_code("0011-1VVV") == "CN-0011-1VVV"


def test_a_reference_is_known_without_its_first_letters_and_told_from_a_private_code() -> None:
    assert tokens.read_code("v1h9 1zq2") == "CN-V1H9-1ZQ2"
    assert tokens.is_reference(tokens.read_code("V1H9-1ZQ2"))
    assert not tokens.is_reference(tokens.new_code())
    assert tokens.is_private_code(tokens.new_code())
    assert not tokens.is_private_code(tokens.new_reference())


@given(st.text(max_size=60))
def test_reading_any_text_gives_something_that_reads_as_itself(typed: str) -> None:
    read = tokens.read_code(typed)
    assert tokens.read_code(read) == read


def test_secrets_are_long_and_never_alike() -> None:
    secrets = {tokens.new_secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert min(map(len, secrets)) >= 43


def test_every_letter_is_as_likely_as_every_other() -> None:
    counts = dict.fromkeys(tokens.ALPHABET, 0)
    for _ in range(2000):
        for letter in tokens.new_code().replace("-", ""):
            counts[letter] += 1
    assert min(counts.values()) > 800, "1,000 are expected of each"


def test_known_chance_repeats_itself_and_ends_with_the_block() -> None:
    with tokens.set_chance(7):
        first = [tokens.new_reference(), tokens.new_code(), tokens.new_secret()]
    with tokens.set_chance(7):
        assert [tokens.new_reference(), tokens.new_code(), tokens.new_secret()] == first
    assert tokens.new_reference() != first[0]


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_a_keyed_digest_depends_on_the_key_and_on_every_part(one: list[str], other: list[str]) -> None:
    assert tokens.keyed_digest(b"k1", *one) != tokens.keyed_digest(b"k2", *one)
    if "\x1f".join(one) != "\x1f".join(other):
        assert tokens.keyed_digest(b"k", *one) != tokens.keyed_digest(b"k", *other)


def test_secrets_are_compared_whole() -> None:
    assert tokens.same("a", "a")
    assert not tokens.same("a", "b")
    assert not tokens.same("é", "e")
