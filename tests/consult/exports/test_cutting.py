"""Texts are cut between characters, and say that they were."""

from hypothesis import given
from hypothesis import strategies as st

from consult.exports.cutting import CUT_MARK, SHORT_MARK, cut_to_bytes, cut_to_characters


@given(st.text(max_size=60), st.integers(8, 40))
def test_a_cut_text_fits_and_begins_as_it_did(text: str, most: int) -> None:
    for cut, length in (
        (cut_to_bytes(text, most), lambda one: len(one.encode())),
        (cut_to_characters(text, most), len),
    ):
        assert length(cut) <= most
        assert cut == text if length(text) <= most else cut.endswith(SHORT_MARK) and text.startswith(cut[:-1])


def test_a_long_text_says_in_words_that_it_was_cut() -> None:
    assert cut_to_bytes("é" * 2_000, 2_001).endswith(f"é{CUT_MARK}")
