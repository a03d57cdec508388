"""Who lives here from a file: taken once, changed where the file says otherwise, and each fault with its line."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.contract.file_imports import Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.population.imports import POPULATION_FILE
from consult.population.models import PopulationFigure
from tests.factories import actor_for, make_person

CENSUS = (
    "area,variable,category,count,source\n"
    'Newham,age_band_mid2020,under 18,"86,514","ONS mid-2020 estimate (24.4%)"\n'
    "Newham,total,usual residents,350990,sum\n"
)


def _take(session: Session, text: str) -> list[Outcome]:
    report = take_file(session, SYSTEM, POPULATION_FILE, text.encode(), dry_run=False)
    return [line.outcome for line in report.lines]


def test_the_census_and_the_wards_are_taken(session: Session) -> None:
    assert _take(session, CENSUS) == [Outcome.NEW] * 2
    assert _take(session, CENSUS) == [Outcome.SAME] * 2
    assert _take(session, CENSUS.replace("350990", "350991")) == [Outcome.SAME, Outcome.CHANGED]
    assert _take(session, "ward\nPlashet\nMaryland\n") == [Outcome.NEW] * 2
    counts = {row.category: row.count for row in session.scalars(select(PopulationFigure))}
    assert counts == {"under 18": 86514, "usual residents": 350991, "Plashet": None, "Maryland": None}


@pytest.mark.parametrize("count", ["-4", "many", "3.5"])
def test_an_impossible_number_is_named(session: Session, count: str) -> None:
    text = f"area,variable,category,count\nNewham,age,old,{count}\n"
    report = take_file(session, SYSTEM, POPULATION_FILE, text.encode(), dry_run=False)
    assert len(report.faults) == 1


def test_what_does_not_fit_its_column_is_named(session: Session) -> None:
    text = f"area,variable,category,count\nNewham,age,{'old ' * 60},4\n"
    report = take_file(session, SYSTEM, POPULATION_FILE, text.encode(), dry_run=False)
    assert [fault.partition(":")[0] for fault in report.faults] == ["Line 2"]
    assert "200 characters" in report.faults[0]


def test_two_officers_who_take_one_file_at_once_make_no_doubles(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        people = [make_person(session, Role.OFFICER).id for _ in range(2)]
    together, outcomes = threading.Barrier(2), []

    def take(person_id: int) -> None:
        together.wait()
        with live_database.unit_of_work() as session:
            officer = actor_for(session, session.get_one(Person, person_id))
            report = take_file(session, officer, POPULATION_FILE, CENSUS.encode(), dry_run=False)
            outcomes.append([line.outcome for line in report.lines])

    threads = [threading.Thread(target=take, args=(person_id,)) for person_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [[Outcome.NEW] * 2, [Outcome.SAME] * 2]
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PopulationFigure)) == 2
