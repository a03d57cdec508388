"""Rows are found by what is public of them, and every one is counted."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from plugins.register import queries
from plugins.register.lifecycle import State
from plugins.register.models import Deployment
from plugins.register.queries import Asked


def keep_back(session: Session) -> Deployment:
    """Withhold a row that can be found by everything."""
    row = session.scalars(select(Deployment).where(Deployment.location == "Stratford")).first()
    assert row is not None
    row.is_withheld, row.exemption, row.withheld_until, row.ward = True, "FOIA s31", date(2027, 1, 1), "Beckton"
    session.flush()
    return row


def test_a_withheld_row_is_counted_and_found_by_nothing(filled: Session) -> None:
    before = queries.count_of(filled, queries.deployments(filled, Asked(words="stratford")))
    row = keep_back(filled)
    assert queries.number_of_rows(filled) == filled.scalar(select(func.count(Deployment.id))) == 212
    assert queries.withheld(filled) == [row]
    assert queries.count_of(filled, queries.deployments(filled, Asked())) == 211
    assert queries.count_of(filled, queries.deployments(filled, Asked(words="stratford"))) == before - 1
    assert queries.count_of(filled, queries.deployments(filled, Asked(ward="Beckton"))) == 0
    assert queries.find_deployment(filled, row.number) == row
    with pytest.raises(NotFound):
        queries.find_version(filled, row.number, 1)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(since=date(2022, 1, 1), until=date(2022, 7, 31)), 6),
        (Asked(words="D-2022"), 6),
        (Asked(words="crime hotspot"), 56),
        (Asked(stage=State.PLANNED), 0),
        (Asked(words="100%_"), 0),
    ],
)
def test_rows_are_narrowed(filled: Session, asked: Asked, count: int) -> None:
    assert queries.count_of(filled, queries.deployments(filled, asked)) == count


@pytest.mark.parametrize("sort", queries.SORTS)
def test_every_order_shows_each_row_once(filled: Session, sort: str) -> None:
    whole = queries.deployments(filled, Asked())
    seen = [row.number for page in range(1, 10) for row in queries.page_of(filled, whole, sort, page)[: queries.PAGE]]
    assert len(seen) == len(set(seen)) == 212


def test_what_is_not_there_is_not_found(filled: Session) -> None:
    for number in ("D-1999-001", ""):
        with pytest.raises(NotFound):
            queries.find_deployment(filled, number)
    assert list(filled.scalars(queries.planned())) == []
    assert list(filled.scalars(queries.waiting_changes())) == []


@pytest.mark.parametrize("sort", queries.SORTS)
def test_a_page_is_read_along_an_index_in_every_order(filled: Session, sort: str) -> None:
    is_sqlite = filled.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        # With 212 rows it would sort them all: it is kept from that wherever an index has the order.
        filled.execute(text("SET LOCAL enable_seqscan = off"))
        filled.execute(text("SET LOCAL enable_sort = off"))
    page = queries.deployments(filled, Asked()).order_by(*queries.SORTS[sort][1]).limit(25)
    asked = page.compile(filled.get_bind(), compile_kwargs={"literal_binds": True})
    told = filled.scalars(text(f"EXPLAIN {asked}")) if not is_sqlite else _steps(filled, str(asked))
    plan = "\n".join(told)
    assert "ix_register_deployment_is_withheld" in plan
    assert not re.search("Sort|TEMP B-TREE", plan), plan


def _steps(session: Session, asked: str) -> list[str]:
    """Return the steps in which SQLite reads what is asked for."""
    return [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
