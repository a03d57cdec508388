"""Whatever is done to the audit log behind its guards is found, and the entry is named."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.audit.chain import NOTE, chain_entries, check_chain, head_of, keep_chain
from consult.audit.models import AuditEntry
from consult.contract.deployment import deployment_of
from consult.kernel import clock
from consult.kernel.db import Database

ClockAt = Callable[..., datetime]


def write(session: Session, *names: str, at: datetime | None = None) -> None:
    for name in names:
        facts = {"number": 1, "share": 0.5, "reason": "Ümlaut", "none": None, "z": [1, 2], "a": {"b": True}}
        session.add(AuditEntry(at=at or clock.now(), name=f"tests.{name}", actor_name="Ada", facts=facts))
        session.flush()


@pytest.fixture
def audit_log(live_database: Database) -> Database:
    """Ten entries in the chain, whose head is noted, and no guard: as for whoever owns the database."""
    for group in ("abcde", "fghij"):
        with live_database.unit_of_work() as session:
            write(session, *group)
        keep_chain(live_database)
    keep_chain(live_database)
    if live_database.is_sqlite:
        with live_database.reading() as session:
            names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        tamper(live_database, *(f"DROP TRIGGER {name}" for name in names))
    else:
        tamper(
            live_database,
            "ALTER TABLE audit_entry DISABLE TRIGGER USER",
            "ALTER TABLE audit_link DISABLE TRIGGER USER",
            "ALTER TABLE audit_link DROP CONSTRAINT fk_audit_link_entry_id",
        )
    return live_database


def tamper(database: Database, *statements: str) -> None:
    """Change the database by another program than ours."""
    if database.is_sqlite:
        with contextlib.closing(sqlite3.connect(str(database.engine.url.database))) as other:
            for statement in statements:
                other.execute(statement)
            other.commit()
    else:
        with database.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))


def test_an_untouched_audit_log_has_no_faults(audit_log: Database) -> None:
    found = check_chain(audit_log)
    assert (found.faults, found.head.place, found.waiting) == ([], 10, 0)
    with audit_log.reading() as session:
        assert found.head == head_of(session)


@pytest.mark.parametrize(
    ("statements", "faults"),
    [
        (["UPDATE audit_entry SET actor_name = 'Eve' WHERE id = 4"], ["Entry 4 was changed"]),
        (["UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE id = 4"], ["Entry 4 was changed"]),
        (["UPDATE audit_entry SET facts = '{\"number\": 2}' WHERE id = 10"], ["Entry 10 was changed"]),
        (["UPDATE audit_entry SET consultation_id = 7 WHERE id = 1"], ["Entry 1 was changed"]),
        (
            [
                "UPDATE audit_link SET entry_id = 99 WHERE id = 4",
                "UPDATE audit_link SET entry_id = 4 WHERE id = 5",
                "UPDATE audit_link SET entry_id = 5 WHERE id = 4",
            ],
            ["Entry 5 was changed, or its place in the chain was", "Entry 4 was changed"],
        ),
        (["DELETE FROM audit_link WHERE id = 4"], ["Places 4 to 4 of the chain are missing", "Entry 5 was changed"]),
        (["UPDATE audit_link SET hash = 'x' WHERE id = 4"], ["Entry 4 was changed", "Entry 5 was changed"]),
        (
            ["DELETE FROM audit_link WHERE id > 7", "DELETE FROM audit_entry WHERE id > 7"],
            ["The chain does not lead through the head noted in the data folder"],
        ),
    ],
)
def test_every_change_is_found_and_the_entry_named(
    audit_log: Database, statements: list[str], faults: list[str]
) -> None:
    tamper(audit_log, *statements)
    found = check_chain(audit_log).faults
    assert len(found) == len(faults), found
    for told, expected in zip(found, faults, strict=True):
        assert told.startswith(expected)


def test_a_deleted_entry_is_named(audit_log: Database) -> None:
    tamper(audit_log, "DELETE FROM audit_entry WHERE id = 6")
    assert check_chain(audit_log).faults == ["Entry 6 was deleted."]


def test_an_entry_added_for_an_earlier_day_is_found_before_and_after_it_is_chained(audit_log: Database) -> None:
    with audit_log.unit_of_work() as session:
        write(session, "forged", at=clock.now() - timedelta(days=3))
    assert check_chain(audit_log).faults == ["Entry 11 was added later than it says."]
    keep_chain(audit_log)
    assert check_chain(audit_log).faults == ["Entry 11 was added later than it says."]


def test_a_head_that_was_kept_elsewhere_is_looked_for(audit_log: Database) -> None:
    with audit_log.reading() as session:
        kept = str(head_of(session))
    (deployment_of(audit_log).settings.data / NOTE).unlink()
    with audit_log.unit_of_work() as session:
        write(session, "later")
    keep_chain(audit_log)
    assert check_chain(audit_log, kept).faults == []
    wrong = kept[:-1] + ("0" if kept[-1] != "0" else "1")
    assert "the head that you kept" in check_chain(audit_log, wrong).faults[0]


def test_the_note_of_the_head_is_for_nobody_else(audit_log: Database) -> None:
    note = deployment_of(audit_log).settings.data / NOTE
    assert note.stat().st_mode & 0o777 == 0o600
    assert note.read_text().startswith("10:")


def test_an_entry_that_was_committed_after_later_ones_gets_a_later_place(live_database: Database) -> None:
    if live_database.is_sqlite:
        pytest.skip("on SQLite one writes after the other")
    with live_database.sessions() as slow:
        write(slow, "slow")
        with live_database.unit_of_work() as session:
            write(session, "fast")
        keep_chain(live_database)
        slow.commit()
    keep_chain(live_database)
    found = check_chain(live_database)
    assert (found.faults, found.head.place, found.waiting) == ([], 2, 0)


def test_what_is_not_in_the_chain_yet_is_counted(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        write(session, "a", "b")
    assert check_chain(live_database).waiting == 2
    with live_database.unit_of_work() as session:
        assert chain_entries(session) == 2
        assert chain_entries(session) == 0
    assert check_chain(live_database).waiting == 0
