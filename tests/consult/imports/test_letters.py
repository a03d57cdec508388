"""Letters, mails and minutes that arrive as files: read, entered from, and forgotten with what they say."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.files.models import StoredFile
from consult.imports.letters import (
    DEEPEST,
    KEPT,
    collect_from,
    counts_of,
    ending_of,
    entered_from,
    erase_from,
    find_letter,
    letters_of,
    may_read_file,
    names_of,
    purge_letters,
    put_aside,
    read_letter,
    take_in,
)
from consult.jobs.models import Job
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import Conflict, Invalid, NotFound
from consult.submissions.letters import Letter, LetterState, note_entry
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.documents import picture, word_document
from tests.support.mails import mail


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


def read_all(session: Session) -> list[Letter]:
    """Read every letter that waits, also those that come out of others, and return them all."""
    while waiting := session.scalars(select(Letter).where(Letter.state == LetterState.WAITING)).all():
        for letter in waiting:
            read_letter(session, Job(), letter_id=letter.id)
    return list(session.scalars(select(Letter).order_by(Letter.id)).all())


def taken(session: Session, officer: Actor, activity: Activity, name: str, content: bytes) -> list[Letter]:
    """Take one file in and read it, with all that is attached to it."""
    take_in(session, officer, activity, name, BytesIO(content))
    return read_all(session)


def test_a_mail_and_what_is_attached_to_it_are_letters_to_enter(
    session: Session, officer: Actor, activity: Activity
) -> None:
    content = mail(files={"Our answer.docx": word_document(), "virus.exe": b"MZ"}).as_bytes()
    first, attached = taken(session, officer, activity, "Rita.eml", content)
    assert "We are against the cameras." in first.text
    assert (first.channel, first.sender, first.received_on) == ("email", "rita@people.example", date(2026, 1, 12))
    assert (first.file_id, first.state) == (None, LetterState.READ)
    assert first.trouble == "Attached, and not taken in: virus.exe."
    assert (attached.text, attached.parent_id, attached.channel) == ("Seen", first.id, "email")
    assert attached.received_on == date(2026, 1, 12)
    assert counts_of(session, activity.id) == {LetterState.READ: 2}
    assert letters_of(session, activity.id, LetterState.READ) == [first, attached]
    assert names_of(session, [first.id]) == {first.id: "Rita.eml"}
    assert find_letter(session, first.id, officer) is first


def test_a_mail_that_waits_for_itself_is_opened_so_many_times_only(
    session: Session, officer: Actor, activity: Activity
) -> None:
    message = mail("Words 0")
    for depth in range(1, DEEPEST + 3):
        message = mail(f"Words {depth}", inner=message)
    assert len(taken(session, officer, activity, "loop.eml", message.as_bytes())) == DEEPEST


def test_a_picture_waits_to_be_typed_and_a_broken_file_says_so(
    session: Session, officer: Actor, activity: Activity
) -> None:
    scan, broken = [
        *taken(session, officer, activity, "scan.JPEG", picture()),
        *taken(session, officer, activity, "letter.pdf", b"%PDF-1.7 and no more")[1:],
    ]
    assert (scan.state, scan.text, ending_of(scan.name)) == (LetterState.READ, "", "jpg")
    assert scan.trouble.startswith("No text was found")
    assert broken.trouble.startswith("The file could not be read")


@pytest.mark.parametrize("name", ["letter.exe", "letter", "letter.html"])
def test_another_kind_of_file_is_refused(session: Session, officer: Actor, activity: Activity, name: str) -> None:
    with pytest.raises(Invalid, match="must be one of: eml, pdf"):
        take_in(session, officer, activity, name, BytesIO(b"MZ"))
    assert session.scalars(select(Letter)).all() == []


def test_a_day_to_come_is_not_when_a_mail_reached_us(session: Session, officer: Actor, activity: Activity) -> None:
    (letter,) = taken(session, officer, activity, "a.eml", mail(date="Mon, 12 Jan 2099 09:30:00 +0000").as_bytes())
    assert letter.received_on <= letter.added_at.date()


def test_no_letter_is_taken_in_before_opening(session: Session, officer: Actor) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    with pytest.raises(Conflict):
        take_in(session, officer, activity, "a.txt", BytesIO(b"Words"))


def test_a_letter_is_put_aside_once_with_a_reason_and_an_entered_one_is_not(
    session: Session, officer: Actor, activity: Activity
) -> None:
    (letter,) = taken(session, officer, activity, "a.txt", b"An invoice")
    for reason in ("An invoice", "Something else"):
        put_aside(session, officer, letter, reason)
    assert (letter.state, letter.aside_reason) == (LetterState.ASIDE, "An invoice")
    submission = make_submission(session, activity)
    for _ in range(2):
        note_entry(session, letter, submission.id, seen=0)
    assert entered_from(session, letter) == [submission]
    with pytest.raises(Conflict):
        put_aside(session, officer, letter, "Late")


def test_files_are_for_those_who_enter_responses(session: Session, officer: Actor, activity: Activity) -> None:
    (letter,) = taken(session, officer, activity, "a.txt", b"Words")
    assert letter.file_id is not None
    may = {"submissions.enter": deployment_of(session).registry.permissions["submissions.enter"]}
    allowed = Actor(person_id=officer.person_id, roles=frozenset({Role.OFFICER}), permissions=may)
    assert may_read_file(session, letter.file_id, allowed)
    assert not may_read_file(session, letter.file_id, ANONYMOUS)
    assert not may_read_file(session, letter.file_id + 1, allowed)


def test_mails_from_an_address_are_told_and_erased_with_all_that_came_with_them(
    session: Session, officer: Actor, activity: Activity
) -> None:
    content = mail(files={"a.txt": b"Words"}, inner=mail("Inner", sender="sam@people.example")).as_bytes()
    taken(session, officer, activity, "Rita.eml", content)
    kept = taken(session, officer, activity, "other.eml", mail(sender="other@people.example").as_bytes())[-1]
    assert collect_from(session, "RITA@people.example") == {
        "letters": [{"name": "Rita.eml", "received_on": "2026-01-12"}]
    }
    assert erase_from(session, "Sam@people.example") == 3
    assert session.scalars(select(Letter)).all() == [kept]
    assert session.scalars(select(StoredFile)).all() == []
    assert erase_from(session, "nobody@people.example") == 0


def test_letters_are_purged_a_year_later(
    session: Session, officer: Actor, activity: Activity, clock_at: Callable[[datetime], datetime]
) -> None:
    (letter,) = taken(session, officer, activity, "a.txt", b"Words")
    clock_at(letter.added_at + KEPT - timedelta(hours=1))
    assert purge_letters(session) == 0
    clock_at(letter.added_at + KEPT + timedelta(hours=1))
    assert purge_letters(session) == 1
    with pytest.raises(NotFound):
        find_letter(session, letter.id, officer)
