"""A prepared statement takes and gives what SQLAlchemy would, in whatever transaction it finds, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.db import Database, begin_write
from consult.kernel.prepared import Prepared
from tests.factories import make_activity, make_consultation, make_person

AT = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=UTC)
COLUMNS = (Activity.id, Consultation.title.label("of"), Consultation.opens_at, Consultation.state)
FIND = (
    select(*COLUMNS)
    .join(Consultation, Consultation.id == Activity.consultation_id)
    .where(Activity.id == bindparam("number"), Consultation.state != State.DRAFT.value)
)
ENTER = Prepared.insert(AuditEntry, "at", "name", "actor_id", "actor_name", "consultation_id", "facts")
ENTRIES = select(AuditEntry.at, AuditEntry.facts).where(AuditEntry.name == bindparam("name"))


def entry(name: str = "tests.happened", **values: Any) -> dict[str, Any]:
    facts = {"what": "“quoted”", "count": 3}
    kept = {"at": AT, "name": name, "actor_id": None, "actor_name": "", "consultation_id": None, "facts": facts}
    return {**kept, **values}


def test_it_gives_what_sqlalchemy_gives_moments_and_fixed_conditions_included(session: Session) -> None:
    activity = make_activity(session, consultation=make_consultation(session, opens_at=AT))
    draft = make_activity(session, consultation=make_consultation(session, state=State.DRAFT))
    session.flush()
    row = Prepared(FIND).first(session, {"number": activity.id})
    assert tuple(row) == tuple(session.execute(FIND, {"number": activity.id}).one())
    assert (row.id, row.of, row.opens_at) == (activity.id, activity.consultation.title, AT)
    assert Prepared(FIND).first(session, {"number": draft.id}) is None


def test_what_it_writes_sqlalchemy_reads_and_the_other_way_round(session: Session) -> None:
    begin_write(session)
    assert ENTER.run(session, entry()) == 1
    assert tuple(session.execute(ENTRIES, {"name": "tests.happened"}).one()) == (AT, entry()["facts"])
    assert tuple(Prepared(ENTRIES).first(session, {"name": "tests.happened"})) == (AT, entry()["facts"])


def test_many_rows_at_once(session: Session) -> None:
    begin_write(session)
    ENTER.run_many(session, [entry(facts={"number": number}) for number in range(5)])
    found = session.scalars(select(AuditEntry.facts).where(AuditEntry.name == "tests.happened")).all()
    assert sorted(one["number"] for one in found) == list(range(5))


def test_it_says_how_many_rows_it_changed(session: Session) -> None:
    person = make_person(session)
    begin_write(session)
    rename = Prepared(update(Person).where(Person.id == bindparam("number")).values(name=bindparam("now")))
    assert rename.run(session, {"number": person.id, "now": "Ada"}) == 1
    assert rename.run(session, {"number": person.id + 1, "now": "Ada"}) == 0


def test_a_missing_value_is_an_error_and_never_nothing(session: Session) -> None:
    with pytest.raises(KeyError):
        Prepared(FIND).first(session, {})


def test_reading_outside_a_transaction_leaves_none_open_and_sees_what_others_wrote(live_database: Database) -> None:
    find = Prepared(ENTRIES)
    with live_database.sessions() as reader:
        assert find.first(reader, {"name": "tests.happened"}) is None
        live_database.write(lambda opened: ENTER.run(opened, entry()))
        assert find.first(reader, {"name": "tests.happened"}) is not None
        assert not reader.in_transaction()


def test_a_written_row_is_undone_with_its_transaction(live_database: Database) -> None:
    def fail(opened: Session) -> None:
        begin_write(opened)
        ENTER.run(opened, entry())
        raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError):
        live_database.write(fail)
    with live_database.reading() as reader:
        assert Prepared(ENTRIES).first(reader, {"name": "tests.happened"}) is None


def test_driver_and_session_share_one_transaction(live_database: Database) -> None:
    def both(opened: Session) -> None:
        begin_write(opened)
        ENTER.run(opened, entry())
        assert opened.scalar(select(AuditEntry.at).where(AuditEntry.name == "tests.happened")) == AT
        opened.add(Person(name="Ada", email="ada@people.example", created_at=AT))
        opened.flush()
        assert ENTER.run(opened, entry(facts={})) == 1

    live_database.write(both)
    with live_database.reading() as reader:
        assert len(reader.scalars(select(AuditEntry)).all()) == 2
        assert reader.scalar(select(Person.name).where(Person.email == "ada@people.example")) == "Ada"


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        (text("INSERT INTO audit_entry (id) VALUES (NULL)"), IntegrityError),
        (text("SELECT nothing FROM nowhere"), (OperationalError, ProgrammingError)),
    ],
)
def test_errors_are_those_of_sqlalchemy(
    live_database: Database, statement: Any, error: type[DBAPIError] | tuple[type[DBAPIError], ...]
) -> None:
    with pytest.raises(error):
        live_database.write(lambda opened: Prepared(statement).run(opened, {}))
