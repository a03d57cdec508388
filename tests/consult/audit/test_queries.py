"""Reading the audit log: what one looks for is found whole, in order, by the days of London, and nothing else."""

from datetime import date, datetime

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.audit.queries import Wanted, consultations_in_audit_log, entries, newer_than, older_than
from consult.kernel.clock import from_london
from tests.factories import make_consultation


def write(
    session: Session,
    name: str = "tests.done",
    *,
    at: str = "2026-11-02 12:00",
    who: str = "Ada",
    about: int | None = None,
) -> int:
    """Put something in the audit log at this time in London; return its number."""
    row = {
        "at": from_london(datetime.fromisoformat(at)),
        "name": name,
        "actor_name": who,
        "consultation_id": about,
        "facts": {},
    }
    session.execute(insert(AuditEntry), [row])
    return session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc())).first() or 0


def found(session: Session, **wanted: object) -> list[int]:
    return [entry.id for entry in session.scalars(entries(Wanted(**wanted)))]  # type: ignore[arg-type]


def test_the_newest_comes_first_and_without_a_wish_everything_is_there(session: Session) -> None:
    written = [write(session), write(session, "other.done"), write(session, who="")]
    assert found(session) == written[::-1]


@pytest.mark.parametrize(
    ("at", "is_of_the_day"),
    [
        ("2026-06-30 23:59:59", False),
        ("2026-07-01 00:00", True),
        ("2026-07-01 00:30", True),
        ("2026-07-01 23:59:59", True),
        ("2026-07-02 00:00", False),
    ],
)
def test_a_day_is_a_day_in_london_in_summer_too(session: Session, at: str, is_of_the_day: bool) -> None:
    written = write(session, at=at)
    day = date(2026, 7, 1)
    assert (written in found(session, since=day, until=day)) is is_of_the_day


def test_the_day_the_clocks_change_is_a_whole_day(session: Session) -> None:
    # 25 October 2026 has 25 hours.
    first, last = write(session, at="2026-10-25 00:00"), write(session, at="2026-10-25 23:59")
    write(session, at="2026-10-24 23:59")
    write(session, at="2026-10-26 00:00")
    day = date(2026, 10, 25)
    assert found(session, since=day, until=day) == [last, first]


def test_a_feature_is_not_taken_for_another_whose_name_begins_alike(session: Session) -> None:
    mine = write(session, "files.swept")
    write(session, "filesystem.swept")
    write(session, "files_old.swept")
    assert found(session, kind="files") == [mine]
    assert found(session, kind="files.swept") == [mine]
    assert found(session, kind="files.swe") == []


@pytest.mark.parametrize("typed", ["100%", "_", "\\"])
def test_signs_that_mean_something_to_a_database_mean_themselves(session: Session, typed: str) -> None:
    write(session, who="Ada Lovelace")
    named = write(session, who=f"Otto {typed} Vogel")
    assert found(session, person=typed) == [named]


def test_part_of_a_name_is_enough_whatever_its_case(session: Session) -> None:
    named = write(session, who="Ada Lovelace")
    write(session, who="Otto")
    assert found(session, person="LOVE") == [named]


def test_wishes_narrow_one_another(session: Session) -> None:
    consultation = make_consultation(session)
    mine = write(session, "tests.done", who="Ada", about=consultation.id)
    write(session, "tests.done", who="Otto", about=consultation.id)
    write(session, "tests.done", who="Ada")
    assert found(session, consultation_id=consultation.id, person="Ada", kind="tests") == [mine]


def test_turning_the_pages_forth_and_back_meets_every_entry_once(session: Session) -> None:
    written = [write(session) for _ in range(7)]
    query = entries(Wanted())
    forth: list[int] = []
    page = session.scalars(query.limit(3)).all()
    while page:
        forth += [audit_entry.id for audit_entry in page]
        page = session.scalars(older_than(query, page[-1].id).limit(3)).all()
    assert forth == written[::-1]
    back = session.scalars(newer_than(query, written[0]).limit(3)).all()
    assert [audit_entry.id for audit_entry in back] == written[1:4]


def test_turning_pages_keeps_to_what_was_looked_for(session: Session) -> None:
    mine = [write(session, "tests.done") for _ in range(2)]
    write(session, "other.done")
    query = entries(Wanted(kind="tests"))
    assert [audit_entry.id for audit_entry in session.scalars(newer_than(query, mine[0]))] == mine[1:]
    assert [audit_entry.id for audit_entry in session.scalars(older_than(query, mine[1]))] == mine[:1]


def test_each_consultation_of_the_audit_log_is_offered_once_and_no_other(session: Session) -> None:
    told, never_told = make_consultation(session), make_consultation(session)
    for about in (told.id, told.id, None):
        write(session, about=about)
    assert session.scalars(consultations_in_audit_log()).all() == [told.id]
    assert never_told.id != told.id


@pytest.mark.parametrize("typed", ["çelik", "ÇEL", "Çelik"])
def test_a_name_on_the_audit_log_is_found_whichever_way_its_letters_are_typed(session: Session, typed: str) -> None:
    written = write(session, who="Deniz Çelik")
    write(session, who="Ada")
    assert found(session, person=typed) == [written]
