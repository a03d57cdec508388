"""Two officers publish exact counts: one asks for a reason, another signs, once and never again."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.exports.editions import newest_edition
from consult.exports.exact_counts import NoExactCounts
from consult.exports.exact_publication import (
    ask_for_exact_counts,
    drop_exact_request,
    exact_counts_to_sign,
    exact_refusal_of,
    find_exact_request,
    make_exact_counts,
    sign_exact_counts,
)
from consult.exports.making import OnlyEdition, publish_results
from consult.exports.models import Edition, ExactCounts
from consult.exports.withdrawing import withdraw_results
from consult.jobs.models import Job
from consult.jobs.services import cancel
from consult.kernel.authz import SYSTEM, Actor, Role
from consult.kernel.errors import Conflict, Invalid
from tests.factories import make_actor, make_submission


@pytest.fixture
def published(session: Session, exact: Activity) -> Activity:
    """The activity with its results."""
    publish_results(session, SYSTEM, exact)
    return exact


def seen(session: Session, activity: Activity) -> str:
    asked = find_exact_request(session, activity.id)
    assert asked is not None
    return asked.asked_at.isoformat()


def signed(session: Session, activity: Activity, second: Actor | None = None) -> Job:
    ask_for_exact_counts(session, make_actor(session, Role.OFFICER), activity, "19 to 17 is what people want to know.")
    return sign_exact_counts(
        session, second or make_actor(session, Role.OFFICER), activity, seen=seen(session, activity)
    )


def make(session: Session, activity: Activity) -> str:
    job = signed(session, activity)
    return make_exact_counts(session, job, **job.args)


@contextmanager
def refused(session: Session) -> Iterator[None]:
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        yield


def test_who_asked_who_signed_and_why_is_kept_and_on_the_audit_log(session: Session, published: Activity) -> None:
    first, second = (make_actor(session, Role.OFFICER) for _ in range(2))
    with pytest.raises(Invalid):
        ask_for_exact_counts(session, first, published, "  ")
    ask_for_exact_counts(session, first, published, "They are close.")
    ask_for_exact_counts(session, first, published, "They are close. ")
    with pytest.raises(Conflict, match="another officer"):
        sign_exact_counts(session, first, published, seen=seen(session, published))
    with pytest.raises(Conflict, match="waiting"):
        ask_for_exact_counts(session, second, published, "I want it too.")
    with pytest.raises(Conflict, match="changed meanwhile"):
        sign_exact_counts(session, second, published, seen="before")
    job = sign_exact_counts(session, second, published, seen=seen(session, published))
    assert make_exact_counts(session, job, **job.args) == "The exact counts are published."
    kept = session.get_one(ExactCounts, published.id)
    assert (kept.asked_by_id, kept.signed_by_id, kept.because) == (
        first.person_id,
        second.person_id,
        "They are close.",
    )
    named = select(AuditEntry.name).where(AuditEntry.name.like("exports.exact%")).order_by(AuditEntry.id)
    assert session.scalars(named).all() == [
        "exports.exact_counts_requested",
        "exports.exact_counts_signed",
        "exports.exact_counts_published",
    ]


def test_they_are_published_once(session: Session, published: Activity) -> None:
    make(session, published)
    assert "once" in (exact_refusal_of(session, published) or "")
    with pytest.raises(NoExactCounts, match="published once"):
        ask_for_exact_counts(session, make_actor(session, Role.OFFICER), published, "Again.")


def test_the_database_keeps_them_as_they_are(session: Session, published: Activity) -> None:
    make(session, published)
    with refused(session):
        session.execute(update(ExactCounts).values(counts={}))
    with refused(session):
        session.execute(delete(ExactCounts))
    with refused(session):
        session.execute(update(ExactCounts).values(because="For another reason."))


def test_the_database_refuses_one_officer_alone(session: Session, published: Activity) -> None:
    ask_for_exact_counts(session, make_actor(session, Role.OFFICER), published, "They are close.")
    asked = find_exact_request(session, published.id)
    edition = newest_edition(session, published.id)
    assert asked is not None
    assert edition is not None
    alone = ExactCounts(
        activity_id=published.id,
        edition_id=edition.id,
        counts={},
        because="Mine.",
        asked_at=asked.asked_at,
        asked_by_id=asked.asked_by_id,
        signed_at=asked.asked_at,
        signed_by_id=asked.asked_by_id,
    )
    session.add(alone)
    with pytest.raises(DBAPIError, match="by_two"):
        session.flush()


def test_there_is_no_other_edition_after_them_not_even_of_withdrawn_ones(session: Session, published: Activity) -> None:
    make(session, published)
    for _ in range(30):
        make_submission(session, published, answers={"bench": "oppose"})
    with pytest.raises(OnlyEdition):
        publish_results(session, SYSTEM, published)
    withdraw_results(session, make_actor(session, Role.OFFICER), published, "Rows were doubled.", seen=1)
    with pytest.raises(OnlyEdition):
        publish_results(session, SYSTEM, published)
    assert session.query(Edition).count() == 1


def test_who_comes_between_signature_and_counting_stops_them(session: Session, published: Activity) -> None:
    job = signed(session, published)
    make_submission(session, published, answers={"bench": "oppose"})
    with pytest.raises(NoExactCounts, match="too late"):
        make_exact_counts(session, job, **job.args)
    assert session.get(ExactCounts, published.id) is None


def test_what_was_sent_back_meanwhile_is_not_counted(session: Session, published: Activity) -> None:
    job = signed(session, published)
    drop_exact_request(session, make_actor(session, Role.OFFICER), published)
    drop_exact_request(session, make_actor(session, Role.OFFICER), published)
    with pytest.raises(Conflict, match="Nobody asks"):
        make_exact_counts(session, job, **job.args)
    assert session.get(ExactCounts, published.id) is None


def test_a_second_signature_while_they_are_made_makes_nothing_twice(session: Session, published: Activity) -> None:
    second, third = (make_actor(session, Role.OFFICER) for _ in range(2))
    job = signed(session, published, second)
    assert sign_exact_counts(session, third, published, seen=seen(session, published)).id == job.id
    cancel(session, second, job)
    again = sign_exact_counts(session, third, published, seen=seen(session, published))
    assert again.id != job.id
    with pytest.raises(Conflict, match="Nobody asks"):
        make_exact_counts(session, job, **job.args)
    make_exact_counts(session, again, **again.args)
    assert session.get_one(ExactCounts, published.id).signed_by_id == third.person_id


def test_a_request_waits_for_every_officer_but_the_asker(session: Session, published: Activity) -> None:
    first, second, councillor = (make_actor(session, role) for role in (Role.OFFICER, Role.OFFICER, Role.COUNCILLOR))
    ask_for_exact_counts(session, first, published, "They are close.")
    assert [len(exact_counts_to_sign(session, actor)) for actor in (first, second, councillor)] == [0, 1, 0]
    sign_exact_counts(session, second, published, seen=seen(session, published))
    assert [len(exact_counts_to_sign(session, actor)) for actor in (first, second)] == [0, 0]
