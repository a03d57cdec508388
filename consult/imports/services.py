"""Taking answers from a file: every fault with its line, all rows or none, and never twice."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import select
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.deployment import deployment_of
from consult.imports.known_rows import Compared, Decided, KnownRows, Standing
from consult.imports.plan import ImportPlan
from consult.imports.replacements import replace_responses
from consult.imports.rows import ABOUT_YOU_BY_KEY, Asked, Refused, RowRead, RowReader
from consult.kernel.authz import Actor
from consult.kernel.clock import london, to_the_hour
from consult.kernel.db import begin_write, database_now, database_of
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.areas import area_in_words
from consult.submissions.bulk import take_in_many
from consult.submissions.events import ResponsesImported
from consult.submissions.intake import Envelope
from consult.submissions.models import Channel, Submission
from consult.submissions.owners import require_desk
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.tables.files import read_table
from consult.tables.values import Row, Table

BATCH = 1_000
TAKES_IMPORTS = frozenset({State.OPEN, State.CLOSED, State.ANALYSING})
Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What an import found, and whether it was carried out.

    `known` rows were imported before, `repeated` ones stand in the file more than once. Of the rows with the key of an
    earlier one and other words, `clashes` wait for a decision, `kept` leave the earlier response as it is, and
    `replacing` ones take its place. `unknown` counts the values that match no answer, by question.
    """

    rows: int = 0
    taken: int = 0
    fresh: int = 0
    known: int = 0
    repeated: int = 0
    left_out: int = 0
    elsewhere: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    clashes: list[Compared] = field(default_factory=list)
    replacing: list[Compared] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    is_done: bool = False
    unit: str = "line"
    columns: tuple[str, ...] = ()
    described: str = ""


def import_responses(
    session: Session,
    actor: Actor,
    activity: Activity,
    content: bytes,
    plan: ImportPlan,
    *,
    channel: Channel = Channel.IMPORT,
    decided: Mapping[str, Decided] | None = None,
    dry_run: bool = False,
    takes_rest: bool = False,
    is_synthetic: bool = False,
    progress: Progress | None = None,
    checking: Progress | None = None,
) -> Report:
    """Import every row of a file in one transaction, or none if any row is refused; with `takes_rest` the others.

    Rows that an earlier import took are counted as known and left alone; `decided` says what becomes of single rows
    that say something else than before. `checking` is told how many rows are read
    and checked, before anything is written; `progress` how many are written. Raises `Invalid` when the file or the
    plan cannot be used at all, or a row cannot be written, `Conflict` when the consultation takes no answers any more.
    """
    require_desk(session, activity)
    require_time_to_import(session, activity)
    asked = _asked(session, activity, channel, is_synthetic)
    table = read_table(content, plan.layout)
    require_columns(table, plan, asked)
    reader = RowReader(table, plan, asked)
    report = Report(rows=len(table.rows), unit=table.unit, columns=table.columns, described=table.describe())
    rows = list(_readable(table, reader, report, checking))
    fresh = _fresh(KnownRows(session, activity, table, plan, decided), rows, report)
    report.unknown, report.fresh = reader.unknown, len(fresh)
    if dry_run or not (takes_rest or not (report.refused or report.clashes)):
        return report
    begin_write(session)
    replace_responses(session, actor, activity, plan, report.replacing)
    _write(session, activity, fresh, table.unit, progress)
    report.taken, report.is_done = len(fresh), True
    event = ResponsesImported(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        rows=len(fresh),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    record(session, event, actor)
    return report


def require_time_to_import(session: Session, activity: Activity) -> None:
    """Raise `Conflict` before the consultation opens and from its decision on."""
    consultation = session.get_one(Consultation, activity.consultation_id)
    if state_at(consultation, database_now(session)) not in TAKES_IMPORTS:
        raise Conflict(_("Responses can be imported from the opening of a consultation until its decision."))


def require_columns(table: Table, plan: ImportPlan, asked: Asked) -> None:
    """Raise `Invalid` when a plan names a question or column that is not there, or no question at all."""
    if not plan.answered:
        raise Invalid(_("Say which column answers which question."))
    for key in (*plan.answers, *plan.boxes):
        _require_question(key, asked)
    for key in plan.about_you:
        if key not in ABOUT_YOU_BY_KEY or not asked.versions[asked.current].asks_about_you:
            raise Invalid(_("There is no question about the person with the key “%(key)s” here.", key=key))
    missing = [column for column in plan.columns() if column not in table.places]
    if missing:
        columns = ", ".join(table.columns)
        raise Invalid(
            _(
                "The file has no column “%(missing)s”. Its columns are: %(columns)s. %(describe)s",
                missing=missing[0],
                columns=columns,
                describe=table.describe(),
            )
        )


def _require_question(key: str, asked: Asked) -> None:
    question = asked.by_key.get(key)
    if question is None:
        raise Invalid(
            _(
                "There is no question with the key “%(key)s”. The keys are: %(by_key)s.",
                key=key,
                by_key=", ".join(asked.by_key),
            )
        )
    if question.endings:
        raise Invalid(_("“%(key)s” is answered by a file, which a column cannot hold. Leave it out.", key=key))
    if question.work_out is not None:
        raise Invalid(
            _("“%(key)s” is worked out from other answers. So no column can answer it. Leave it out.", key=key)
        )


def _asked(session: Session, activity: Activity, channel: Channel, is_synthetic: bool) -> Asked:
    versions = {number: one for number, one in all_versions(session, activity).items() if one is not None}
    current = activity.settings_version
    settings = deployment_of(session).settings
    wards = settings.council.areas
    if current not in versions:
        raise Invalid(_("This activity asks no questions, so nothing can be imported into it."))
    return Asked(
        versions=versions,
        current=current,
        kinds=known_kinds(session),
        channel=channel,
        today=london(database_now(session)).date(),
        read_area=cache(lambda cell: area_in_words(cell, wards)),
        is_synthetic=is_synthetic,
    )


def _readable(table: Table, reader: RowReader, report: Report, checking: Progress | None) -> Iterator[RowRead]:
    for row in _told(table.rows, checking):
        read = reader.read(row) if reader.is_wanted(row) else None
        if read is None:
            report.left_out += 1
        elif isinstance(read, Refused):
            report.refused.append(read)
        else:
            yield read


def _told(rows: Sequence[Row], checking: Progress | None) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if checking is not None and done % BATCH == 0:
            checking(done, len(rows))
        yield row
    if checking is not None:
        checking(len(rows), len(rows))


def _fresh(known: KnownRows, rows: Sequence[RowRead], report: Report) -> list[Compared]:
    """Return the rows that are new; the others are counted in the report."""
    fresh = []
    for compared in known.compare(rows):
        if compared.standing is Standing.FRESH:
            fresh.append(compared)
        elif compared.standing is Standing.KNOWN:
            report.known += 1
        elif compared.standing is Standing.REPEATED:
            report.repeated += 1
        elif compared.standing is Standing.CLASHING:
            report.clashes.append(compared)
        elif compared.standing is Standing.KEPT:
            report.kept += 1
        elif compared.standing is Standing.REPLACING:
            report.replacing.append(compared)
        else:
            report.refused.append(Refused(compared.row.number, compared.sentence, compared.row.cells))
    report.refused.sort(key=lambda refused: refused.line)
    report.elsewhere = known.elsewhere(fresh)
    return fresh


def _write(
    session: Session, activity: Activity, fresh: Sequence[Compared], unit: str, progress: Progress | None
) -> None:
    """Write all rows together; what the database refuses is told by its row, and is final."""
    batch: Sequence[Compared] = ()
    # SQLite goes on after a refused statement, and pays dearly for each statement below a savepoint.
    aside = nullcontext() if database_of(session).is_sqlite else session.begin_nested()
    try:
        with aside:
            for start in range(0, len(fresh), BATCH):
                batch = fresh[start : start + BATCH]
                _take_in(session, activity, batch)
                if progress is not None:
                    progress(start + len(batch), len(fresh))
    except OperationalError:
        raise
    except (StatementError, TypeError, ValueError) as error:
        first, last = _refused_by_database(session, activity, batch)
        where = (
            f"{unit} {first}"
            if first == last
            else _("the %(unit)ss %(first)s to %(last)s", unit=unit, first=first, last=last)
        )
        raise Invalid(
            _(
                "The database cannot keep %(where)s, so nothing was imported. Correct the file, or leave that out.",
                where=where,
            )
        ) from error


def _refused_by_database(session: Session, activity: Activity, batch: Sequence[Compared]) -> tuple[int, int]:
    """Return the number of the row that cannot be written by itself, or those of the first and last that may be it."""
    keys = [compared.import_key for compared in batch]
    query = select(Submission.import_key).where(Submission.activity_id == activity.id, Submission.import_key.in_(keys))
    written = set(session.scalars(query))
    for compared in batch:
        try:
            with session.begin_nested():
                _take_in(session, activity, [compared] if compared.import_key not in written else [])
        except (StatementError, TypeError, ValueError):
            return compared.row.number, compared.row.number
    return batch[0].row.number, batch[-1].row.number


def _take_in(session: Session, activity: Activity, rows: Sequence[Compared]) -> None:
    envelopes = [_envelope(activity, compared) for compared in rows]
    take_in_many(session, activity, envelopes, [compared.row.about_you for compared in rows])


def _envelope(activity: Activity, compared: Compared) -> Envelope:
    row = compared.row
    return Envelope(
        answers=row.answers,
        idempotency_key=f"import:{activity.id}:{compared.import_key[:40]}",
        channel=row.channel,
        area=row.area,
        questions_version=row.version,
        received_on=row.received_on,
        submitted_at=to_the_hour(row.received_at) if row.received_at else None,
        import_key=compared.import_key,
        import_digest=compared.digest,
        import_source=compared.source,
        is_synthetic=row.is_synthetic,
        marks=row.marks,
    )
