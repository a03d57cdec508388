"""A line finds its row by the source's number, or by day and place, each row once."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.file_imports import FileLine
from plugins.register.matching import Known, ReadLine, match_of
from plugins.register.models import Deployment
from tests.plugins.register.conftest import STRATFORD, taken


def read(day: date, place: str, **values: object) -> ReadLine:
    """Return a line as it was read."""
    return ReadLine(
        FileLine("Line 2", {"location": place, "date": day.isoformat()}), day, {"location": place, **values}
    )


def test_two_lines_of_one_place_and_day_are_about_two_rows(session: Session) -> None:
    taken(session, STRATFORD, STRATFORD.replace("0.64,9,8,1", "0.64,3,3,0").replace("4,4,4", "1,1,1"))
    first, second = session.scalars(select(Deployment).order_by(Deployment.id))
    lines = [read(first.held_on, "STRATFORD", arrests=count) for count in (1, 4, 2)]
    known = Known(session, lines)
    found = [known.take(line) for line in lines]
    assert [row and row["id"] for row in found] == [second.id, first.id, None]


def test_a_day_that_was_written_otherwise_is_kept_beside_what_it_means() -> None:
    line = ReadLine(FileLine("Line 2", {"location": "A", "date": "11/07/24", "note": ""}), date(2024, 7, 11), {})
    assert line.cells == {"location": "A", "date": "2024-07-11", "date_as_published": "11/07/24"}
    assert match_of(date(2024, 7, 11), "Tottenham  Ct Rd") == match_of(date(2024, 7, 11), "tottenham ct rd")


def test_nothing_and_an_empty_text_are_the_same() -> None:
    assert (
        read(date(2024, 7, 11), "A", ward="").differs_from(
            {"location": "A", "held_on": date(2024, 7, 11), "ward": None}
        )
        == []
    )
