"""What a model found goes with the words it came from, and its figures follow what officers decided."""

import pytest

from consult.analysis.themes.model_runs import by_question, new_run, newest_found, statements_of
from consult.analysis.themes.run_models import Method, ModelRun
from consult.jobs.models import Job
from consult.kernel.types import JsonObject
from consult.submissions.models import Cause, Status
from consult.submissions.personal_data import erase_submission
from consult.submissions.revision import revise, set_statuses
from tests.consult.analysis.themes.conftest import Desk


def found_by(desk: Desk, method: Method = Method.WORDS) -> ModelRun:
    """Let a model have looked at the answers."""
    run = new_run(desk.session, Job(created_by_id=desk.person.id), desk.activity.id, "reasons", method, "model 1", 3)
    run.found = ["cost, money"]
    desk.session.flush()
    return run


@pytest.mark.parametrize("cause", [Cause.WITHDRAWAL, Cause.ERASURE])
def test_what_was_found_goes_when_an_answer_is_withdrawn_or_erased(desk: Desk, cause: Cause) -> None:
    sent, run = desk.response(), found_by(desk)
    if cause is Cause.ERASURE:
        erase_submission(desk.session, sent.id)
    else:
        revise(desk.session, desk.activity, sent, cause, status=Status.WITHDRAWN)
    desk.session.refresh(run)
    assert run.found is None
    assert newest_found(desk.session, desk.activity.id, "reasons") == [run]


@pytest.mark.parametrize("cause", [Cause.CORRECTION, Cause.REDACTION])
def test_what_was_found_goes_when_words_of_an_answer_change(desk: Desk, cause: Cause) -> None:
    sent, run = desk.response(), found_by(desk)
    same: JsonObject = {**sent.answers, "position": "support"}
    revise(desk.session, desk.activity, sent, cause, answers=same)
    desk.session.refresh(run)
    assert run.found == ["cost, money"]
    revise(desk.session, desk.activity, sent, cause, answers={**same, "reasons": "Other words."})
    desk.session.refresh(run)
    assert run.found is None


def test_a_statement_counts_what_officers_accepted_and_turned_down(desk: Desk) -> None:
    cost, trust = desk.theme("Cost"), desk.theme("Trust")
    run, taken, refused, waiting = found_by(desk, Method.LEARNED), *(desk.response() for _ in range(3))
    for submission in (taken, refused, waiting):
        desk.propose(submission, cost).run_id = run.id
    desk.session.flush()
    desk.code(taken, cost)
    desk.code(refused, trust, by=desk.colleague())
    (statement,) = statements_of(desk.session, desk.consultation.id, only_counted=True)
    assert (statement.accepted, statement.turned_down, statement.waiting, statement.checkers) == (1, 1, 1, 2)
    assert by_question([statement]) == {(desk.activity.id, "reasons"): [statement]}
    set_statuses(desk.session, desk.activity, [taken.id], Status.EXCLUDED, "test")
    assert statements_of(desk.session, desk.consultation.id, only_counted=True) == []
    erase_submission(desk.session, waiting.id)
    (statement,) = statements_of(desk.session, desk.consultation.id, only_counted=False)
    assert (statement.accepted, statement.turned_down, statement.waiting) == (0, 1, 0)
