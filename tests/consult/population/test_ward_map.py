"""Squares lie where the council's file says, and are numbered as the table is."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.contract.file_imports import Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.population.imports import POPULATION_FILE
from consult.population.models import PopulationFigure
from consult.population.ward_map import draw_wards, ward_places

WARDS = "ward,map_column,map_row\nPlashet,1,0\nMaryland,0,2\nUpton,,\n"


def take(session: Session, text: str) -> list[Outcome]:
    return [line.outcome for line in take_file(session, SYSTEM, POPULATION_FILE, text.encode()).lines]


def test_places_come_from_the_file_and_a_later_file_changes_them(session: Session) -> None:
    assert take(session, WARDS) == [Outcome.NEW] * 3
    assert take(session, WARDS) == [Outcome.SAME] * 3
    assert ward_places(session) == {"Plashet": (1, 0), "Maryland": (0, 2)}
    assert take(session, WARDS.replace("1,0", "3,1")) == [Outcome.CHANGED, Outcome.SAME, Outcome.SAME]
    assert ward_places(session)["Plashet"] == (3, 1)


@pytest.mark.parametrize("place", ["1,", ",1", "31,0", "-1,0", "west,0"])
def test_a_place_that_is_none_is_refused_with_its_line(session: Session, place: str) -> None:
    report = take_file(session, SYSTEM, POPULATION_FILE, f"ward,map_column,map_row\nPlashet,{place}\n".encode())
    assert [fault.partition(":")[0] for fault in report.faults] == ["Line 2"]
    assert ward_places(session) == {}


def test_the_database_keeps_no_half_of_a_place(session: Session) -> None:
    row = {"area": "", "variable": "ward", "category": "Plashet", "source": "", "map_column": 1}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(PopulationFigure).values(row))


def test_each_square_has_the_number_of_its_ward_in_the_table() -> None:
    places, wards = {"Plashet": (1, 0), "Maryland": (0, 2)}, ["Maryland", "Upton", "Plashet"]
    drawn = draw_wards(places, {"Maryland": 40, "Upton": 5}, wards)
    assert [(square.number, square.ward, square.text, square.x, square.y) for square in drawn.squares] == [
        (1, "Maryland", "40", 0, 200),
        (3, "Plashet", "0", 100, 0),
    ]
    assert drawn.squares[0].strength > drawn.squares[1].strength
    assert (drawn.width, drawn.height) == (200, 300)
    assert draw_wards({}, {}, []).squares == []
