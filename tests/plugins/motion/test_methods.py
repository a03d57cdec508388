"""Changes and lines as the method of a text works them out."""

import pytest

from plugins.motion.canonical import METHOD, ClauseText
from plugins.motion.changes import Wording
from plugins.motion.methods import WIDTH, lines_of, parts_between, tracked
from tests.plugins.motion.test_changes import BASE


def test_changed_words_are_told_and_both_texts_can_be_read_from_them() -> None:
    before, after = "within 28 days", "within 14 days"
    parts = parts_between(METHOD, before, after)
    assert parts == [("same", "within "), ("removed", "28"), ("added", "14"), ("same", " days")]
    assert "".join(words for kind, words in parts if kind != "added") == before


LATER = (ClauseText("C-4", "resolves", "Report in June."), ClauseText("C-9", "resolves", "Now."))


def test_each_clause_has_its_fate_where_it_stood() -> None:
    one, _two, three, _four, five = BASE.clauses
    after = Wording("t", (one, five, three, *LATER))
    assert [(row.key, row.fate, row.place) for row in tracked(METHOD, BASE, after)] == [
        ("C-1", "same", 1),
        ("C-2", "removed", 2),
        ("C-5", "moved", 1),
        ("C-3", "same", 2),
        ("C-4", "changed", 3),
        ("C-9", "added", 4),
    ]


def test_lines_are_numbered_through_and_none_is_too_long() -> None:
    long = Wording("t", (ClauseText("C-1", "resolves", "word " * 60), ClauseText("C-2", "notes", "Short.")))
    lines = lines_of(METHOD, long)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert lines[0].key == "C-2"
    assert max(len(line.text) for line in lines) <= WIDTH


def test_a_method_that_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        parts_between("words-9/lines-1", "a", "b")
