"""Taking data out, always in the audit log first, and publishing results under the small-number rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import speaking_to
from consult.disclosure.release import Release, WouldReveal, publish, told_in_words
from consult.disclosure.rules import ORDINARY
from consult.disclosure.tables import Line, ProtectedTable, Table
from consult.exports.equality import ABOUT_YOU, is_running
from consult.exports.events import ExportTaken, ResultsPublished
from consult.exports.export_files import STILL_RUNNING, SUMMARY, Wanted, asking_activities, chunks_of
from consult.exports.measures import median_line
from consult.exports.models import PublishedResults, PublishedTable
from consult.exports.public_rows import make_public_rows
from consult.exports.question_summary import QuestionSummary, as_published
from consult.exports.releases import (
    DatedRelease,
    earlier_releases,
    is_public,
    settle_about_you,
    standing,
    store_releases,
)
from consult.exports.summary import (
    Summary,
    about_you_tables,
    newest_submission,
    rules_for,
    summarise,
    was_asked,
)
from consult.kernel.authz import Actor
from consult.kernel.db import Database, database_now, lock_row
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

NO_MEAN = _l(
    "The mean and the exact median are not published: beside those of a later publication, they would tell "
    "what single people said."
)
WITHHELD = _l("This table is withheld, because beside the other tables it would show what a few people said.")


def begin_export(database: Database, actor: Actor, wanted: Wanted) -> None:
    """Fix what an export will hold and put it in the audit log, before its first byte leaves."""
    # On its own, so that opening every sealed row keeps nobody from writing.
    with database.unit_of_work() as session:
        settle(session, actor, wanted)
    database.write(lambda session: record_export(session, actor, wanted))


def record_export(session: Session, actor: Actor, wanted: Wanted) -> None:
    """Put an export in the audit log; commit it before the first byte leaves."""
    event = ExportTaken(
        consultation_id=wanted.consultation.id if wanted.consultation else None,
        export=wanted.export.name,
        subject_id=wanted.subject_id,
        file_format=wanted.file_format,
        audience=wanted.audience,
    )
    record(session, event, actor)


def settle(session: Session, actor: Actor, wanted: Wanted) -> None:
    """Fix what an export will hold, so that nobody learns what a few people said by what changes between two.

    These are the about-you totals, and the public file of responses.
    """
    if wanted.has_public_rows:
        make_public_rows(session, actor, session.get_one(Activity, wanted.subject_id))
    if wanted.consultation is None or wanted.export not in (ABOUT_YOU, SUMMARY):
        return
    consultation = session.get_one(Consultation, wanted.consultation.id)
    if not is_running(session, consultation):
        for activity in asking_activities(session, consultation):
            if wanted.export is SUMMARY or activity.id == wanted.subject_id:
                settle_about_you(session, actor, activity)


def stream(database: Database, wanted: Wanted) -> Iterator[bytes]:
    """Yield the file's bytes from a session of its own, which lives as long as the file is being sent."""
    with database.reading() as session:
        consultation = wanted.consultation and session.get_one(Consultation, wanted.consultation.id)
        yield from chunks_of(session, replace(wanted, consultation=consultation))


@dataclass
class _Publication:
    """The tables of one publication, each held against those before it: new ones, old ones again, and what is shown."""

    activity: Activity
    is_open: bool
    earlier: Sequence[DatedRelease]
    questions: Mapping[str, QuestionSummary]
    fresh: list[Release]
    again: list[Release] = field(default_factory=list)
    shown: list[PublishedTable] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Publish one more table, as it stands already or anew; or say that it is withheld."""
        kept = standing(table, self.earlier)
        if kept is not None and not self.is_open:
            self.again.append(kept.release)
            self.shown.append(shown_as_plain(table, kept.release.shown, kept.note))
            return
        question = self.questions.get(table.rows.key)
        note = question.note if question is not None else ""
        try:
            released = self._publish(table)
        except WouldReveal:
            # One table that cannot be shown beside the others must not keep the rest from the public.
            self.shown.append(withheld_as_plain(table, note))
            return
        self.fresh.append(released)
        notes = _told_of_numbers(released.shown) if question is not None and question.is_number else []
        self.shown.append(shown_as_plain(table, released.shown, *notes, asked_in=note))

    def _publish(self, table: Table) -> Release:
        earlier = [*(dated.release for dated in self.earlier), *self.fresh]
        return publish(table, rules_for(table), activity=str(self.activity.id), is_open=self.is_open, earlier=earlier)


def _tables_of(session: Session, activity: Activity, summary: Summary) -> list[Table]:
    """Return the tables that the public gets of an activity: none of a question asked for the council alone."""
    of_questions = [
        as_published(question.table) for question in summary.questions if question.table and question.question.is_public
    ]
    areas = [summary.areas] if was_asked(session, activity, lambda asked: asked.asks_area) else []
    return [summary.channels, *areas, *of_questions, *about_you_tables(session, activity.id)]


def publish_results(session: Session, actor: Actor, activity: Activity) -> PublishedResults:
    """Publish an activity's results: every table under the small-number rules, beside what was published before.

    Questions asked for the council alone are left out. A table that would give away a small number together with
    another one is withheld, and says so. Raises `StillOpen` while people can take part.
    """
    # What is published stays as it is, so it speaks the council's own language, whoever published it.
    with speaking_to(session, None):
        return _publish(session, actor, activity)


def _publish(session: Session, actor: Actor, activity: Activity) -> PublishedResults:
    lock_row(session, activity)
    consultation = session.get_one(Consultation, activity.consultation_id)
    is_open = state_at(consultation, database_now(session)) in STILL_RUNNING
    summary = summarise(session, activity)
    questions = {question.question.key: question for question in summary.questions}
    # The consultation's page tells how many responded, whatever the tables hide.
    told = told_in_words(summary.counted, ORDINARY, activity=str(activity.id))
    publication = _Publication(activity, is_open, earlier_releases(session, activity.id), questions, fresh=[told])
    for table in _tables_of(session, activity, summary):
        publication.add(table)
    shown_now = {
        "tables": publication.shown,
        "comments_up_to": newest_submission(session, activity.id),
        "answers_revision": activity.answers_revision,
    }
    releases = [*publication.fresh, *publication.again]
    published = store_releases(session, actor, activity, releases, shown_now)
    event = ResultsPublished(consultation_id=consultation.id, activity_id=activity.id)
    record(session, event, actor)
    return published


def shown_as_plain(table: Table, shown: ProtectedTable, *notes: str, asked_in: str = "") -> PublishedTable:
    """Return a protected table as plain values for the public page and the public file."""
    return {
        "key": table.rows.key,
        "title": shown.name,
        "asked_in": asked_in,
        "base": shown.base,
        "lines": [
            {
                "code": row.code,
                "label": row.label,
                "kind": row.kind,
                "people": row.cell.value,
                "percent": row.cell.percent,
                "text": row.cell.text,
            }
            for row in shown.records()
        ],
        "notes": [*notes, *shown.notes],
    }


def withheld_as_plain(table: Table, asked_in: str = "") -> PublishedTable:
    """Return a table that may not be shown, as the public page and the public file tell of it."""
    return {
        "key": table.rows.key,
        "title": table.name,
        "asked_in": asked_in,
        "base": None,
        "lines": [],
        "notes": [WITHHELD],
    }


def _told_of_numbers(shown: ProtectedTable) -> list[str]:
    """Return what is told of numbers beside their bands: no more than follows from the bands as they are shown."""
    band = median_line([(row.label, row.cell.value) for row in shown.records() if row.kind is Line.ANSWER])
    return [*([_("The median is in the band “%(band)s”.", band=band)] if band else []), NO_MEAN]


def published_activities(session: Session, activity_ids: Sequence[int]) -> set[int]:
    """Return which of these activities have published results."""
    published = (PublishedResults.activity_id.in_(activity_ids), is_public())
    return set(session.scalars(select(PublishedResults.activity_id).where(*published)))
