"""What was erased is listed beside the database, readable only with the keys."""

from pathlib import Path

import pytest

from consult.contract.deployment import deployment_of
from consult.kernel.crypto import Unreadable, new_key_ring_text, read_key_ring
from consult.kernel.db import Database
from consult.records.erasures import ADDRESS, NOTE, RESPONSE, listed_erasures, record_erasure

EMAIL = "amara@people.example"


@pytest.fixture
def path(live_database: Database) -> Path:
    """Where the list is."""
    return Path(deployment_of(live_database).settings.data) / NOTE


def test_what_is_done_is_listed_in_order_and_sealed(live_database: Database, path: Path) -> None:
    with live_database.unit_of_work() as session:
        number = record_erasure(session, RESPONSE, "CN-1")
        assert not path.exists()
    with live_database.unit_of_work() as session:
        record_erasure(session, ADDRESS, EMAIL)
    listed = list(listed_erasures(live_database.keys, path))
    assert [(kind, subject) for _, kind, subject in listed] == [(RESPONSE, "CN-1"), (ADDRESS, EMAIL)]
    assert listed[0][0] == number
    assert EMAIL not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Unreadable):
        list(listed_erasures(read_key_ring(new_key_ring_text()), path))


def test_what_is_taken_back_is_not_listed(live_database: Database, path: Path) -> None:
    with live_database.sessions() as session:
        session.connection()
        record_erasure(session, RESPONSE, "CN-1")
        session.rollback()
        session.connection()
        session.commit()
    assert not path.exists()


def test_a_line_moved_under_another_number_does_not_open(live_database: Database, path: Path) -> None:
    with live_database.unit_of_work() as session:
        number = record_erasure(session, RESPONSE, "CN-1")
    path.write_text(path.read_text().replace(number, "x" * len(number)))
    with pytest.raises(Unreadable):
        list(listed_erasures(live_database.keys, path))
