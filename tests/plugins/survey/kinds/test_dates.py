"""Dates, months and times: read as people and files write them, kept as ISO 8601 writes them."""

from typing import Any

import pytest

from consult.contract.questions import Question
from consult.kernel.errors import Invalid
from plugins.survey.kinds.dates import DATE, MONTH, TIME


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


@pytest.mark.parametrize(
    ("kind", "cell", "kept", "shown"),
    [
        (DATE, "2027-03-01", "2027-03-01", "1 March 2027"),
        (DATE, "1/3/2027", "2027-03-01", "1 March 2027"),
        (DATE, "1 March 2027 00:00:00", "2027-03-01", "1 March 2027"),
        (MONTH, "2027-03", "2027-03", "March 2027"),
        (MONTH, "3/2027", "2027-03", "March 2027"),
        (MONTH, "Sept 2027", "2027-09", "September 2027"),
        (TIME, "9am", "09:00", "9am"),
        (TIME, "17:30:00", "17:30", "5:30pm"),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind: Any, cell: str, kept: str, shown: str) -> None:
    asked = question(kind.name)
    assert kind.from_text(asked, cell) == kept
    kind.check(asked, kept)
    assert kind.show(asked, kept) == shown
    assert kind.cells(asked, kept) == (kept,)
    assert kind.from_text(asked, " ") is None
    assert kind.show(asked, None) == ""


@pytest.mark.parametrize(
    ("kind", "faulty"),
    [
        (DATE, ["31/2/2027", "soon", "2027-13-01"]),
        (MONTH, ["2027", "13/2027", "Smarch 2027"]),
        (TIME, ["25:00", "late", "9:75"]),
    ],
)
def test_what_is_no_date_is_refused_with_the_words_that_were_typed(kind: Any, faulty: list[str]) -> None:
    for typed in faulty:
        with pytest.raises(Invalid, match=typed):
            kind.from_text(question(kind.name), typed)
        with pytest.raises(Invalid):
            kind.check(question(kind.name), typed)


@pytest.mark.parametrize("answer", ["20270301", "2027-3-1", "1899-12-31", "2027-03-01T00:00", 20270301, None])
def test_only_a_day_as_iso_8601_writes_it_is_kept(answer: object) -> None:
    with pytest.raises(Invalid):
        DATE.check(question("date"), answer)
