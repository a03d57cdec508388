"""Who follows a motion hears of each public step, and of nothing before it is public."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.follows.queries import public_link
from consult.kernel import clock
from plugins.motion.correspondence import Way
from plugins.motion.records import Choice
from plugins.motion.services.letters import send_letter, sign_letter
from plugins.motion.services.replies import file_reply
from plugins.motion.services.votes import record_named_vote
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_replies import FACTS
from tests.plugins.motion.services.test_resolutions import DAY, letter
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
    assert subjects(session) == [f"Motion {number}: carried, resolution"]
    assert any("http://localhost/motions/resolutions/R2026-001" in body for _, _, body in mails(session))


def test_followers_hear_of_amendments_letters_and_replies_once_each(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    number = told.motion.number
    following(session, reference_to(told.motion), "anna@example.org")
    amendment = debate.in_order(told, "Other words.")
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    debate.vote(told, None)
    action = letter(told)
    signed = sign_letter(session, told.officer, action, recipient="Home Office", body="Answer.", signatory="Clerk")
    send_letter(session, told.officer, signed, way=Way.POST, sent_on=DAY)
    file_reply(session, told.officer, action, FACTS, number=1)
    run_jobs(session)
    found = [subject for to, subject, _ in mails(session) if to == "anna@example.org" and " M2026" in subject]
    assert Counter(found) == {
        f"Amendment {number}-A1: Proposed, waits for its seconder": 1,
        f"Amendment {number}-A1: In order, waits for a vote": 1,
        f"Amendment {number}-A1: Carried": 1,
        f"Motion {number}: carried, resolution": 1,
        f"Motion {number}: an action": 3,  # drafted, sent, replied
    }
    movers = [to for to, subject, _ in mails(session) if subject == f"Motion {number}: a reply"]
    assert sorted(movers) == sorted(told.people[part].email for part in ("proposer", "seconder"))
