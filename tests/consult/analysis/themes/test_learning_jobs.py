"""A worker proposes themes for what nobody coded; none counts before it is accepted."""

import pytest
from sqlalchemy import select

from consult.analysis.themes import learning, learning_jobs
from consult.analysis.themes.learning_jobs import PROPOSE, WORDS, ask_to_learn
from consult.analysis.themes.model_runs import newest_found, statements_of
from consult.analysis.themes.models import Assignment, Source
from consult.analysis.themes.queries import next_to_code
from consult.contract.deployment import deployment_of
from consult.jobs.models import Job, JobState
from consult.kernel.errors import Conflict
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.test_learning import COST, TRUST, needs_learning


def run(desk: Desk, job: Job) -> str:
    """Do what was asked for, as a worker that holds the job does."""
    job.state, job.lease_token = JobState.RUNNING, "held"
    desk.session.flush()
    kind = deployment_of(desk.session).registry.jobs[job.name]
    return str(kind.run(desk.session, job, **job.args))


@needs_learning
def test_proposals_follow_what_was_coded_by_hand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_jobs, "NEEDED", 24)
    cost, trust = desk.theme("Cost"), desk.theme("Trust")
    for number in range(24):
        desk.code(
            desk.response(f"{COST} {number}" if number % 2 else f"{TRUST} {number}"), cost if number % 2 else trust
        )
    dear, watched = desk.response(COST), desk.response(TRUST)
    job = ask_to_learn(desk.session, desk.officer, desk.activity.id, "reasons", PROPOSE)
    assert run(desk, job) == "Themes proposed: 2, for answers: 2."
    assert run(desk, job) == "Themes proposed: 2, for answers: 2."
    rows = desk.session.scalars(select(Assignment).where(Assignment.source == Source.MODEL)).all()
    assert {(row.submission_id, row.theme_id) for row in rows} == {(dear.id, cost.id), (watched.id, trust.id)}
    assert desk.counted() == {"T1": 12, "T2": 12}
    desk.code(dear, cost)
    assert desk.counted() == {"T1": 13, "T2": 12}
    assert run(desk, job) == "Themes proposed: 1, for answers: 1."
    assert desk.themes_of(dear) == ["T1"]
    first, second, third = statements_of(desk.session, desk.consultation.id, only_counted=False)
    assert [each.run.texts for each in (first, second, third)] == [2, 2, 1]
    assert (second.accepted, second.turned_down, second.waiting, second.checkers) == (1, 0, 0, 1)
    assert (third.accepted, third.waiting) == (0, 1)
    assert first.waiting == 0


@needs_learning
def test_below_300_coded_by_hand_nothing_is_proposed(desk: Desk) -> None:
    desk.code(desk.response(), desk.theme())
    with pytest.raises(Conflict, match="Code 300 answers by hand first; 1 are coded by now"):
        ask_to_learn(desk.session, desk.officer, desk.activity.id, "reasons", PROPOSE)


@needs_learning
def test_words_are_told_when_the_work_is_done(desk: Desk) -> None:
    for number in range(12):
        desk.response(f"{COST} {number}" if number % 2 else f"{TRUST} {number}")
    job = ask_to_learn(desk.session, desk.officer, desk.activity.id, "reasons", WORDS)
    told = run(desk, job)
    assert told.startswith("Groups of words that go together: ")
    (found,) = newest_found(desk.session, desk.activity.id, "reasons")
    assert any("money" in line for line in found.found or [])
    assert found.model.startswith("scikit-learn 1")
    assert "money" not in told


def test_without_the_optional_part_nothing_is_begun(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_jobs, "is_installed", lambda: False)
    with pytest.raises(Conflict, match="scikit-learn or py3langid is not installed"):
        ask_to_learn(desk.session, desk.officer, desk.activity.id, "reasons", WORDS)
    assert learning.NEEDED == 300


def test_what_a_model_is_least_sure_of_is_coded_first(desk: Desk) -> None:
    theme = desk.theme()
    first, sure, unsure = desk.response(), desk.response(), desk.response()
    desk.propose(sure, theme, 0.9)
    desk.propose(unsure, theme, 0.55)
    assert next_to_code(desk.session, desk.activity.id, "reasons") == unsure.id
    desk.code(unsure)
    assert next_to_code(desk.session, desk.activity.id, "reasons", unsure.id) == sure.id
    desk.code(sure)
    assert next_to_code(desk.session, desk.activity.id, "reasons", sure.id) == first.id
