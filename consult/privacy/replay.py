"""Erasing and redacting again, after a restore, what was erased or taken out since the backup was made."""

from dataclasses import dataclass, field
from pathlib import Path

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.queries import person_by_email
from consult.audit.models import AuditEntry
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database, database_of
from consult.kernel.errors import Conflict, NotFound
from consult.privacy.events import PersonalDataErased
from consult.privacy.services import Subject, erase
from consult.records.erasures import ADDRESS, RESPONSE, listed_erasures
from consult.records.events import PassageRedacted
from consult.records.places import find_row, place_named, record_named
from consult.records.redactions import redact, take_down
from consult.records.traces import REDACTION, REDACTION_UNDONE, Trace
from consult.submissions.models import Status, Submission

REPLAYED = "replayed"


@dataclass
class Replay:
    """What was done again: how much was erased and redacted, what was passed over, and where words were not found."""

    erased: int = 0
    redacted: int = 0
    passed_over: int = 0
    not_found: list[str] = field(default_factory=list)


def replay_erasures(database: Database, path: Path) -> Replay:
    """Do what a list of erasures and redactions says and this database does not know.

    Each is done in a transaction of its own, so that a second run goes on where the first one stopped.
    """
    lines = list(listed_erasures(database.keys, path))
    undone = {tuple(orjson.loads(subject)) for _, kind, subject in lines if kind == REDACTION_UNDONE}
    with database.reading() as session:
        names = (PersonalDataErased.name, PassageRedacted.name)
        facts_of_all = session.scalars(select(AuditEntry.facts).where(AuditEntry.name.in_(names)))
        done_before = {facts.get("listed_as") for facts in facts_of_all}
    replay = Replay()
    for number, kind, subject in lines:
        if kind == REDACTION_UNDONE:
            continue
        with database.unit_of_work() as session:
            if number in done_before:
                replay.passed_over += 1
            elif kind == REDACTION:
                _redact_again(session, Trace.read(subject), number, undone, replay)
            elif kind in {RESPONSE, ADDRESS} and (found := _subject(session, kind, subject)) is not None:
                erase(session, SYSTEM, found, REPLAYED, listed_as=number)
                replay.erased += 1
            else:
                replay.passed_over += 1
    return replay


def _redact_again(session: Session, trace: Trace, number: str, undone: set[tuple[object, ...]], replay: Replay) -> None:
    done = False
    for place in trace.places:
        if (trace.table, trace.row, place, trace.at) in undone:
            continue
        is_there = False
        for table, row in filter(None, [(trace.table, trace.row), trace.parent]):
            found = _redact_in(session, trace, table, row, place, number)
            is_there = is_there or (found is not None and table == trace.table)
            if found:
                done = True
                break
        else:
            if is_there:
                replay.not_found.append(f"{trace.table} {trace.row}, {place}")
    replay.redacted += done
    replay.passed_over += not done


def _redact_in(session: Session, trace: Trace, table: str, key: str, place: str, number: str) -> bool | None:
    """Return whether the passages were found and are taken out, or `None` when there is no such text."""
    try:
        record = record_named(session, table)
        row = find_row(session, record, key)
        text = place_named(record, row, place).text
    except NotFound:
        return None
    hits = trace.places[place].hits(database_of(session).keys, text)
    try:
        if trace.is_whole and (hits or table == trace.table):
            take_down(session, SYSTEM, record, row, place, code=trace.code, listed_as=number)
        elif hits and not trace.is_whole:
            redact(session, SYSTEM, record, row, {place: hits}, code=trace.code, listed_as=number)
        else:
            return False
    except Conflict:
        return None
    return True


def _subject(session: Session, kind: str, subject: str) -> Subject | None:
    if kind != RESPONSE:
        return Subject(subject, email=subject, person=session.scalar(person_by_email(subject)))
    submission = session.scalar(select(Submission).where(Submission.reference == subject))
    if submission is None or submission.status == Status.WITHDRAWN:
        return None
    return Subject(subject, submission=submission)
