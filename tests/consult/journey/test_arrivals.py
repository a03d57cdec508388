"""How responses arrived: whether they came together is seen for two days, who sent them never."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.arrivals import KEPT_FOR, QUICK, purge_arrivals, record_arrival
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit, withdraw
from consult.kernel import clock
from consult.submissions.models import Arrival, Submission, SubmissionLabel
from tests.factories import make_activity, make_consultation, make_submission

ClockAt = Callable[..., datetime]
SPRING = "2026-03-02 12:10"


def arrived(session: Session, activity: Activity, address: str) -> str | None:
    """Let a response arrive from an address and return the digest that is kept."""
    number = make_submission(session, activity).id
    record_arrival(session, activity.id, number, address, None)
    return session.scalar(select(Arrival.network).where(Arrival.submission_id == number))


@pytest.mark.parametrize(
    ("address", "neighbour", "stranger"),
    [("192.0.2.7", "192.0.2.200", "192.0.3.7"), ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")],
    ids=["IPv4", "IPv6"],
)
def test_neighbours_in_a_network_have_one_digest(
    session: Session, activity: Activity, clock_at: ClockAt, address: str, neighbour: str, stranger: str
) -> None:
    clock_at(SPRING)
    assert arrived(session, activity, address) == arrived(session, activity, neighbour)
    assert arrived(session, activity, address) != arrived(session, activity, stranger)
    assert address not in str(arrived(session, activity, address))


def test_an_address_written_as_ipv6_is_the_one_it_stands_for(
    session: Session, activity: Activity, clock_at: ClockAt
) -> None:
    clock_at(SPRING)
    assert arrived(session, activity, "::ffff:192.0.2.9") == arrived(session, activity, "192.0.2.7")


def test_no_digest_joins_two_hours_or_two_activities(session: Session, activity: Activity, clock_at: ClockAt) -> None:
    other = make_activity(session, make_consultation(session, slug="lamps"))
    clock_at(SPRING)
    found = [arrived(session, activity, "192.0.2.7"), arrived(session, other, "192.0.2.7")]
    clock_at("2026-03-02 13:10")
    found.append(arrived(session, activity, "192.0.2.7"))
    assert None not in found
    assert len(set(found)) == 3


def test_without_an_address_nothing_is_kept(session: Session, activity: Activity) -> None:
    assert arrived(session, activity, "") is None


@pytest.mark.parametrize(
    ("took", "labels"), [(QUICK - timedelta(seconds=1), ["quick"]), (QUICK, [])], ids=["in 9 seconds", "in 10 seconds"]
)
def test_what_is_sent_in_seconds_is_labelled_and_counts(
    session: Session, activity: Activity, clock_at: ClockAt, took: timedelta, labels: list[str]
) -> None:
    begun = clock_at(clock.now())
    code = start_draft(
        session, activity.id, activity.settings_version, content=Content(answers={"position": "support"})
    )
    clock_at(begun + took)
    reference = submit(session, code, address="192.0.2.7")
    assert session.scalars(select(SubmissionLabel.name)).all() == labels
    sent = session.scalars(select(Submission).where(Submission.reference == reference)).one()
    assert sent.status == "submitted"


def test_digests_go_after_a_day_and_with_the_response(session: Session, activity: Activity, clock_at: ClockAt) -> None:
    now = clock_at(clock.now())
    code = start_draft(
        session, activity.id, activity.settings_version, content=Content(answers={"position": "support"})
    )
    submit(session, code, address="192.0.2.7")
    arrived(session, activity, "192.0.2.7")
    withdraw(session, code)
    assert len(session.scalars(select(Arrival)).all()) == 1
    assert session.scalars(select(SubmissionLabel)).all() == []
    assert purge_arrivals(session) == 0
    clock_at(now + KEPT_FOR + timedelta(hours=1))
    assert purge_arrivals(session) == 1
    assert session.scalars(select(Arrival)).all() == []
