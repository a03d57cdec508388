"""Who follows a motion hears of each public step, and of nothing before it is public."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.follows.queries import public_link
from consult.kernel import clock
from plugins.motion.records import Choice
from plugins.motion.services.votes import record_named_vote
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.plugins.motion import story
from tests.support.web import FormClient


def subjects(session: Session) -> list[str]:
    run_jobs(session)
    return [subject for to, subject, _ in mails(session) if to == "anna@example.org" and subject.startswith("Motion M")]


def test_each_public_step_is_told_with_its_address(
    session: Session, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    assert public_link(session, reference_to(told.motion)) is None
    told.to_agenda()
    number = told.motion.number
    assert f"/follow/motion/{told.motion.id}" in client.get(f"/motions/{number}").text
    following(session, reference_to(told.motion), "anna@example.org")
    with clock.set_clock(clock.from_london(datetime.fromisoformat(story.AFTER_MEETING))):
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    clock_at(story.AFTER_MEETING)
    assert sorted(subjects(session)) == [f"Motion {number}: Carried", f"Motion {number}: resolution"]
    assert any(f"http://localhost/motions/{number}" in body for _, _, body in mails(session))
