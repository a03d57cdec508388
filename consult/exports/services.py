"""Taking data out, always on the trail first, and publishing results under the small-number rules."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation
from consult.disclosure.release import Release, WouldReveal, publish
from consult.disclosure.tables import ProtectedTable, Table
from consult.exports.events import ExportTaken, ResultsPublished
from consult.exports.models import PublishedResults
from consult.exports.summary import about_you_tables, rules_for, summarise, was_asked
from consult.exports.writing import STILL_RUNNING, Wanted, chunks_of
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import Database, begin_write, database_now, database_of

TABLE = "published_results"
WITHHELD = "This table is withheld, because beside the other tables it would show what a few people said."


def record_export(session: Session, actor: Actor, wanted: Wanted) -> None:
    """Put an export on the trail; commit it before the first byte leaves."""
    event = ExportTaken(
        consultation_id=wanted.consultation.id if wanted.consultation else None,
        export=wanted.export.name,
        subject_id=wanted.subject_id,
        file_format=wanted.file_format.value,
        audience=wanted.audience.value,
    )
    record(session, event, actor)


def stream(database: Database, wanted: Wanted) -> Iterator[bytes]:
    """Yield the file's bytes from a session of its own, which lives as long as the file is being sent."""
    with database.reading() as session:
        consultation = wanted.consultation and session.get_one(Consultation, wanted.consultation.id)
        yield from chunks_of(session, replace(wanted, consultation=consultation))


def publish_results(session: Session, actor: Actor, activity: Activity, *, with_comments: bool) -> PublishedResults:
    """Publish an activity's results: every table under the small-number rules, beside what was published before.

    Questions asked for the council alone are left out. A table that would give away a small number together with
    another one is withheld, and says so. Raises `StillOpen` while people can take part.
    """
    begin_write(session)
    consultation = session.get_one(Consultation, activity.consultation_id)
    is_open = state_at(consultation, database_now(session)) in STILL_RUNNING
    summary = summarise(session, activity)
    tables = [summary.channels, *(one.table for one in summary.questions if one.table and one.question.is_public)]
    if was_asked(session, activity, lambda asked: asked.asks_area):
        tables.insert(1, summary.areas)
    tables += about_you_tables(session, activity.id)
    earlier = _earlier_releases(session, activity.id)
    releases: list[Release] = []
    shown: list[dict[str, Any]] = []
    for table in tables:
        try:
            released = publish(
                table,
                rules_for(table),
                activity=str(activity.id),
                is_open=is_open,
                earlier=[*earlier, *releases],
            )
        except WouldReveal:
            # One table that cannot be shown beside the others must not keep the rest from the public.
            shown.append(withheld_as_plain(table))
        else:
            releases.append(released)
            shown.append(shown_as_plain(table, released.shown))
    row_id = secrets.token_hex(16)
    sealed = database_of(session).keys.seal(
        orjson.dumps([one.sealed() for one in releases]), table=TABLE, row=row_id, column="tables_sealed"
    )
    published = PublishedResults(
        id=row_id,
        activity_id=activity.id,
        shown={"tables": shown},
        tables_sealed=sealed,
        with_comments=with_comments,
        published_at=clock.now(),
        published_by_id=actor.person_id,
    )
    session.add(published)
    session.flush()
    event = ResultsPublished(consultation_id=consultation.id, activity_id=activity.id, with_comments=with_comments)
    record(session, event, actor)
    return published


def shown_as_plain(table: Table, shown: ProtectedTable) -> dict[str, Any]:
    """Return a protected table as plain values for the public page and the public file."""
    return {
        "key": table.rows.key,
        "title": shown.name,
        "lines": [
            {"label": label, "people": value, "percent": percent, "text": text}
            for label, _column, value, percent, text in shown.records()
        ],
        "notes": list(shown.notes),
    }


def withheld_as_plain(table: Table) -> dict[str, Any]:
    """Return a table that may not be shown, as the public page and the public file tell of it."""
    return {"key": table.rows.key, "title": table.name, "lines": [], "notes": [WITHHELD]}


def newest_results(session: Session, activity_id: int) -> PublishedResults | None:
    """Return the newest publication of an activity's results."""
    return session.scalar(
        select(PublishedResults)
        .where(PublishedResults.activity_id == activity_id)
        .order_by(PublishedResults.published_at.desc())
        .limit(1)
    )


def published_activities(session: Session, activity_ids: Sequence[int]) -> dict[int, bool]:
    """Return which of these activities have published results, and whether the newest are with comments."""
    query = select(PublishedResults.activity_id, PublishedResults.with_comments).order_by(PublishedResults.published_at)
    found = session.execute(query.where(PublishedResults.activity_id.in_(activity_ids)))
    return {row.activity_id: row.with_comments for row in found}


def _earlier_releases(session: Session, activity_id: int) -> list[Release]:
    keys = database_of(session).keys
    rows = session.scalars(select(PublishedResults).where(PublishedResults.activity_id == activity_id))
    return [
        Release.unsealed(stored)
        for row in rows
        for stored in orjson.loads(keys.open(row.tables_sealed, table=TABLE, row=row.id, column="tables_sealed"))
    ]
