"""What a response was entered from goes when its words go."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_now
from consult.submissions.letters import Letter, LetterEntry, LetterState, forget_letters, letters_behind, note_entry
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.revision import revise
from tests.factories import make_actor, make_submission
from tests.support.redaction import redact


def a_letter(session: Session, activity: Activity, **more: object) -> Letter:
    """Return a letter that was read."""
    given: dict[str, Any] = {"channel": Channel.EMAIL, **more}
    letter = Letter(
        activity_id=activity.id,
        name="a.eml",
        received_on=date(2026, 1, 12),
        state=LetterState.READ,
        added_at=database_now(session),
        **given,
    )
    session.add(letter)
    session.flush()
    return letter


def _redact(session: Session, officer: Actor, activity: Activity, submission: Submission) -> None:
    redact(session, officer, activity, submission, question="reasons", passage="Rita")


def _withdraw(session: Session, officer: Actor, activity: Activity, submission: Submission) -> None:
    revise(session, activity, submission, Cause.WITHDRAWAL, by=officer, status=Status.WITHDRAWN)


def _erase(session: Session, officer: Actor, activity: Activity, submission: Submission) -> None:
    revise(session, activity, submission, Cause.ERASURE, by=officer, status=Status.WITHDRAWN)


@pytest.mark.parametrize("take_away", [_redact, _withdraw, _erase])
def test_words_that_are_taken_away_take_the_mail_and_all_that_came_with_it(
    session: Session, activity: Activity, take_away: Callable[[Session, Actor, Activity, Submission], None]
) -> None:
    officer, submission = (
        make_actor(session, Role.OFFICER),
        make_submission(session, activity, answers={"reasons": "Rita"}),
    )
    mail = a_letter(session, activity)
    attached = a_letter(session, activity, parent_id=mail.id)
    a_letter(session, activity, parent_id=mail.id)
    other = a_letter(session, activity)
    note_entry(session, attached, submission.id, seen=0)
    assert attached.state == LetterState.ENTERED
    take_away(session, officer, activity, submission)
    assert session.scalars(select(Letter)).all() == [other]
    assert session.scalars(select(LetterEntry)).all() == []


def test_a_correction_keeps_the_letter(session: Session, activity: Activity) -> None:
    submission = make_submission(session, activity)
    letter = a_letter(session, activity)
    note_entry(session, letter, submission.id, seen=0)
    revise(session, activity, submission, Cause.STATUS, status=Status.EXCLUDED, exclusion_code="duplicate")
    assert session.scalars(select(Letter)).all() == [letter]
    assert forget_letters(session, [letter.id]) == 1


def test_what_a_response_was_entered_from_is_found(session: Session, activity: Activity) -> None:
    submission, other = make_submission(session, activity), make_submission(session, activity)
    letter = a_letter(session, activity)
    assert letters_behind(session, submission.id) == []
    note_entry(session, letter, submission.id, seen=0)
    assert (letters_behind(session, submission.id), letters_behind(session, other.id)) == ([letter], [])
