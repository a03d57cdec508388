"""Taking answers from a CSV file: every fault with its line, all rows or none, and never twice."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.questions import (
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Kind,
    Question,
    Questionnaire,
)
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.text import clean_line
from consult.submissions.bulk import take_in_many
from consult.submissions.events import ResponsesImported
from consult.submissions.instruments import known_kinds, questionnaire_of
from consult.submissions.intake import Envelope
from consult.submissions.models import Channel, Submission
from consult.submissions.owners import require_desk
from consult.submissions.reader import ReadAnswers, naming, read_answers

BATCH = 1_000
LONGEST_CELL = 1_000_000
_MISSING = frozenset({str(PREFERRED_NOT_TO_SAY), str(NOT_ASKED), str(NOT_ANSWERED)})
TAKES_IMPORTS = frozenset({State.OPEN, State.CLOSED, State.ANALYSING})


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """How a file is to be read.

    `answers` maps question keys to columns; `key` is the column that tells rows apart, by which a second import
    recognises them (the whole row where there is none); `area` the column of the ward. `only` keeps the rows whose
    column holds one of the values, or a number from..to.
    """

    answers: Mapping[str, str]
    key: str | None = None
    area: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken, and why."""

    line: int
    sentence: str


@dataclass
class Report:
    """What an import found, and whether it was carried out."""

    rows: int = 0
    taken: int = 0
    known: int = 0
    left_out: int = 0
    refused: list[Refused] = field(default_factory=list)
    is_done: bool = False


def read_csv(content: bytes) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the columns, and each row with the line on which it ends.

    Raises `Invalid` when the file is not UTF-8, has no heading row, names a column twice, or a row is too long.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Invalid(f"Line {line} is not UTF-8. Save the file as “CSV UTF-8” and try again.") from error
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [clean_line(name) for name in next(reader, [])]
        if not columns or len(set(columns)) != len(columns):
            raise Invalid("The first line must name each column, and no column twice.")
        rows = [(reader.line_num, _row(columns, cells, reader.line_num)) for cells in reader if any(cells)]
    except csv.Error as error:
        raise Invalid(f"Line {reader.line_num} is not CSV ({error}). Mend it and try again.") from error
    return columns, rows


def _row(columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, str]:
    if len(cells) != len(columns):
        raise Invalid(f"Line {line} has {len(cells)} cells, and the heading has {len(columns)}. Mend it and try again.")
    return dict(zip(columns, cells, strict=True))


def import_responses(
    session: Session,
    actor: Actor,
    activity: Activity,
    content: bytes,
    mapped: Mapped,
    *,
    channel: Channel = Channel.IMPORT,
    dry_run: bool = False,
    is_synthetic: bool = False,
    progress: Callable[[int, int], None] | None = None,
    checking: Callable[[int, int], None] | None = None,
) -> Report:
    """Import every row of a CSV file in one transaction, or none if any row is refused.

    Rows that an earlier import took are counted as known and left alone. `checking` is told how many rows are read
    and checked, before anything is written; `progress` how many are written. Raises `Invalid` when the file or the
    mapping cannot be used at all, `Conflict` when the consultation takes no answers any more.
    """
    require_desk(session, activity)
    require_time_to_import(session, activity)
    asked = questionnaire_of(session, activity)
    if asked is None:
        raise Invalid("This activity asks no questions, so nothing can be imported into it.")
    columns, rows = read_csv(content)
    _require_columns(columns, mapped, asked)
    report = Report(rows=len(rows))
    wanted = [(line, row) for line, row in rows if _is_wanted(row, mapped.only)]
    report.left_out = len(rows) - len(wanted)
    told = wanted if checking is None else _told(wanted, checking)
    envelopes = list(_envelopes(told, mapped, asked, known_kinds(session), channel, is_synthetic, report))
    fresh = _unknown(session, activity, envelopes)
    report.known = len(envelopes) - len(fresh)
    if report.refused or dry_run:
        return report
    begin_write(session)
    for start in range(0, len(fresh), BATCH):
        take_in_many(session, activity, fresh[start : start + BATCH])
        if progress is not None:
            progress(min(start + BATCH, len(fresh)), len(fresh))
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
        raise Conflict("Responses can be imported from the opening of a consultation until its decision.")


def _require_columns(columns: Sequence[str], mapped: Mapped, asked: Questionnaire) -> None:
    if not mapped.answers:
        raise Invalid("Say which column answers which question.")
    for key in mapped.answers:
        if key not in asked.by_key:
            raise Invalid(f"There is no question with the key “{key}”. The keys are: {', '.join(asked.by_key)}.")
    needed = [*mapped.answers.values(), *mapped.only, *filter(None, (mapped.key, mapped.area))]
    for column in needed:
        if column not in columns:
            raise Invalid(f"The file has no column “{column}”. Its columns are: {', '.join(columns)}.")


def _told(
    rows: Sequence[tuple[int, dict[str, str]]], checking: Callable[[int, int], None]
) -> Iterator[tuple[int, dict[str, str]]]:
    for done, row in enumerate(rows):
        if done % BATCH == 0:
            checking(done, len(rows))
        yield row
    checking(len(rows), len(rows))


def _is_wanted(row: Mapping[str, str], only: Mapping[str, str]) -> bool:
    return all(_matches(row[column], wanted) for column, wanted in only.items())


def _matches(cell: str, wanted: str) -> bool:
    least, dots, most = wanted.partition("..")
    if not dots:
        return clean_line(cell) in {clean_line(one) for one in wanted.split("|")}
    try:
        return float(least) <= float(cell) <= float(most)
    except ValueError:
        return False


def _envelopes(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    mapped: Mapped,
    asked: Questionnaire,
    kinds: Mapping[str, Kind],
    channel: Channel,
    is_synthetic: bool,
    report: Report,
) -> Iterator[Envelope]:
    seen: dict[str, int] = {}
    for line, row in rows:
        read = _read_row(row, mapped, asked, kinds)
        answers = read.answers
        faults = [f"{naming(asked.by_key[key], fault)}." for key, fault in read.faults.items()]
        if not answers and not faults:
            faults.append("It answers no question.")
        import_key = _import_key(row, mapped.key)
        if import_key in seen:
            faults.append(f"It is the same as line {seen[import_key]}.")
        seen.setdefault(import_key, line)
        if faults:
            report.refused.append(Refused(line, " ".join(faults)))
            continue
        yield Envelope(
            answers=answers,
            idempotency_key=f"import:{asked.activity_id}:{import_key[:40]}",
            channel=channel,
            area=clean_line(row[mapped.area])[:60] if mapped.area else "",
            questions_version=asked.version,
            import_key=import_key,
            is_synthetic=is_synthetic,
            marks=read.marks,
        )


def _read_row(row: Mapping[str, str], mapped: Mapped, asked: Questionnaire, kinds: Mapping[str, Kind]) -> ReadAnswers:
    given, faults = {}, {}
    for key, column in mapped.answers.items():
        question = asked.by_key[key]
        try:
            given[key] = answer_in_cell(question, kinds[question.kind], row[column])
        except Invalid as error:
            faults[key] = str(error)
    return read_answers(asked.pages, kinds, given, faults=faults)


def answer_in_cell(question: Question, kind: Kind, cell: str) -> Any:
    """Return the answer in a cell, also where it holds what an export writes for a missing one; raises `Invalid`."""
    typed = clean_line(cell)
    is_missing = typed in _MISSING and (kind.types_missing or question.options)
    if not is_missing or question.in_words(typed) is not None:
        return kind.from_text(question, cell)
    if typed != str(PREFERRED_NOT_TO_SAY):
        return None
    code = next((one.code for one in question.options if one.says_nothing), None)
    if code is None:
        raise Invalid(f"“{typed}” is not one of the answers")
    return [code] if kind.is_multiple else code


def _import_key(row: Mapping[str, str], key: str | None) -> str:
    told_apart_by = row[key].strip() if key else "\x1f".join(f"{name}={cell}" for name, cell in sorted(row.items()))
    return hashlib.sha256(told_apart_by.encode()).hexdigest()


def _unknown(session: Session, activity: Activity, envelopes: Sequence[Envelope]) -> list[Envelope]:
    known: set[str | None] = set()
    keys = [one.import_key for one in envelopes]
    for start in range(0, len(keys), 500):
        query = select(Submission.import_key).where(
            Submission.activity_id == activity.id, Submission.import_key.in_(keys[start : start + 500])
        )
        known.update(session.scalars(query))
    return [one for one in envelopes if one.import_key not in known]
