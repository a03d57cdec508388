"""The files of a pack that are tables, and their columns: the same for whoever writes and whoever checks."""

from collections.abc import Mapping
from typing import Final

RESULTS: Final = "results.csv"
EDITIONS: Final = "editions.csv"
CROSSED: Final = "cross_tables.csv"
DRAWN: Final = "drawn.csv"
COMMENTS: Final = "comments.csv"
ISSUES: Final = "issues.csv"
CODE_BOOK: Final = "code_book.csv"
COUNTED: Final = "counted.csv"
ABOUT_YOU: Final = "counted_about_you.csv"
RESPONSES: Final = "responses.csv"
NUMBERS: Final = frozenset({"activity", "edition", "people", "total", "base", "percent", "row_number", "column_number"})
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    EDITIONS: ("activity", "way", "edition", "method", "made_on", "people", "total"),
    RESULTS: (
        *("activity", "way", "edition", "table", "title", "asked_in", "adds_up", "base"),
        *("code", "line", "label", "people", "percent", "text"),
    ),
    CROSSED: (
        *("activity", "edition", "rows", "row_number", "row_title", "row_label"),
        *("columns", "column_number", "column_title", "column_label", "people"),
    ),
    DRAWN: ("activity", "edition", "what", "key", "label", "people"),
    COMMENTS: ("activity", "question", "reference", "text", "name", "response"),
    ISSUES: (
        *("outline", "number", "title", "disposition", "reason", "authority", "look_again", "who_can_act", "changed"),
        *("answered_by", "answered_at", "point", "text_reference", "words", "answer_to_point"),
    ),
    CODE_BOOK: ("activity", "column", "label", "type", "code", "meaning"),
}
"""What everybody's pack holds; a sealed one has the rows too, whose columns follow from the questions."""


def kind_of(file: str, column: str) -> str:
    """Return the type of a column as a data package names it; what questions are called says nothing of it."""
    return "number" if file in COLUMNS and column in NUMBERS else "string"
