"""Signing off a letter."""

from base64 import b64decode
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.kernel.db import database_of
from consult.kernel.errors import Invalid, SavedOtherwise
from consult.mail.models import MailMessage
from consult.mail.services import read_letter
from plugins.motion.correspondence import Dispatch, Letter, Way
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.letters import send_letter, sign_letter
from plugins.motion.services.resolutions import move_action
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter as add_letter

WORDS = {"recipient": "The Home Secretary", "body": "Please answer.", "signatory": "Chief executive"}


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def test_a_letter_is_signed_once_and_makes_its_action_a_draft(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    first = sign_letter(session, told.officer, action, **WORDS)
    assert sign_letter(session, told.officer, action, **WORDS) is first
    assert action.status is ActionState.DRAFTED
    assert sign_letter(session, told.officer, action, **{**WORDS, "body": "Please answer soon."}).number == 2


def test_a_letter_that_lacks_something_is_not_signed(session: Session, told: story.Story) -> None:
    with pytest.raises(Invalid) as refused:
        sign_letter(session, told.officer, add_letter(told), recipient=" ", body="", signatory="x")
    assert set(refused.value.fields) == {"recipient", "body"}


def test_the_words_of_a_letter_stay(session: Session, told: story.Story) -> None:
    sign_letter(session, told.officer, add_letter(told), **WORDS)
    with pytest.raises(DBAPIError, match="part of the permanent record"), session.begin_nested():
        session.execute(update(Letter).values(body="another"))


def mails(session: Session) -> list[Any]:
    """The mails that have files, as they were written."""
    found = session.scalars(select(MailMessage)).all()
    letters = [read_letter(database_of(session).keys, mail) for mail in found]
    return [letter for letter in letters if letter is not None and letter.files]


def test_a_letter_is_mailed_once_with_its_pdf_and_is_public_from_then_on(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    letter = sign_letter(session, told.officer, action, **WORDS)
    assert not letter.is_public
    first = send_letter(session, told.officer, letter, way=Way.EMAIL, address="Office@Home.example")
    assert send_letter(session, told.officer, letter, way=Way.EMAIL, address="Office@home.EXAMPLE") is first
    (mail,) = mails(session)
    assert (mail.to, mail.files[0][0]) == ("Office@home.example", "R2026-001-letter-1-1.pdf")
    assert b64decode(mail.files[0][2]).startswith(b"%PDF")
    assert "Please answer." in mail.body
    assert (action.status, letter.is_public) == (ActionState.SENT, True)


def test_a_posted_letter_is_recorded_and_another_day_is_refused(session: Session, told: story.Story) -> None:
    letter = sign_letter(session, told.officer, add_letter(told), **WORDS)
    for day in (None, date(2026, 11, 30), date(2026, 12, 2)):
        with pytest.raises(Invalid) as refused:
            send_letter(session, told.officer, letter, way=Way.POST, sent_on=day)
        assert "sent_on" in refused.value.fields
    assert send_letter(session, told.officer, letter, way=Way.POST, sent_on=date(2026, 12, 1)).address == ""
    assert mails(session) == []
    with pytest.raises(SavedOtherwise):
        send_letter(session, told.officer, letter, way=Way.POST, sent_on=date(2026, 12, 1) - timedelta(days=1))


def test_a_letter_that_replaced_another_does_not_make_that_public(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    wrong = sign_letter(session, told.officer, action, **{**WORDS, "body": "A mistake."})
    right = sign_letter(session, told.officer, action, **WORDS)
    send_letter(session, told.officer, right, way=Way.POST, sent_on=date(2026, 12, 1))
    assert (wrong.is_public, right.is_public) == (False, True)


def test_another_letter_to_the_same_recipient_is_a_reminder(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    for body in ("Please answer.", "We have had no answer."):
        letter = sign_letter(session, told.officer, action, **{**WORDS, "body": body})
        send_letter(session, told.officer, letter, way=Way.POST, sent_on=date(2026, 12, 1))
    assert [change.to_state for change in action.changes] == ["drafted", "sent", "chased"]
    other = sign_letter(session, told.officer, action, **{**WORDS, "recipient": "The Mayor"})
    send_letter(session, told.officer, other, way=Way.EMAIL, address="mayor@london.example")
    assert action.status is ActionState.CHASED


def test_an_action_with_a_signed_letter_is_sent_with_it_alone(session: Session, told: story.Story) -> None:
    action = add_letter(told)
    sign_letter(session, told.officer, action, **WORDS)
    with pytest.raises(Invalid) as refused:
        move_action(
            session,
            told.officer,
            action,
            to=ActionState.SENT,
            happened_on=date(2026, 12, 1),
            note="",
            version=action.version,
        )
    assert "to" in refused.value.fields


def test_that_a_letter_was_sent_stays(session: Session, told: story.Story) -> None:
    letter = sign_letter(session, told.officer, add_letter(told), **WORDS)
    send_letter(session, told.officer, letter, way=Way.POST, sent_on=date(2026, 12, 1))
    with pytest.raises(DBAPIError, match="part of the permanent record"), session.begin_nested():
        session.execute(update(Dispatch).values(sent_on=date(2026, 12, 2)))
