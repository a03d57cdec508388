"""Numbers follow each other within a year, and the sums of a month are those of its rows."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugins.register.models import Deployment, Month
from plugins.register.rows import Numbers, hold_register, sum_months
from tests.plugins.register.conftest import STRATFORD, taken


def test_every_row_has_a_number_of_its_year_from_the_first_on(filled: Session) -> None:
    numbers = set(filled.scalars(select(Deployment.number).where(Deployment.year == 2022)))
    assert numbers == {f"D-2022-00{serial}" for serial in range(1, 7)}
    hold_register(filled)
    following = Numbers(filled)
    assert [following.next(2022)["number"], following.next(2022)["number"], following.next(2031)["number"]] == [
        "D-2022-007",
        "D-2022-008",
        "D-2031-001",
    ]


def test_the_sums_of_months_are_those_of_the_rows(filled: Session) -> None:
    for kept, column in (
        (Month.faces, Deployment.faces_seen_estimate),
        (Month.arrests, Deployment.arrests),
        (Month.deployments, None),
    ):
        counted = func.sum(column) if column is not None else func.count(Deployment.id)
        assert filled.scalar(select(func.sum(kept))) == filled.scalar(select(counted))


def test_both_parts_of_a_rate_come_from_the_same_rows(session: Session) -> None:
    taken(session, STRATFORD, "Ilford" + STRATFORD.removeprefix("Stratford").replace('"11,105"', "N/A"))
    (month,) = session.scalars(select(Month))
    assert (month.arrests, month.arrests_of_faces, month.faces_of_arrests, month.faces) == (8, 4, 11_105, 11_105)


def test_a_month_without_rows_has_no_sums(session: Session) -> None:
    sum_months(session, [date(2024, 12, 31)])
    sum_months(session, [])
    assert session.scalars(select(Month)).all() == []
