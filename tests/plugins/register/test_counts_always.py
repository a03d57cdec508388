"""Whatever officers and statements do to the register, the public number is that of the database."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from consult.contract.file_imports import Outcome
from consult.file_imports.services import take_file
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Conflict
from plugins.register import queries
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.lifecycle import State
from plugins.register.models import Deployment
from plugins.register.services import Plan, announce, cancel, correct, settle_changes
from plugins.register.withholding import EXEMPTIONS, release, withhold
from tests.plugins.register.conftest import SIXTEEN, STRATFORD, taken

PLACES = ("Stratford", "Ilford", "East Ham")
BY_SQL = (
    "DELETE FROM register_deployment WHERE id = :id",
    "UPDATE register_deployment SET number = 'D-1999-001' WHERE id = :id",
    "UPDATE register_deployment SET serial = serial + 1 WHERE id = :id",
    "UPDATE register_deployment SET year = year + 1 WHERE id = :id",
    "UPDATE register_year SET rows = rows - 1 WHERE :id = :id",
    "DELETE FROM register_year WHERE :id = :id",
    "DELETE FROM register_version WHERE deployment_id = :id",
)
places, rows = st.sampled_from(PLACES), st.integers(0, 50)


class Officers(RuleBasedStateMachine):
    """Officers who import, announce, correct and withhold, and somebody who writes to the database itself."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session = self.database.sessions()
        self.expected: set[str] = set()

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def row(self, at: int) -> Deployment:
        """Return one of the rows that are there."""
        found = self.session.scalars(select(Deployment).order_by(Deployment.id)).all()
        return found[at % len(found)]

    def has_rows(self) -> bool:
        """Whether there is something to change."""
        return bool(self.expected)

    @rule(
        files=st.lists(
            st.tuples(places, st.integers(1, 3), st.integers(24, 26), st.integers(0, 9)), min_size=1, max_size=4
        ),
        is_trial=st.booleans(),
    )
    def take(self, files: list[tuple[str, int, int, int]], is_trial: bool) -> None:
        """Import lines, or try them."""
        lines = [
            STRATFORD.replace("Stratford", place)
            .replace("25/01/25", f"20{year}-01-0{day}")
            .replace("4,4,4", f"{arrests},4,4")
            for place, day, year, arrests in files
        ]
        before = len(self.expected)
        content = "\n".join((SIXTEEN, *lines)).encode()
        report = take_file(self.session, SYSTEM, DEPLOYMENTS_FILE, content, dry_run=is_trial)
        assert not report.faults
        if not is_trial:
            there = set(self.session.scalars(select(Deployment.number)))
            assert self.expected <= there
            assert before <= len(there) <= before + report.count(Outcome.NEW)
            self.expected = there

    @rule()
    def be_refused(self) -> None:
        """Import a file that has a fault: nothing of it is taken."""
        assert taken(self.session, STRATFORD, STRATFORD.replace('"15,771"', "many")).faults

    @rule(place=places, day=st.integers(1, 3))
    def announce_one(self, place: str, day: int) -> None:
        """Announce a deployment, which may be announced already."""
        plan = Plan(held_on=date(2025, 1, day), location=place)
        self.expected.add(announce(self.session, SYSTEM, plan).number)

    @precondition(has_rows)
    @rule(at=rows)
    def cancel_one(self, at: int) -> None:
        """Cancel what is announced; what took place is not cancelled."""
        row = self.row(at)
        is_held = row.stage is State.HELD
        try:
            cancel(self.session, SYSTEM, row, "Not authorised")
        except Conflict:
            assert is_held

    @precondition(has_rows)
    @rule(at=rows, day=st.integers(1, 28), year=st.integers(2020, 2026))
    def correct_one(self, at: int, day: int, year: int) -> None:
        """Correct the day of a row, into another year too: its number stays."""
        row = self.row(at)
        number = row.number
        cells = {"date": date(year, 2, day).isoformat()}
        correct(self.session, SYSTEM, row, cells, reason="The day was wrong", seen_version=row.version)
        assert row.number == number

    @rule(is_confirmed=st.booleans())
    def settle(self, is_confirmed: bool) -> None:
        """Settle what waits."""
        waiting = self.session.scalars(queries.waiting_changes()).all()
        settle_changes(self.session, SYSTEM, waiting, is_confirmed=is_confirmed, reason="The police said so")

    @precondition(has_rows)
    @rule(at=rows, exemption=st.sampled_from(sorted(EXEMPTIONS)))
    def withhold_one(self, at: int, exemption: str) -> None:
        """Withhold a row."""
        withhold(self.session, SYSTEM, self.row(at), exemption, clock.now().date() + timedelta(days=9))

    @precondition(has_rows)
    @rule(at=rows)
    def release_one(self, at: int) -> None:
        """Release a row."""
        release(self.session, SYSTEM, self.row(at))

    @precondition(has_rows)
    @rule(at=rows, statement=st.sampled_from(BY_SQL))
    def write_past_the_code(self, at: int, statement: str) -> None:
        """Try to delete or renumber by SQL, which the database refuses."""
        row = self.row(at)
        self.session.flush()
        with pytest.raises(DBAPIError, match="permanent record"), self.session.begin_nested():
            self.session.execute(text(statement), {"id": row.id})

    @invariant()
    def the_public_number_is_that_of_the_database(self) -> None:
        """No row is lost, none is counted twice, and the numbers of each year follow each other."""
        counted = self.session.scalar(select(func.count(Deployment.id)))
        assert queries.number_of_rows(self.session) == counted == len(self.expected)
        assert set(self.session.scalars(select(Deployment.number))) == self.expected
        per_year = select(Deployment.year, func.count(Deployment.id), func.max(Deployment.serial)).group_by(
            Deployment.year
        )
        assert all(number == last for _year, number, last in self.session.execute(per_year))
        told = self.session.scalar(
            select(func.count()).select_from(queries.deployments(self.session, queries.Asked()).subquery())
        )
        assert (told or 0) + len(queries.withheld(self.session)) == counted


def test_the_public_number_is_right_whatever_anybody_does(live_database: Database) -> None:
    machine = type("Officers", (Officers,), {"database": live_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))
