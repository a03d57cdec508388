"""Rows of a public table are found by words and by code, and ordered with what is empty last."""

from datetime import date

import pytest

from consult.sdk.publishing import Column
from plugins.motion.tabulated import Tabulated

TABLE = Tabulated(
    (Column(name="name", label="Name"), Column(name="vote", label="Vote", values={"for": "In favour"})),
    [
        {"name": "Zoë", "vote": "for", "day": date(2026, 2, 1), "age": 9},
        {"name": "Abe", "vote": "none", "day": None, "age": 10},
    ],
    sorts={"": "As entered", "name": "Name", "day": "Day", "age": "Age"},
)


@pytest.mark.parametrize(
    ("words", "chosen", "sort", "names"),
    [
        ("", {}, "", ["Zoë", "Abe"]),
        ("zoe", {}, "", ["Zoë"]),
        ("favour", {}, "", ["Zoë"]),
        ("day", {}, "", []),
        ("", {"vote": "none"}, "", ["Abe"]),
        ("zoe", {"vote": "none"}, "", []),
        ("", {}, "name", ["Abe", "Zoë"]),
        ("", {}, "day", ["Zoë", "Abe"]),
        ("", {}, "age", ["Zoë", "Abe"]),
        ("", {}, "nonsense", ["Zoë", "Abe"]),
    ],
)
def test_rows_are_found_and_ordered(words: str, chosen: dict[str, str], sort: str, names: list[str]) -> None:
    assert [cells["name"] for cells in TABLE.found(words=words, chosen=chosen, sort=sort)] == names


def test_a_column_offers_what_stands_in_it() -> None:
    assert TABLE.values("vote") == [("for", "In favour")]
    assert TABLE.values("name") == [("Abe", "Abe"), ("Zoë", "Zoë")]
