"""Labels are made from how responses came and from their words alone, and say the same however often they are made."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.contract.registry import Registry
from consult.desk import label_jobs
from consult.desk.label_jobs import LABEL, MANY, ask_for_labels, label_next
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.journey.arrivals import purge_arrivals, record_arrival
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Cause, LabelsMade, Status, Submission, SubmissionLabel, Wording
from consult.submissions.revision import revise
from tests.consult.desk.test_likeness import CAMPAIGN, own_words
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.redaction import redact

ClockAt = Callable[..., datetime]
CHOICES = ("strongly_support", "support", "oppose", "dont_know")


def sent(session: Session, activity: Activity, text: str, position: str = "support", **more: Any) -> Submission:
    return make_submission(session, activity, answers={"position": position, "reasons": text}, **more)


def label_all(session: Session) -> None:
    """Run the job until nothing is left to label."""
    while session.scalar(label_jobs._unlabelled()) is not None:
        label_next(session, Job(name=LABEL, args={}))


def labels(session: Session) -> dict[tuple[int, str], int | None]:
    """Return every label with its group."""
    return {(row.submission_id, row.name): row.group_id for row in session.scalars(select(SubmissionLabel))}


def test_letters_of_a_campaign_are_labelled_together_and_others_are_not(session: Session, activity: Activity) -> None:
    first = sent(session, activity, CAMPAIGN)
    sent(session, activity, own_words(1))
    second = sent(session, activity, f"{CAMPAIGN} Thank you for reading this.", "oppose")
    label_all(session)
    assert labels(session) == {(first.id, "text"): first.id, (second.id, "text"): first.id}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.responses_labelled")).one()
    assert entry.facts == {"activity_id": activity.id, "label": "text", "responses": 2}


def test_a_flood_from_one_network_is_labelled_and_a_household_is_not(
    session: Session, activity: Activity, clock_at: ClockAt
) -> None:
    clock_at("2026-03-02 12:10")
    flood = [sent(session, activity, "") for _ in range(MANY)]
    family = [sent(session, activity, "") for _ in range(MANY - 1)]
    for rows, network in ((flood, "192.0.2"), (family, "198.51.100")):
        for place, row in enumerate(rows):
            record_arrival(session, activity.id, row.id, f"{network}.{place}", None)
    label_all(session)
    assert labels(session) == {(row.id, "network"): flood[0].id for row in flood}
    assert {row.status for row in session.scalars(select(Submission))} == {Status.SUBMITTED}


def test_what_was_labelled_by_network_stays_so_when_its_digest_is_gone(
    session: Session, activity: Activity, clock_at: ClockAt
) -> None:
    test_a_flood_from_one_network_is_labelled_and_a_household_is_not(session, activity, clock_at)
    before = labels(session)
    clock_at("2026-03-05 12:10")
    assert purge_arrivals(session) == 2 * MANY - 1
    sent(session, activity, own_words(3))
    label_all(session)
    assert labels(session) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from([CAMPAIGN, own_words(5), ""])), max_size=8), st.data()
)
def test_no_label_depends_on_what_was_chosen(
    session: Session, given_answers: list[tuple[str, str]], data: st.DataObject
) -> None:
    chosen = [data.draw(st.sampled_from(CHOICES)) for _ in given_answers]
    found = []
    for positions in ([position for position, _ in given_answers], chosen):
        activity = make_activity(session, make_consultation(session))
        rows = [sent(session, activity, text, at) for at, (_, text) in zip(positions, given_answers, strict=True)]
        label_all(session)
        places = {row.id: place for place, row in enumerate(rows)}
        mine = {key: group for key, group in labels(session).items() if key[0] in places}
        found.append({(places[number], name, places[group or 0]) for (number, name), group in mine.items()})
    assert found[0] == found[1]


def test_a_change_takes_the_label_away_and_a_redaction_does_not_keep_the_old_text(
    session: Session, activity: Activity
) -> None:
    first, second, third = (sent(session, activity, CAMPAIGN) for _ in range(3))
    label_all(session)
    assert len(labels(session)) == 3
    before = session.get_one(Wording, third.id).sketch
    revise(session, activity, first, Cause.AUTHOR, answers={"position": "support", "reasons": own_words(9)})
    passage = "cameras that know our faces. They have stopped the wrong people in other places"
    redact(session, make_actor(session, Role.OFFICER), activity, third, question="reasons", passage=passage)
    label_all(session)
    session.expire_all()
    assert session.get_one(Wording, third.id).sketch != before
    assert (first.id, "text") not in labels(session)
    revise(session, activity, second, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    assert session.get(Wording, second.id) is None
    label_all(session)
    assert labels(session) == {}


def test_slices_label_the_same_as_one_run(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [sent(session, activity, text) for text in (CAMPAIGN, own_words(1), CAMPAIGN, own_words(2), CAMPAIGN)]
    monkeypatch.setattr(label_jobs, "SLICE", 2)
    label_all(session)
    assert labels(session) == {(rows[place].id, "text"): rows[0].id for place in (0, 2, 4)}
    made = session.get_one(LabelsMade, activity.id)
    assert (made.newest_id, made.answers_revision) == (rows[-1].id, activity.answers_revision)


def test_what_asks_no_questions_is_left_to_its_own_plugin(session: Session) -> None:
    evidence = make_activity(session, make_consultation(session), "impact")
    for _ in range(2):
        make_submission(session, evidence, answers={"statement": CAMPAIGN})
    label_all(session)
    assert labels(session) == {}


def test_labels_are_asked_for_when_something_came_and_once_in_five_minutes(
    live_database: Database, registry: Registry
) -> None:
    def asked() -> int:
        with live_database.reading() as session:
            return session.scalars(select(func.count()).select_from(Job).where(Job.name == LABEL)).one()

    ask_for_labels(live_database)
    assert asked() == 0
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session))
        for _ in range(2):
            sent(session, activity, CAMPAIGN)
    ask_for_labels(live_database)
    ask_for_labels(live_database)
    assert asked() in (1, 2)  # two, where five minutes were over just then
    run_waiting_jobs(live_database, registry)
    with live_database.reading() as session:
        assert {name for _, name in labels(session)} == {"text"}
        assert session.scalar(label_jobs._unlabelled()) is None
