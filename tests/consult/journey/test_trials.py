"""Answers sent as a test: sealed, sent once, at most 500 of an activity, cleared at once or after 30 days."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.journey.drafts import PageAnswers
from consult.journey.models import TrialResponse
from consult.journey.trials import (
    KEPT_FOR,
    MOST,
    UNSENT_KEPT_FOR,
    activities_with_trials,
    asked_now,
    begin_trial,
    clear_trials,
    count_trials,
    open_trial,
    purge_trials,
    save_trial_page,
    send_trial,
    sent_trials,
    stop_trial,
)
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict, Gone, Invalid
from consult.responses.questions import set_questions
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation

ROOT = Path(__file__).parents[3]
GIVEN = {"position": PageAnswers(page="position", answers={"position": "support"})}
WORDS = PageAnswers(page="reasons", answers={"reasons": "A secret of a tester"})


def send_one(session: Session, activity: Activity, *, tester_id: int | None = None) -> str:
    """Send one test with both answers."""
    trial_id = begin_trial(session, activity, tester_id)
    for given in (*GIVEN.values(), WORDS, PageAnswers(page="where-you-live", area="E16")):
        save_trial_page(session, trial_id, given)
    send_trial(session, activity, trial_id)
    return trial_id


def test_a_test_is_sent_once_and_read_in_words(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    trial_id = send_one(session, activity, tester_id=officer.person_id)
    send_trial(session, activity, trial_id)
    (sent,) = sent_trials(session, activity.id)
    assert (sent.tester_id, sent.area, sent.version) == (officer.person_id, "E16", activity.settings_version)
    assert sent.answers == {"position": "support", "reasons": "A secret of a tester"}
    assert [answer for _question, answer in sent.words] == ["Support", "A secret of a tester"]
    assert count_trials(session, activity.id) == 1
    assert sent.asked_sha256 == asked_now(session, activity)[1]
    assert open_trial(session, activity.id, trial_id) is None
    with pytest.raises(Gone):
        save_trial_page(session, trial_id, WORDS)


def test_what_was_answered_lies_sealed(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    sealed = session.scalars(select(TrialResponse.sealed)).one()
    assert b"secret" not in sealed


def test_what_could_not_be_sent_cannot_be_sent_as_a_test(session: Session, activity: Activity) -> None:
    trial_id = begin_trial(session, activity, None)
    with pytest.raises(Invalid):
        send_trial(session, activity, trial_id)
    assert count_trials(session, activity.id) == 0


def test_other_questions_show_in_the_digest(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    changed: dict[str, Any] = {**QUESTIONS, "questions": [{**one} for one in QUESTIONS["questions"]]}
    changed["questions"][1]["label"] = "What are your reasons for that?"
    set_questions(session, make_actor(session, Role.OFFICER), activity, changed)
    (sent,) = sent_trials(session, activity.id)
    assert sent.asked_sha256 != asked_now(session, activity)[1]
    assert [answer for _question, answer in sent.words] == ["Support", "A secret of a tester"], "as it stood then"


def test_there_are_at_most_500_of_an_activity(session: Session, activity: Activity) -> None:
    row = {"activity_id": activity.id, "sealed": b"", "questions_version": 1, "begun_at": clock.now()}
    session.execute(insert(TrialResponse), [{**row, "id": f"{number:032}"} for number in range(MOST - 1)])
    begin_trial(session, activity, None)
    with pytest.raises(Conflict, match="500 test answers"):
        begin_trial(session, activity, None)
    begin_trial(session, make_activity(session, make_consultation(session)), None)


def test_officers_clear_all_tests_of_one_activity(session: Session, activity: Activity) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_activity(session, make_consultation(session))
    send_one(session, activity)
    send_one(session, other)
    begun = begin_trial(session, activity, None)
    assert session.execute(activities_with_trials(activity.consultation_id)).all() == [(activity, 1)]
    assert [clear_trials(session, officer, activity) for _ in range(2)] == [1, 0]
    assert (count_trials(session, activity.id), count_trials(session, other.id)) == (0, 1)
    with pytest.raises(Gone):
        send_trial(session, activity, begun)
    cleared = select(AuditEntry).where(AuditEntry.name == "submissions.test_answers_cleared")
    assert [entry.facts["count"] for entry in session.scalars(cleared)] == [1], "nothing to clear is no event"


def test_a_test_is_forgotten_when_it_is_stopped_but_not_once_it_was_sent(session: Session, activity: Activity) -> None:
    stopped, sent = begin_trial(session, activity, None), send_one(session, activity)
    for trial_id in (stopped, sent):
        stop_trial(session, trial_id)
    assert [*session.scalars(select(TrialResponse.id))] == [sent]


def test_tests_go_after_30_days_and_unsent_ones_after_two(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    begin_trial(session, activity, None)
    at = clock.now()
    assert purge_trials(session) == 0
    with clock.set_clock(at + UNSENT_KEPT_FOR + timedelta(minutes=5)):
        assert (purge_trials(session), count_trials(session, activity.id)) == (1, 1)
    with clock.set_clock(at + KEPT_FOR + timedelta(minutes=5)):
        assert (purge_trials(session), count_trials(session, activity.id)) == (1, 0)


def test_they_go_with_the_activity(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    session.delete(activity)
    session.flush()
    assert session.scalars(select(TrialResponse.id)).all() == []


def test_a_test_of_another_activity_is_not_open_here(session: Session, activity: Activity) -> None:
    other = make_activity(session, make_consultation(session))
    assert open_trial(session, other.id, begin_trial(session, activity, None)) is None
    assert open_trial(session, activity.id, None) is None


def test_no_other_module_reads_the_table() -> None:
    sources = [*ROOT.glob("consult/**/*.py"), *ROOT.glob("plugins/**/*.py")]
    naming = {path.relative_to(ROOT).as_posix() for path in sources if "TrialResponse" in path.read_text("utf-8")}
    assert naming == {f"consult/journey/{name}.py" for name in ("feature", "models", "trials")}
    tables = {path.relative_to(ROOT).as_posix() for path in sources if '"trial_response"' in path.read_text("utf-8")}
    assert tables == {f"consult/journey/{name}.py" for name in ("models", "trials")}
