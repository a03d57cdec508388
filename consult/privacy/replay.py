"""Erasing again, after a restore, what was erased since the backup was made."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.queries import person_by_email
from consult.audit.models import AuditEntry
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.privacy.events import PersonalDataErased
from consult.privacy.services import Subject, erase
from consult.submissions.erasures import RESPONSE, listed_erasures
from consult.submissions.models import Status, Submission

REPLAYED = "replayed"


def replay_erasures(database: Database, path: Path) -> tuple[int, int]:
    """Do what a list of erasures says and this database does not know; return how many were done, and how many not.

    Each is done in a transaction of its own, so that a second run goes on where the first one stopped.
    """
    with database.reading() as session:
        erased = select(AuditEntry.facts).where(AuditEntry.name == PersonalDataErased.name)
        done_before = {facts.get("listed_as") for facts in session.scalars(erased)}
    done = passed_over = 0
    for number, kind, subject in listed_erasures(database.keys, path):
        with database.unit_of_work() as session:
            found = None if number in done_before else _subject(session, kind, subject)
            if found is None:
                passed_over += 1
                continue
            erase(session, SYSTEM, found, REPLAYED, listed_as=number)
            done += 1
    return done, passed_over


def _subject(session: Session, kind: str, subject: str) -> Subject | None:
    if kind != RESPONSE:
        return Subject(subject, email=subject, person=session.scalar(person_by_email(subject)))
    submission = session.scalar(select(Submission).where(Submission.reference == subject))
    if submission is None or submission.status == Status.WITHDRAWN:
        return None
    return Subject(subject, submission=submission)
