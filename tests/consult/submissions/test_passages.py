"""Pieces make up the whole of a text, and marks go where their words go."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consult.submissions.models import Passage
from consult.submissions.passages import moved, pieces_of, sentences_of


@given(st.text(max_size=200), st.lists(st.integers(0, 200), max_size=8))
def test_points_and_open_rest_cover_every_character_once(text: str, cuts: list[int]) -> None:
    edges = sorted({cut for cut in cuts if cut <= len(text)})
    marked = [Passage(begins=begins, ends=ends) for begins, ends in list(pairwise(edges))[::2]]
    pieces = pieces_of(text, marked)
    assert "".join(text[piece.begins : piece.ends] for piece in pieces) == text
    assert all(one.ends == other.begins for one, other in pairwise(pieces))
    assert [piece.passage for piece in pieces if piece.passage] == marked


def test_sentences_end_where_people_end_them() -> None:
    text = "No! Not here.\nWhy? 好。再见"
    assert [text[begins:ends] for begins, ends in sentences_of(text)] == [
        "No! ",
        "Not here.\n",
        "Why? ",
        "好。",
        "再见",
    ]


def test_a_range_keeps_its_words_when_the_text_before_it_changes() -> None:
    old, new = "Ask Mary. It is too dear.", "Ask [redacted: personal details]. It is too dear."
    begins, ends, is_same = moved(old, new, 10, 25)
    assert (new[begins:ends], is_same) == ("It is too dear.", True)
    begins, ends, is_same = moved(old, new, 0, 10)
    assert (new[begins:ends], is_same) == ("Ask [redacted: personal details]. ", False)


@given(st.text("ab .", max_size=40), st.text("ab .", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_moved_ranges_stay_in_the_text_and_apart(old: str, new: str, middle: int, last: int) -> None:
    middle, last = sorted((min(middle, len(old)), min(last, len(old))))
    first = moved(old, new, 0, middle)
    second = moved(old, new, middle, last)
    assert first[0] >= 0
    assert max(first[1], second[1]) <= len(new)
    if middle and middle < last and second[0] < second[1]:
        assert first[1] <= second[0]
    if second[2] and middle < last:
        assert new[second[0] : second[1]] == old[middle:last]


@given(words=st.lists(st.sampled_from(["ab", " ", "c", ". "])), put=st.text("ab d"), data=st.data())
def test_a_range_that_is_said_to_be_the_same_is(words: list[str], put: str, data: st.DataObject) -> None:
    old = "".join(["begin ", *words, " end"])
    first = data.draw(st.integers(0, len(old)))
    last = data.draw(st.integers(first, len(old)))
    new = old[:first] + put + old[last:]
    begins = data.draw(st.integers(0, len(old) - 1))
    ends = data.draw(st.integers(begins + 1, len(old)))
    moved_begins, moved_ends, is_same = moved(old, new, begins, ends)
    assert not is_same or new[moved_begins:moved_ends] == old[begins:ends]
