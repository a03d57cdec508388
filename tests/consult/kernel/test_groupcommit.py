"""Changes that arrive together share one commit, and each still succeeds or fails alone."""

import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.db import Database
from consult.kernel.write_lock import Busy, WriteLock
from tests.factories import make_person

Work = Callable[[Session], Any]


def add(email: str) -> Work:
    return lambda session: make_person(session, email=email).id


def together(database: Database, works: list[Work], *, before: Callable[[int], object] = int) -> list[Any]:
    """Run works so that all but the first wait for one leader; return results or errors in order.

    In the thread of each `before` is called first, with its number.
    """
    outcomes: list[Any] = [None] * len(works)
    leading, go_on = threading.Event(), threading.Event()

    def lead(session: Session) -> Any:
        leading.set()
        assert go_on.wait(20)
        return works[0](session)

    def run(number: int, work: Work) -> None:
        before(number)
        try:
            outcomes[number] = database.write(work)
        except Exception as error:
            outcomes[number] = error

    first = threading.Thread(target=run, args=(0, lead))
    first.start()
    assert leading.wait(20)
    rest = [threading.Thread(target=run, args=(number, works[number])) for number in range(1, len(works))]
    for thread in rest:
        thread.start()
    if database.group is not None:
        while len(database.group._waiting) < len(rest):
            pass
    go_on.set()
    for thread in [first, *rest]:
        thread.join()
    return outcomes


def emails(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Person.email)))


def test_all_that_succeed_are_kept_and_get_their_own_result(live_database: Database) -> None:
    works = [add(f"{number}@people.example") for number in range(8)]
    outcomes = together(live_database, works)
    with live_database.reading() as session:
        found = [session.get_one(Person, outcome).email for outcome in outcomes]
    assert found == [f"{number}@people.example" for number in range(8)]


def test_one_that_fails_takes_nobody_else_with_it(live_database: Database) -> None:
    def half(session: Session) -> None:
        make_person(session, email="half@people.example")
        raise ZeroDivisionError

    works = [add("a@people.example"), half, add("b@people.example"), add("b@people.example"), add("c@people.example")]
    outcomes = together(live_database, works)
    assert isinstance(outcomes[1], ZeroDivisionError)
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 1, "two asked for the same address"
    assert emails(live_database) == {"a@people.example", "b@people.example", "c@people.example"}


def test_one_that_fails_alone_leaves_nothing(live_database: Database) -> None:
    def half(session: Session) -> None:
        make_person(session, email="half@people.example")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        live_database.write(half)
    assert emails(live_database) == set()
    live_database.write(add("a@people.example"))
    assert emails(live_database) == {"a@people.example"}


def test_a_change_is_on_the_disk_when_its_turn_is_over(live_database: Database) -> None:
    live_database.write(add("a@people.example"))
    assert emails(live_database) == {"a@people.example"}


def test_waiting_changes_share_one_commit(live_database: Database) -> None:
    if live_database.group is None:
        pytest.skip("PostgreSQL gathers commits by itself")
    commits: list[int] = []
    assert live_database.writers is not None
    event.listen(live_database.writers, "commit", lambda connection: commits.append(1))
    together(live_database, [add(f"{number}@people.example") for number in range(10)])
    assert len(commits) == 2, "one for the leader, one for the nine that waited"


def test_when_the_commit_fails_nobody_is_told_yes(live_database: Database) -> None:
    if live_database.group is None:
        pytest.skip("PostgreSQL gathers commits by itself")

    def break_the_commit(session: Session) -> None:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text("INSERT INTO membership (organisation_id, person_id, title) VALUES (9, 9, '')"))

    works = [add("a@people.example"), add("b@people.example"), break_the_commit, add("c@people.example")]
    outcomes = together(live_database, works)
    assert [type(outcome) for outcome in outcomes[1:]] == [IntegrityError] * 3
    assert emails(live_database) == {"a@people.example"}
    live_database.write(add("d@people.example"))
    assert emails(live_database) == {"a@people.example", "d@people.example"}


def test_nothing_is_lost_or_doubled_when_many_write_at_once(live_database: Database) -> None:
    acknowledged: list[int] = []
    refused: list[str] = []

    def half(email: str) -> Work:
        def work(session: Session) -> None:
            make_person(session, email=email)
            raise ZeroDivisionError

        return work

    def write(worker: int) -> None:
        for number in range(15):
            acknowledged.append(live_database.write(add(f"{worker}-{number}@people.example")))
            if number % 5 == worker % 5:
                try:
                    live_database.write(half(f"{worker}-{number}-half@people.example"))
                except ZeroDivisionError:
                    refused.append(f"{worker}-{number}")

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_database.reading() as session:
        assert session.scalar(select(func.count(Person.id))) == len(set(acknowledged)) == 120
    assert len(set(refused)) == 24


@pytest.mark.parametrize("says_so", [True, False])
def test_nothing_is_acknowledged_and_lost_when_the_database_gave_the_whole_transaction_up(
    live_database: Database, says_so: bool
) -> None:
    # As SQLite does by itself when the disk is full or cannot be read; a work may even go on as if nothing were wrong.
    if live_database.group is None:
        pytest.skip("PostgreSQL gathers commits by itself")

    def give_up(session: Session) -> None:
        session.connection().connection.rollback()
        if says_so:
            raise OSError("the disk is full")

    works: list[Work] = [add("leader"), add("before"), give_up, add("after")]
    outcomes = together(live_database, works)
    assert isinstance(outcomes[2], Exception)
    told_yes = {
        name
        for name, outcome in zip(("leader", "before", "give up", "after"), outcomes, strict=True)
        if not isinstance(outcome, Exception)
    }
    assert emails(live_database) == told_yes


def test_where_one_fails_all_others_are_done_once_more_and_kept_once(live_database: Database) -> None:
    if live_database.group is None:
        pytest.skip("PostgreSQL gathers commits by itself")
    begun: list[str] = []

    def noted(email: str) -> Work:
        def work(session: Session) -> int:
            begun.append(email)
            return make_person(session, email=email).id

        return work

    def fail(_session: Session) -> None:
        raise ZeroDivisionError

    outcomes = together(live_database, [add("leader"), noted("a"), fail, noted("b")])
    assert [type(outcome) for outcome in outcomes] == [int, int, ZeroDivisionError, int]
    assert begun.count("a") == 2
    with live_database.reading() as session:
        assert [session.get_one(Person, outcomes[place]).email for place in (0, 1, 3)] == ["leader", "a", "b"]


def test_each_is_done_in_the_context_of_whoever_asked(live_database: Database) -> None:
    asker: ContextVar[int] = ContextVar("asker", default=-1)

    def asking(number: int) -> Work:
        def work(session: Session) -> int:
            make_person(session, email=f"{number}@people.example")
            return asker.get()

        return work

    outcomes = together(live_database, [asking(number) for number in range(5)], before=asker.set)
    assert outcomes == list(range(5))


def test_what_waits_for_the_commit_hears_of_it_once_it_is_on_the_disk_and_never_otherwise(
    live_database: Database,
) -> None:
    heard: list[set[str]] = []

    def tell(email: str, *, fails: bool = False) -> Work:
        def work(session: Session) -> int:
            event.listen(session, "after_commit", lambda _session: heard.append(emails(live_database)))
            person = make_person(session, email=email)
            if fails:
                session.execute(text("INSERT INTO membership (organisation_id, person_id, title) VALUES (9, 9, '')"))
            return person.id

        return work

    outcomes = together(live_database, [add("leader"), tell("a"), tell("b", fails=True), tell("c")])
    assert [type(outcome) for outcome in outcomes] == [int, int, IntegrityError, int]
    assert len(heard) == 2
    assert all(found & {"a", "c"} for found in heard), heard
    assert emails(live_database) == {"leader", "a", "c"}


def test_what_fails_after_the_commit_is_told_to_no_other(live_database: Database) -> None:
    def fail(_session: Session) -> None:
        raise ZeroDivisionError

    def fails_afterwards(session: Session) -> int:
        event.listen(session, "after_commit", fail)
        return make_person(session, email="b").id

    outcomes = together(live_database, [add("leader"), add("a"), fails_afterwards, add("c")])
    assert [type(outcome) for outcome in outcomes] == [int, int, ZeroDivisionError, int]
    assert emails(live_database) == {"leader", "a", "b", "c"}


def test_whoever_queues_behind_a_writer_that_stands_still_is_told_in_time(live_database: Database) -> None:
    if live_database.group is None or live_database.lock is None:
        pytest.skip("PostgreSQL has no queue of ours: its lock_timeout bounds the wait")
    live_database.lock._patience = live_database.group._patience = 0.3
    elsewhere = WriteLock(live_database.lock._path)
    elsewhere.acquire()
    outcomes: list[Any] = [None] * 4

    def run(number: int) -> None:
        try:
            outcomes[number] = live_database.write(add(f"{number}@people.example"))
        except Exception as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    elsewhere.release()
    assert [type(outcome) for outcome in outcomes] == [Busy] * 4
    assert emails(live_database) == set()
    live_database.write(add("later@people.example"))
    assert emails(live_database) == {"later@people.example"}
