"""Quoting when two people act in the same moment: no quotation is lost, and none outlives its words."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.decisions.lost_quotations import WITHHELD
from consult.decisions.models import Issue
from consult.decisions.quoting import quote_in_issue
from consult.kernel.db import Database
from consult.kernel.errors import Conflict
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.consult.decisions.conftest import make_case
from tests.consult.decisions.test_quoting import sent_in
from tests.factories import actor_for

Ids = tuple[int, int, int]
Deed = Callable[[Session, Ids], None]
ROUNDS = 6
FIRST, SECOND = "They mistake people", "They cost too much"


def _prepared(database: Database) -> Ids:
    with database.unit_of_work() as session:
        case = make_case(session)
        return case.issue().id, sent_in(case).id, case.officer_person.id


def _quote(words: str) -> Deed:
    def quote(session: Session, ids: Ids) -> None:
        issue, sent = session.get_one(Issue, ids[0]), session.get_one(Submission, ids[1])
        quote_in_issue(session, actor_for(session, session.get_one(Person, ids[2])), sent, words, issue)

    return quote


def _withdraw(session: Session, ids: Ids) -> None:
    sent = session.get_one(Submission, ids[1])
    activity = session.get_one(Activity, sent.activity_id)
    revise(session, activity, sent, Cause.WITHDRAWAL, status=Status.WITHDRAWN, answers={})


@pytest.mark.parametrize("other", [_quote(SECOND), _withdraw], ids=["another quotes", "its author withdraws"])
def test_two_at_once_lose_nothing_and_keep_nothing_that_is_gone(live_database: Database, other: Deed) -> None:
    for _round in range(ROUNDS):
        ids = _prepared(live_database)
        ready = threading.Barrier(2)
        faults: list[BaseException] = []

        def act(
            deed: Deed, ids: Ids = ids, ready: threading.Barrier = ready, faults: list[BaseException] = faults
        ) -> None:
            try:
                with live_database.unit_of_work() as session:
                    session.get_one(Issue, ids[0])
                    ready.wait(10)
                    deed(session, ids)
            except Conflict:
                pass
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=act, args=(deed,)) for deed in (_quote(FIRST), other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not faults
        with live_database.reading() as session:
            detail = session.get_one(Issue, ids[0]).detail
        if other is _withdraw:
            assert FIRST not in detail
            assert detail in {"Many say so.", f"Many say so.\n\n{WITHHELD}"}
        else:
            assert FIRST in detail
            assert SECOND in detail
