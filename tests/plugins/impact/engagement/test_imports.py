"""Contacts from a file."""

import threading

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Person
from consult.contract.file_imports import FileImport, Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.impact.engagement.imports import CONTACTS
from plugins.impact.engagement.models import Contact
from tests.factories import actor_for, make_person
from tests.plugins.impact.engagement.conftest import Log

BODIES = (
    "name,kind,ward,characteristics,email\n"
    "Stratford Mosque,Faith group,Plashet;Maryland,Religion or belief,mosque@example.org\n"
    "School council,youth,,age,\n"
)


def _take(log: Log, declared: FileImport, text: str) -> list[Outcome]:
    report = take_file(log.session, log.desk.author, declared, text.encode(), dry_run=False)
    return [line.outcome for line in report.lines]


def test_bodies_are_taken_once_and_changed_when_the_file_says_otherwise(log: Log) -> None:
    assert _take(log, CONTACTS, BODIES) == [Outcome.NEW] * 2
    assert _take(log, CONTACTS, BODIES) == [Outcome.SAME] * 2
    assert _take(log, CONTACTS, BODIES.replace("Plashet;", "")) == [Outcome.CHANGED, Outcome.SAME]
    assert _take(log, CONTACTS, "name,kind\nSchool council,youth\n") == [Outcome.SAME]
    mosque, school = log.session.scalars(select(Contact).order_by(Contact.id.asc()))
    assert (mosque.kind, mosque.wards, mosque.characteristics) == ("faith", ["Maryland"], ["religion"])
    assert (school.kind, school.characteristics, school.email) == ("youth", ["age"], "")


@pytest.mark.parametrize("line", ["Mosque,magic,,,", "Mosque,faith,,hair,", ",faith,,,", "Mosque,,,,"])
def test_a_line_that_cannot_be_read_is_named_and_nothing_taken(log: Log, line: str) -> None:
    report = take_file(log.session, log.desk.author, CONTACTS, f"{BODIES}{line}\n".encode(), dry_run=False)
    assert [fault.partition(":")[0] for fault in report.faults] == ["Line 4"]
    assert log.session.scalars(select(Contact)).all() == []


def test_two_officers_who_take_one_file_at_once_make_no_doubles(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        people = [make_person(session, Role.OFFICER).id for _ in range(2)]
    together, outcomes = threading.Barrier(2), []

    def take(person_id: int, sent: str) -> None:
        together.wait()
        with live_database.unit_of_work() as session:
            officer = actor_for(session, session.get_one(Person, person_id))
            report = take_file(session, officer, CONTACTS, sent.encode(), dry_run=False)
            outcomes.append([line.outcome for line in report.lines])

    sent = (BODIES, BODIES.replace("Stratford Mosque", "stratford  mosque"))
    threads = [threading.Thread(target=take, args=pair) for pair in zip(people, sent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2
    assert outcomes[0] == [Outcome.NEW] * 2
    assert Outcome.NEW not in outcomes[1]
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 2
