"""Rows are found where a word of theirs begins, by an index that the database keeps in step."""

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from plugins.register import search
from plugins.register.lifecycle import State
from plugins.register.models import Deployment
from plugins.register.queries import Asked, deployments
from plugins.register.search import found_by, marked
from tests.plugins.register.conftest import OXFORD, STRATFORD, TWELVE, taken

PLACES = ("St. Mary’s (north)", "Crêpe-Street", "100%_ of Place", "Großmarkt", "东京 Road")


def found(session: Session, typed: str) -> list[str]:
    """Return the places of the rows that are found by what was typed."""
    return sorted(row.location for row in session.scalars(select(Deployment).where(found_by(session, typed).condition)))


@pytest.fixture
def places(session: Session) -> Session:
    """A session of a register with places of many scripts."""
    taken(session, STRATFORD, *(STRATFORD.replace("Stratford", place) for place in PLACES))
    taken(session, OXFORD, head=TWELVE)
    return session


@pytest.mark.parametrize("frequent", [0, 1_000], ids=["read in order", "read from the index"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("strat", ["Stratford"]),
        ("ratford", []),
        ("OXFORD  cir", ["Oxford Circus"]),
        ("circus oxford", []),
        ("D-2022-001", ["Oxford Circus"]),
        ("st. mary's (no", ["St. Mary’s (north)"]),
        ("mary", ["St. Mary’s (north)"]),
        ("crêpe-str", ["Crêpe-Street"]),
        ("street", ["Crêpe-Street"]),
        ("grossm", ["Großmarkt"]),
        ("东京", ["东京 Road"]),
        ("100%", ["100%_ of Place"]),
        ("%", []),
        ("%_", []),
        ("100%_", ["100%_ of Place"]),
        ("'; DROP TABLE register_deployment; --", []),
        ('" OR *', []),
    ],
)
def test_words_are_found_where_they_begin(
    places: Session, typed: str, expected: list[str], frequent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FREQUENT", frequent)
    assert found(places, typed) == expected


def test_the_index_follows_what_rows_say(places: Session) -> None:
    row = places.scalars(select(Deployment).where(Deployment.location == "Stratford")).one()
    places.execute(update(Deployment).where(Deployment.id == row.id).values(words=marked("Ilford")))
    assert (found(places, "stratford"), found(places, "ilford")) == ([], ["Stratford"])
    columns = {column.name: getattr(row, column.name) for column in Deployment.__table__.columns if column.name != "id"}
    serial = {"number": "D-2025-007", "serial": 7, "words": marked("Beckton"), "location": "Beckton"}
    places.execute(insert(Deployment).values(columns | serial))
    assert found(places, "beckton") == ["Beckton"]


def test_a_few_rows_are_read_by_their_numbers(places: Session) -> None:
    if places.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL decides by its statistics")
    query = deployments(places, Asked(words="oxford", stage=State.HELD)).order_by(Deployment.held_on.desc())
    compiled = str(query.compile(places.get_bind(), compile_kwargs={"literal_binds": True}))
    plan = [row.detail for row in places.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
    assert plan[0] == "SEARCH register_deployment USING INTEGER PRIMARY KEY (rowid=?)"
    assert [row.location for row in places.scalars(query)] == ["Oxford Circus"]
