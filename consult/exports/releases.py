"""What was shown of an activity's numbers so far, to the public or to officers, and what may stand beside it."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.disclosure.release import Release, WouldReveal, publish
from consult.disclosure.rules import SENSITIVE
from consult.disclosure.tables import Table
from consult.exports.models import PublishedResults
from consult.exports.summary import about_you_tables
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.db import database_of, lock_row
from consult.kernel.messages import gettext as _
from consult.submissions import about_you

TABLE = "published_results"
FOR_OFFICERS = {"audience": "officer"}
ABOUT_YOU_KEYS = frozenset(question.key for question in about_you.QUESTIONS)


@dataclass(frozen=True, slots=True)
class DatedRelease:
    """A table as it was shown, and when."""

    release: Release
    at: datetime

    @property
    def note(self) -> str:
        """The sentence that says of when the numbers are, and when they will be others."""
        return _(
            "Counted on %(london)s. These numbers change only when at least %(threshold)s people have "
            "been added or taken out.",
            london=f"{london(self.at):%-d %B %Y}",
            threshold=SENSITIVE.threshold,
        )


def is_public() -> ColumnElement[bool]:
    """Whether a row is a publication rather than what officers alone were shown."""
    condition: ColumnElement[bool] = PublishedResults.shown["audience"].as_string().is_(None)
    return condition


def newest_results(session: Session, activity_id: int) -> PublishedResults | None:
    """Return the newest publication of an activity's results."""
    return session.scalar(
        select(PublishedResults)
        .where(PublishedResults.activity_id == activity_id, is_public())
        .order_by(PublishedResults.published_at.desc())
        .limit(1)
    )


def earlier_releases(session: Session, activity_id: int) -> list[DatedRelease]:
    """Return every table of an activity that anybody was shown, the oldest first, each once."""
    keys = database_of(session).keys
    query = select(PublishedResults).where(PublishedResults.activity_id == activity_id)
    found: list[DatedRelease] = []
    for row in session.scalars(query.order_by(PublishedResults.published_at, PublishedResults.id)):
        opened = keys.open(row.tables_sealed, table=TABLE, row=row.id, column="tables_sealed")
        for stored in orjson.loads(opened):
            release = Release.unsealed(stored)
            if all(release != dated_release.release for dated_release in found):
                found.append(DatedRelease(release, row.published_at))
    return found


def store_releases(
    session: Session,
    actor: Actor,
    activity: Activity,
    releases: Sequence[Release],
    shown: dict[str, object],
) -> PublishedResults:
    """Keep what is about to be shown, with the exact counts sealed: later tables are compared with them."""
    row_id = secrets.token_hex(16)
    plain = orjson.dumps([release.sealed() for release in releases])
    kept = PublishedResults(
        id=row_id,
        activity_id=activity.id,
        shown=shown,
        tables_sealed=database_of(session).keys.seal(plain, table=TABLE, row=row_id, column="tables_sealed"),
        published_at=clock.now(),
        published_by_id=actor.person_id,
    )
    session.add(kept)
    session.flush()
    return kept


def standing(table: Table, earlier: Sequence[DatedRelease]) -> DatedRelease | None:
    """Return the newest release of an about-you table while fewer people than the threshold have come or gone.

    So that nobody learns what one person said by looking before and after she is counted.
    """
    of_this = [
        dated_release
        for dated_release in earlier
        if dated_release.release.table.rows == table.rows and dated_release.release.table.columns is None
    ]
    if table.rows.key not in ABOUT_YOU_KEYS or not of_this:
        return None
    newest = of_this[-1]
    changed = abs(_people(newest.release.table) - _people(table))
    return newest if changed < newest.release.rules.threshold else None


def settle_about_you(session: Session, actor: Actor, activity: Activity) -> None:
    """Fix the about-you totals that officers are about to be shown, beside all that anybody was shown before."""
    tables = about_you_tables(session, activity.id)
    lock_row(session, activity)
    earlier = earlier_releases(session, activity.id)
    fresh: list[Release] = []
    for table in tables:
        if standing(table, earlier) is None:
            before = [*(dated_release.release for dated_release in earlier), *fresh]
            try:
                fresh.append(publish(table, SENSITIVE, activity=str(activity.id), is_open=False, earlier=before))
            except WouldReveal:
                continue
    if fresh:
        store_releases(session, actor, activity, fresh, dict(FOR_OFFICERS))


def newest_about_you(session: Session, activity_id: int) -> Iterator[tuple[str, DatedRelease | None]]:
    """Yield each about-you question with its totals as they were last shown; nothing when they are withheld."""
    earlier = earlier_releases(session, activity_id)
    for question in about_you.QUESTIONS:
        of_this = [dated_release for dated_release in earlier if dated_release.release.table.rows.key == question.key]
        yield question.label, of_this[-1] if of_this else None


def _people(table: Table) -> int:
    return table.count(table.whole()[0])
