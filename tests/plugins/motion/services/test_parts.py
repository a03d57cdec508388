"""Whoever has a part in a motion can give it up, and nobody's absence keeps a motion where it is."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.lines import lines_of
from consult.audit.models import AuditEntry
from consult.kernel.errors import Conflict, Invalid
from plugins.motion.lifecycle import State
from plugins.motion.policies import PERMISSIONS, MeetingHeld
from plugins.motion.services import parts
from plugins.motion.services.drafts import name_seconder
from plugins.motion.services.submission import ask_withdrawal
from tests.factories import actor_for
from tests.plugins.motion import story
from tests.support.mail import written_mail


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def lose(told: story.Story, part: str, how: str = "role") -> None:
    """Let somebody lose the role, or the account."""
    if how == "role":
        told.people[part].grants = []
    else:
        told.people[part].is_active = False
    told.session.flush()


def subjects(told: story.Story, part: str) -> list[str]:
    """What somebody was written about."""
    return [letter.subject for letter in written_mail(told.session, told.people[part].email)]


def test_an_invited_councillor_takes_part_or_declines(session: Session, told: story.Story) -> None:
    (drafter,) = told.motion.drafters
    assert subjects(told, "drafter") == ["You are invited to write a motion"]
    parts.join_draft(session, told.drafter, told.motion)
    assert drafter.joined_at is not None
    for _ in range(2):
        parts.leave_draft(session, told.drafter, told.motion)
    assert told.motion.drafters == []


def test_a_seconder_refuses_and_another_is_named(session: Session, told: story.Story) -> None:
    for _ in range(2):
        parts.step_back(session, told.seconder, told.motion, reason="")
    assert (told.motion.seconder_id, told.motion.handovers) == (None, [])
    assert subjects(told, "proposer") == ["A motion needs another seconder"]
    name_seconder(session, told.proposer, told.motion, told.people["other"].id, version=told.motion.version)
    assert subjects(told, "other") == ["You are asked to second a motion"]


def test_a_seconder_steps_back_after_submission_and_the_officer_hands_over(session: Session, told: story.Story) -> None:
    told.submit()
    parts.step_back(session, told.seconder, told.motion, reason="I was elected chair.")
    assert told.motion.frozen is not None
    assert (told.motion.seconder_name, told.motion.frozen.seconder_name) == ("", "Cllr Ben Seconder")
    assert "A motion needs another seconder" in subjects(told, "officer")
    other: dict[str, Any] = {"person_id": told.people["other"].id}
    with pytest.raises(Invalid, match="reason"):
        parts.hand_over(session, told.officer, told.motion, part="seconder", **other, reason=" ")
    ada = told.people["proposer"].id
    with pytest.raises(Invalid, match="two people"):
        parts.hand_over(session, told.officer, told.motion, part="seconder", person_id=ada, reason="No.")
    for _ in range(2):
        parts.hand_over(session, told.officer, told.motion, part="seconder", **other, reason="She agreed.")
    assert (told.motion.seconder_name, told.motion.seconder_ward) == ("Cllr Di Other", "Abbey")
    assert [(handover.from_name, handover.to_name) for handover in told.motion.handovers] == [
        ("Cllr Ben Seconder", ""),
        ("", "Cllr Di Other"),
    ]
    assert subjects(told, "other") == ["A motion was handed over to you"]


@pytest.mark.parametrize("how", ["role", "account"])
def test_a_withdrawal_waits_for_no_seconder_who_is_gone(session: Session, told: story.Story, how: str) -> None:
    told.submit()
    with pytest.raises(parts.StillThere):
        parts.withdraw_in_place(session, told.officer, told.motion, reason="At their wish.")
    lose(told, "seconder", how)
    ask_withdrawal(session, told.proposer, told.motion, reason="Done otherwise.")
    assert f"Withdrawal of motion {told.motion.number}" in subjects(told, "officer")
    for _ in range(2):
        parts.withdraw_in_place(session, told.officer, told.motion, reason="The seconder left the council.")
    assert told.motion.status is State.WITHDRAWN
    assert told.motion.withdrawal_reason == "Done otherwise.\n\nThe seconder left the council."
    (note,) = told.motion.handovers
    assert (note.part, note.to_name, note.made_at) == ("seconder", "", told.motion.ended_at)


def test_nobody_withdraws_in_the_place_of_others_what_the_council_has_voted_on(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    lose(told, "seconder", "role")
    clock_at(story.AFTER_MEETING)
    with pytest.raises(MeetingHeld):
        parts.withdraw_in_place(session, told.officer, told.motion, reason="The seconder left.")
    assert (told.motion.status, told.motion.withdrawal_reason) == (State.ON_AGENDA, "")
    assert not told.motion.handovers


def audit_log(session: Session) -> list[str]:
    """Return what the audit log tells, the newest first."""
    found = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).all()
    return [line.sentence for line in lines_of(session, found)]


def test_the_audit_log_tells_why_and_follows_what_is_taken_out_of_the_reason(
    session: Session, told: story.Story
) -> None:
    told.submit()
    number = told.motion.number
    parts.step_back(session, told.seconder, told.motion, reason="I was elected chair.")
    assert audit_log(session)[0].endswith(f"stepped back as seconder of motion {number} (reason: I was elected chair.)")
    given: dict[str, Any] = {"person_id": told.people["other"].id, "reason": "Her mother Joan agreed."}
    parts.hand_over(session, told.officer, told.motion, part="seconder", **given)
    assert audit_log(session)[0].endswith(f"the seconder of motion {number} (reason: Her mother Joan agreed.)")
    taken = told.motion.handovers[-1]
    taken.reason = "Her [redacted: somebody else’s personal details] agreed."
    session.flush()
    assert audit_log(session)[0].endswith("(reason: Her [redacted: somebody else’s personal details] agreed.)")
    lose(told, "proposer")
    parts.withdraw_in_place(session, told.officer, told.motion, reason="The proposer left.")
    assert audit_log(session)[0].endswith(f"withdrew motion {number} (reason: The proposer left.)")


def test_a_draft_has_no_reason_to_tell(session: Session, told: story.Story) -> None:
    parts.step_back(session, told.seconder, told.motion, reason="I do not agree.")
    (line,) = [text for text in audit_log(session) if "stepped back" in text]
    assert line == f"Cllr Ben Seconder stepped back as seconder of motion {told.motion.id}"


@pytest.mark.parametrize("how", ["role", "account"])
def test_a_draft_whose_proposer_is_gone_is_taken_over_by_one_who_writes_it(
    session: Session, told: story.Story, how: str
) -> None:
    with pytest.raises(Conflict, match="still a councillor"):
        parts.take_over_draft(session, told.drafter, told.motion)
    lose(told, "proposer", how)
    with pytest.raises(Conflict, match="invited"):
        parts.take_over_draft(session, told.other, told.motion)
    for _ in range(2):
        parts.take_over_draft(session, told.drafter, told.motion)
    assert (told.motion.proposer_name, told.motion.drafters) == ("Cllr Cy Drafter", [])
    assert PERMISSIONS["motion.submit"].allows(told.drafter, told.motion)


def test_a_submitted_motion_whose_proposer_is_gone_goes_on_with_another(session: Session, told: story.Story) -> None:
    told.submit()
    lose(told, "proposer")
    parts.hand_over(
        session,
        told.officer,
        told.motion,
        part="proposer",
        person_id=told.people["other"].id,
        reason="Cllr Proposer left the council.",
    )
    other = actor_for(session, told.people["other"])
    assert PERMISSIONS["motion.withdraw"].allows(other, told.motion)
    ask_withdrawal(session, other, told.motion, reason="Not needed.")
    assert told.motion.withdrawal_asked_at is not None


def test_nothing_is_handed_over_after_the_vote(session: Session, told: story.Story) -> None:
    told.carry()
    other = told.people["other"].id
    with pytest.raises(Conflict):
        parts.hand_over(session, told.officer, told.motion, part="seconder", person_id=other, reason="Late.")
    with pytest.raises(Conflict):
        parts.step_back(session, told.seconder, told.motion, reason="Late.")
