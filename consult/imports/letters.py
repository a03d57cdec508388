"""Letters, mails and minutes taken in as files, so that officers enter responses from them."""

import json
import logging
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.files.intake import TooLarge
from consult.files.services import clean_name, forget_file, open_file, store_file
from consult.files.uploads import receive_file
from consult.imports import letter_reader
from consult.imports.services import require_time_to_import
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.clock import london
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_text
from consult.submissions.events import LetterPutAside, LetterTakenIn
from consult.submissions.letters import Letter, LetterEntry, LetterState, forget_letters
from consult.submissions.models import Channel, Submission
from consult.submissions.owners import require_desk

log = logging.getLogger(__name__)
READ = "letters.read"
MAIL = "eml"
PICTURES = ("jpg", "png")
ENDINGS = ("pdf", "docx", "txt", *PICTURES)
KEPT = timedelta(days=365)
DEEPEST = 3
"""Mails that are attached to mails are opened so many times."""
LONGEST_WAIT = 60
_TROUBLES: Mapping[str, str] = {
    "password": _l("The file is protected by a password, so its text could not be read."),
    "strange": _l("The file is not a mail. Save it as a mail (EML) or as a PDF, and take it in again."),
    "empty": _l("No text was found in the file: it may be a picture of a page. Type what stands there."),
    "broken": _l("The file could not be read: it is damaged or too complicated. Open it, and type what stands there."),
}


def take_in(session: Session, actor: Actor, activity: Activity, name: str, content: IO[bytes]) -> Letter:
    """Keep a letter that came as a file, and ask for it to be read.

    Raises `Invalid` or `TooLarge` with a sentence when the file cannot be taken, and `Conflict` while the consultation
    takes no responses.
    """
    require_desk(session, activity)
    require_time_to_import(session, activity)
    received_on = london(database_now(session)).date()
    letter = _keep(session, actor, activity.id, name, content, received_on=received_on)
    event = LetterTakenIn(consultation_id=activity.consultation_id, activity_id=activity.id, letter_id=letter.id)
    record(session, event, actor)
    return letter


def _keep(
    session: Session,
    actor: Actor,
    activity_id: int,
    name: str,
    content: IO[bytes],
    *,
    received_on: date,
    parent: Letter | None = None,
) -> Letter:
    ending = ending_of(name)
    if ending not in (*ENDINGS, MAIL):
        known = ", ".join((MAIL, *ENDINGS))
        raise Invalid(_("The file must be one of: %(endings)s. Save it as one of these and try again.", endings=known))
    if ending == MAIL:
        # A mail may hold anything, so it is never handed out: it is kept only until it is read.
        file = store_file(session, f"{clean_name(name).rpartition('.')[0]}.txt", content)
    else:
        file = receive_file(session, actor, name, content, endings=ENDINGS)
    is_mail = ending == MAIL or parent is not None
    letter = Letter(
        activity_id=activity_id,
        parent_id=None if parent is None else parent.id,
        file_id=file.id,
        name=clean_name(name),
        channel=Channel.EMAIL if is_mail else Channel.PAPER,
        received_on=received_on,
        added_at=database_now(session),
        added_by_id=actor.person_id,
    )
    session.add(letter)
    session.flush()
    if ending in PICTURES:
        letter.state, letter.trouble = LetterState.READ, str(_TROUBLES["empty"])
    else:
        enqueue(session, READ, key=f"{READ}:{letter.id}", created_by=actor, letter_id=letter.id)
    return letter


def ending_of(name: str) -> str:
    """Return how a file's name ends, in small letters."""
    ending = name.rpartition(".")[2].lower()
    return "jpg" if ending == "jpeg" else ending


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What was read in a letter."""

    text: str = ""
    trouble: str = ""
    sender: str = ""
    sent: date | None = None
    attached: Sequence[tuple[str, bytes]] = ()


def read_letter(session: Session, job: Job, *, letter_id: int) -> str:
    """Read the text of a letter, and take in what is attached to it: the job `letters.read`."""
    letter = session.get(Letter, letter_id)
    if letter is None or letter.state != LetterState.WAITING or letter.file is None:
        return _("The letter is not waiting any more.")
    file, ending = letter.file, ending_of(letter.name)
    with open_file(session, file) as content:
        words = _read_aside(ending, content.read())
    lock_row(session, letter)
    letter.text, letter.trouble = clean_text(words.text), words.trouble
    letter.sender, letter.received_on = words.sender[:254], min(words.sent or letter.received_on, letter.received_on)
    letter.state = LetterState.READ
    session.flush()
    if ending == MAIL:
        letter.file_id = None
        session.flush()
        forget_file(session, file)
        _take_attachments(session, letter, words.attached)
    return _("The letter is read.")


def _take_attachments(session: Session, letter: Letter, attached: Sequence[tuple[str, bytes]]) -> None:
    left_out: list[str] = []
    depth, parent = 1, letter
    while parent.parent_id is not None:
        depth, parent = depth + 1, session.get_one(Letter, parent.parent_id)
    for name, content in attached:
        try:
            if depth >= DEEPEST:
                raise Invalid(_("It is a mail in a mail in a mail."))
            _keep(
                session,
                SYSTEM,
                letter.activity_id,
                name,
                BytesIO(content),
                received_on=letter.received_on,
                parent=letter,
            )
        except (Invalid, TooLarge):
            left_out.append(clean_name(name))
    if left_out:
        letter.trouble = _("Attached, and not taken in: %(names)s.", names=", ".join(left_out))
    session.flush()


def _read_aside(ending: str, content: bytes) -> _Words:
    with TemporaryDirectory(prefix="consult-letter-") as place:
        source, folder = Path(place) / "letter", Path(place) / "attached"
        source.write_bytes(content)
        folder.mkdir()
        command = [sys.executable, "-m", letter_reader.__name__, ending, str(source), str(folder)]
        try:
            done = subprocess.run(  # noqa: S603 (our own module; the names of the files are ours too)
                command, capture_output=True, stdin=subprocess.DEVNULL, timeout=LONGEST_WAIT, check=True
            )
            told: dict[str, Any] = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError) as error:
            log.warning("A letter of kind %s could not be read: %s", ending, type(error).__name__)
            return _Words(trouble=str(_TROUBLES["broken"]))
        text = str(told.get("text", ""))
        trouble = told.get("trouble") or ("" if text.strip() else "empty")
        return _Words(
            text=text,
            trouble=str(_TROUBLES[trouble]) if trouble else "",
            sender=str(told.get("sender", "")),
            sent=date.fromisoformat(told["sent"]) if told.get("sent") else None,
            attached=[(item["name"], (folder / item["file"]).read_bytes()) for item in told.get("files", ())],
        )


def find_letter(session: Session, letter_id: int, actor: Actor) -> Letter:
    """Return a letter; raises `NotFound` when there is none, or none of an activity that the actor may know of."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFound
    find_activity(session, letter.activity_id, actor)
    return letter


def names_of(session: Session, letter_ids: Collection[int]) -> Mapping[int, str]:
    """Name letters for the audit log."""
    chosen = select(Letter.id, Letter.name).where(Letter.id.in_(letter_ids))
    return {row.id: row.name for row in session.execute(chosen)}


def letters_of(session: Session, activity_id: int, state: LetterState, *, most: int = 100) -> Sequence[Letter]:
    """Return the first letters of an activity in a state, by when they were taken in."""
    chosen = select(Letter).where(Letter.activity_id == activity_id, Letter.state == state)
    return session.scalars(chosen.order_by(Letter.id).limit(most)).all()


def counts_of(session: Session, activity_id: int) -> Mapping[LetterState, int]:
    """Return how many letters of an activity are in each state."""
    counted = select(Letter.state, func.count()).where(Letter.activity_id == activity_id).group_by(Letter.state)
    return {LetterState(state): count for state, count in session.execute(counted)}


def entered_from(session: Session, letter: Letter) -> Sequence[Submission]:
    """Return the responses that were entered from a letter."""
    return session.scalars(
        select(Submission)
        .join(LetterEntry, LetterEntry.submission_id == Submission.id)
        .where(LetterEntry.letter_id == letter.id)
        .order_by(Submission.id)
    ).all()


def put_aside(session: Session, actor: Actor, letter: Letter, reason: str) -> None:
    """Say that nothing is entered from a letter, and why; the same again changes nothing.

    Raises `Conflict` for a letter that is being read or was entered.
    """
    lock_row(session, letter)
    if letter.state == LetterState.ASIDE:
        return
    if letter.state != LetterState.READ:
        raise Conflict(_("Only a letter that is still to be entered can be put aside."))
    letter.state, letter.aside_reason = LetterState.ASIDE, reason
    session.flush()
    activity = session.get_one(Activity, letter.activity_id)
    event = LetterPutAside(consultation_id=activity.consultation_id, activity_id=activity.id, letter_id=letter.id)
    record(session, event, actor)


def may_read_file(session: Session, file_id: int, actor: Actor) -> bool:
    """Whether somebody may read the file of a letter: officers who enter responses."""
    return (
        actor.can("submissions.enter")
        and session.scalar(select(Letter.id).where(Letter.file_id == file_id)) is not None
    )


def collect_from(session: Session, address: str) -> Mapping[str, object]:
    """Return the mails from an address that are kept."""
    found = session.scalars(select(Letter).where(_is_from(address))).all()
    return {"letters": [{"name": letter.name, "received_on": letter.received_on.isoformat()} for letter in found]}


def erase_from(session: Session, address: str) -> int:
    """Delete the mails from an address with all that was attached to them."""
    found = session.scalars(select(Letter.id).where(_is_from(address))).all()
    return forget_letters(session, found) if found else 0


def purge_letters(session: Session) -> int:
    """Delete letters a year after they were taken in; the responses entered from them stay."""
    limit = database_now(session) - KEPT
    found = session.scalars(select(Letter.id).where(Letter.added_at < limit)).all()
    return forget_letters(session, found) if found else 0


def _is_from(address: str) -> ColumnElement[bool]:
    return func.lower(Letter.sender) == address.lower()
