"""By what a row is known: keys of rows that were imported before stay what they were."""

import hashlib

from consult.imports.row_identity import (
    Places,
    content_of_row,
    key_of_equal_row,
    key_of_row,
    key_of_separate_row,
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_key_without_a_source_is_the_digest_that_was_always_kept() -> None:
    assert key_of_row("", "17") == digest("17")
    assert key_of_equal_row("", ["a", "b"], ["1", "2"], 1) == digest("a=1\x1fb=2")


def test_source_place_and_key_tell_rows_apart() -> None:
    keys = {
        key_of_row("", "17"),
        key_of_row("A", "17"),
        key_of_row("B", "17"),
        key_of_equal_row("", ["a"], ["17"], 1),
        key_of_equal_row("", ["a"], ["17"], 2),
        key_of_equal_row("A", ["a"], ["17"], 1),
        key_of_separate_row(key_of_row("", "17"), "content"),
        key_of_separate_row(key_of_row("", "17"), "other"),
    }
    assert len(keys) == 8


def test_equal_rows_are_counted() -> None:
    places = Places()
    assert [places.next_of(row) for row in ("x", "y", "x", "x")] == [1, 1, 2, 3]


def test_the_order_of_answers_is_no_part_of_what_a_row_says() -> None:
    assert content_of_row({"a": 1, "b": ["x"]}, "E13") == content_of_row({"b": ["x"], "a": 1}, "E13")
    assert content_of_row({"a": 1}, "E13") != content_of_row({"a": 1}, "E7")
