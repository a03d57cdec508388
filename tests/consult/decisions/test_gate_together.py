"""The gate when two people act in the same moment: whoever comes second finds what the first has done."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Consultation, State
from consult.decisions import issues, services
from consult.decisions.queries import issues_of
from consult.kernel.db import Database
from consult.kernel.errors import Conflict
from plugins.impact import services as evidence_services
from plugins.impact.models import Evidence
from plugins.impact.procedure import SETTLED, Status
from tests.consult.decisions.conftest import Case as DecisionCase
from tests.factories import actor_for
from tests.plugins.impact.conftest import make_case

ROUNDS = 6


def _prepared(database: Database) -> tuple[int, int, int]:
    with database.unit_of_work() as session:
        case = make_case(session)
        piece = case.brought_to(Status.OUT_OF_SCOPE)
        case.consultation.state = State.ANALYSING
        DecisionCase(session, case.consultation, case.activity, case.officer_person).write()
        return case.consultation.id, piece.id, case.officer_person.id


def _reopen(session: Session, consultation_id: int, piece_id: int, officer_id: int) -> None:
    officer = actor_for(session, session.get_one(Person, officer_id))
    evidence_services.screen_evidence(session, officer, session.get_one(Evidence, piece_id), "New facts.")


def _list_issue(session: Session, consultation_id: int, piece_id: int, officer_id: int) -> None:
    officer = actor_for(session, session.get_one(Person, officer_id))
    issues.add_issue(session, officer, session.get_one(Consultation, consultation_id), "A late point", "")


def _publish(session: Session, consultation_id: int, piece_id: int, officer_id: int) -> None:
    officer = actor_for(session, session.get_one(Person, officer_id))
    consultation = session.get_one(Consultation, consultation_id)
    services.publish_decision(session, officer, consultation, unread_reason="Late.")


@pytest.mark.parametrize("opens_again", [_reopen, _list_issue])
def test_what_is_opened_in_the_moment_of_publication_is_either_refused_or_holds_it_up(
    live_database: Database, opens_again: Callable[[Session, int, int, int], None]
) -> None:
    for _round in range(ROUNDS):
        ids = _prepared(live_database)
        ready = threading.Barrier(2)
        done: list[str] = []
        faults: list[BaseException] = []

        def act(
            deed: Callable[[Session, int, int, int], None],
            ids: tuple[int, int, int] = ids,
            ready: threading.Barrier = ready,
            done: list[str] = done,
            faults: list[BaseException] = faults,
        ) -> None:
            try:
                with live_database.unit_of_work() as session:
                    session.get_one(Consultation, ids[0])
                    ready.wait(10)
                    deed(session, *ids)
                done.append(deed.__name__)
            except Conflict:
                pass
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=act, args=(deed,)) for deed in (_publish, opens_again)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not faults
        assert len(done) == 1, done
        with live_database.reading() as session:
            is_decided = session.get_one(Consultation, ids[0]).state == State.DECIDED
            settled = Status(session.get_one(Evidence, ids[1]).status) in SETTLED
            unanswered = [issue for issue in session.scalars(issues_of(ids[0])) if issue.disposition is None]
        assert is_decided == (done == ["_publish"])
        assert is_decided == (settled and not unanswered)
