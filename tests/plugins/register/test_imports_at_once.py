"""Officers who import at once and files as other programs write them: each row once, and nothing by a trial."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.contract.file_imports import LineReport, Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.types import Base
from plugins.register import queries
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Change, Deployment, Version
from plugins.register.services import settle_changes
from tests.plugins.register.conftest import PUBLISHED, SIXTEEN, STRATFORD, outcomes, taken

PLAIN = f"{SIXTEEN}\n{STRATFORD}\n"
CHANGED = PLAIN.replace("4,4,4", "3,4,4")
FIGURES = {"faces_seen_estimate": 11_105, "watchlist_size": 15_771, "arrests": 4, "total_alerts": 9}


def wide(content: str) -> str:
    """Return a file as a spreadsheet saves it whose used area is larger than the table."""
    return "".join(f"{line},,,\n" for line in content.splitlines()) + "," * 18 + "\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode("cp1252"),
        (PLAIN.replace("11,105", "11\u00a0105").replace("15,771", "15\u2009771")).encode(),
        PLAIN.replace("11,105", "11\u00a0105").encode("cp1252"),
        (PLAIN.replace("11,105", "11\u202f105")).encode(),
        wide(PLAIN).encode(),
        (PLAIN.replace(",", ";").replace("15;771", "15,771").replace("11;105", "11,105")).encode(),
        (PLAIN + STRATFORD + "\n" + STRATFORD).encode(),
    ],
    ids=[
        "BOM",
        "UTF-16",
        "cp1252",
        "NBSP and thin",
        "NBSP in cp1252",
        "narrow NBSP",
        "blank columns",
        "semicolons",
        "twice",
    ],
)
def test_the_same_figures_are_taken_however_a_program_wrote_them(session: Session, content: bytes) -> None:
    first = take_file(session, SYSTEM, DEPLOYMENTS_FILE, content)
    assert (first.faults, outcomes(first)[0]) == ((), Outcome.NEW)
    (row,) = session.scalars(select(Deployment))
    assert {name: getattr(row, name) for name in FIGURES} == FIGURES
    assert outcomes(taken(session, STRATFORD)) == [Outcome.SAME]


def test_letters_of_a_windows_program_are_read(session: Session) -> None:
    content = PLAIN.replace("Stratford", "Caf\u00e9 \u2013 King\u2019s Cross").encode("cp1252")
    assert take_file(session, SYSTEM, DEPLOYMENTS_FILE, content).faults == ()
    assert session.scalar(select(Deployment.location)) == "Caf\u00e9 \u2013 King\u2019s Cross"


def dumped(session: Session) -> dict[str, list[str]]:
    """Return every row of every table of the models."""
    tables = Base.metadata.sorted_tables
    return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


def test_a_trial_leaves_every_table_as_it_was(session: Session) -> None:
    taken(session, STRATFORD)
    before = dumped(session)
    trial = take_file(session, SYSTEM, DEPLOYMENTS_FILE, PUBLISHED, dry_run=True)
    changed = take_file(session, SYSTEM, DEPLOYMENTS_FILE, CHANGED.encode(), dry_run=True)
    assert (trial.count(Outcome.NEW), outcomes(changed)) == (212, [Outcome.CHANGED])
    assert dumped(session) == before
    assert before["register_deployment"]
    take_file(session, SYSTEM, DEPLOYMENTS_FILE, CHANGED.encode())
    assert dumped(session) != before


def at_once(*acts: Callable[[], None]) -> None:
    """Do acts in threads that begin together; what one of them raises is raised."""
    ready, faults = Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], None]) -> None:
        ready.wait(30)
        try:
            act()
        except Exception as error:
            faults.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if faults:
        raise faults[0]


def importing(database: Database, content: bytes, told: list[LineReport]) -> Callable[[], None]:
    def act() -> None:
        with database.unit_of_work() as session:
            told.append(take_file(session, SYSTEM, DEPLOYMENTS_FILE, content))

    return act


def test_the_same_file_of_two_officers_is_taken_once(live_database: Database) -> None:
    told: list[LineReport] = []
    at_once(*(importing(live_database, PUBLISHED, told) for _officer in range(2)))
    assert sorted((report.count(Outcome.NEW), report.count(Outcome.SAME)) for report in told) == [(0, 212), (212, 0)]
    with live_database.unit_of_work() as session:
        counted = session.scalar(select(func.count(Deployment.id)))
        assert counted == queries.number_of_rows(session) == session.scalar(select(func.count(Version.id))) == 212


def test_a_change_that_one_officer_confirms_while_another_imports_is_made_once(live_database: Database) -> None:
    told: list[LineReport] = []
    for content in (PLAIN, CHANGED):
        importing(live_database, content.encode(), told)()

    def confirm() -> None:
        with live_database.unit_of_work() as session:
            waiting = session.scalars(queries.waiting_changes()).all()
            settle_changes(session, SYSTEM, waiting, is_confirmed=True, reason="The police corrected it")

    at_once(confirm, importing(live_database, CHANGED.encode(), told), confirm)
    with live_database.unit_of_work() as session:
        (row,) = session.scalars(select(Deployment))
        assert (row.arrests, row.version, [version.cells["arrests"] for version in row.versions]) == (3, 2, ["4", "3"])
        assert [change.is_confirmed for change in session.scalars(select(Change))] == [True]
        assert queries.number_of_rows(session) == 1
