"""Words of any script."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.kernel.words import read_query, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The cameras scanned O’Brien’s", ["the", "camera", "scan", "obrien"]),
        ("£1,000 a day", ["1", "000", "1000", "a", "day"]),
        ("計程車LFR", ["計程", "程車", "車", "lfr"]),
        ("ক্যামেরা", ["ক্যামেরা"]),
        ("x", ["x"]),
        ("…", []),
        ("a" * 100, ["a" * 64]),
    ],
)
def test_a_text_gives_its_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=60))
@example("000000.0 0")
@example("1.0 123 4567")
def test_what_was_written_is_found_by_itself(text: str) -> None:
    query = read_query(text.replace("-", " ").replace("–", " ").replace("−", " ").replace("*", " ").replace("OR", "or"))
    assert query.matches(text)


@given(st.text(max_size=60))
def test_ascii_and_other_letters_are_read_by_the_same_rules(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    # A letter of another script behind a space changes nothing about the words before it.
    assert words_of(plain) == [word for word in words_of(f"{plain} я") if word != "я"]


@pytest.mark.parametrize("typed", ["", "   ", "-", "*", "“”", "-*"])
def test_signs_alone_look_for_nothing(typed: str) -> None:
    assert not read_query(typed)


def test_a_query_is_short() -> None:
    assert len(read_query("word " * 10_000).wanted) == 12
