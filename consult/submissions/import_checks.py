"""What an import of a file would do: told before anything is written, and its refused rows given back as a file."""

import csv
import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.spreadsheet import safe_row
from consult.kernel.text import excerpt
from consult.submissions.events import ImportFaultsTaken
from consult.submissions.import_files import content_of, plan_of, require_unfinished
from consult.submissions.import_plan import ImportPlan, OnConflict
from consult.submissions.import_rows import Refused
from consult.submissions.importing import Report, import_responses
from consult.submissions.instruments import known_kinds, questionnaire_of
from consult.submissions.models import Channel, ImportState, ResponseImport, Submission
from consult.submissions.showing import answer_rows

SHOWN = 200
SHOWN_CLASHES = 50
WHY = "What is wrong"


def check_upload(session: Session, actor: Actor, found: ResponseImport, plan: ImportPlan, channel: Channel) -> Report:
    """Read the whole file in this way and keep what an import would do; no response is written.

    Raises `Invalid` when the file cannot be read in this way, `Conflict` when it is being imported already.
    """
    require_unfinished(session, found)
    activity = session.get_one(Activity, found.activity_id)
    report = _dry_run(session, actor, found, plan, channel)
    lock_row(session, found)
    require_unfinished(session, found)
    found.mapping = plan.plain()
    found.channel, found.state = channel.value, ImportState.CHECKED.value
    found.report = {
        "head": found.report["head"],
        "rows": report.rows,
        "fresh": report.fresh,
        "known": report.known,
        "repeated": report.repeated,
        "left_out": report.left_out,
        "refused": len(report.refused),
        "first": [[one.line, excerpt(one.sentence, 300)] for one in report.refused[:SHOWN]],
        "clashes": len(report.clashes),
        "first_clashes": [
            [one.row.number, one.earlier, excerpt(_in_words(session, activity, one.row.answers, one.row.version), 500)]
            for one in report.clashes[:SHOWN_CLASHES]
        ],
        "unknown": [[name, words, count] for (name, words), count in report.unknown.most_common(SHOWN)],
        "unknown_values": len(report.unknown),
        "elsewhere": [list(pair) for pair in report.elsewhere.most_common(3)],
        "questions_version": activity.settings_version,
    }
    found.revision += 1
    found.job_id = None
    session.flush()
    return report


def is_undecided(found: ResponseImport) -> bool:
    """Whether rows have the key of earlier ones and other words, and nobody said what becomes of them."""
    return bool(found.report.get("clashes")) and plan_of(found).on_conflict is OnConflict.ASK


def clashes_of(session: Session, activity: Activity, found: ResponseImport) -> list[tuple[int, str, str, str]]:
    """Return for each clash the row's number, the earlier reference, and what both say: the earlier as it is now."""
    first = found.report.get("first_clashes", ())
    query = select(Submission).where(Submission.reference.in_([reference for _, reference, _ in first]))
    earlier = {one.reference: one for one in session.scalars(query)}
    return [
        (number, reference, _in_words(session, activity, one.answers, one.questions_version), words)
        for number, reference, words in first
        if (one := earlier.get(reference)) is not None
    ]


def rest_of(session: Session, actor: Actor, found: ResponseImport) -> tuple[int, bytes]:
    """Return how many rows are not taken, and these rows as a file, read from the upload again."""
    if found.state == ImportState.DONE:
        return int(found.report["rest"]), content_of(session, found)
    if found.state == ImportState.UPLOADED:
        raise Conflict("Say first which column answers which question.")
    report = _dry_run(session, actor, found, plan_of(found), Channel(found.channel))
    rest = refused_rows(report)
    return len(rest), rows_as_csv(report, rest)


def refused_rows(report: Report) -> list[Refused]:
    """Return the rows that are not taken: those with a fault, and those that clash with earlier ones."""
    clashing = [
        Refused(one.row.number, f"It has the key of {one.earlier}, which says something else.", one.row.cells)
        for one in report.clashes
    ]
    return sorted((*report.refused, *clashing), key=lambda refused: refused.line)


def note_faults_taken(session: Session, actor: Actor, activity: Activity, rows: int) -> None:
    """Put on the trail that the list of refused rows was taken; commit it before the first byte leaves."""
    event = ImportFaultsTaken(consultation_id=activity.consultation_id, activity_id=activity.id, rows=rows)
    record(session, event, actor)


def rows_as_csv(report: Report, refused: list[Refused]) -> bytes:
    """Return refused rows as a CSV file: their cells as they were, their number, and what is wrong.

    No spreadsheet takes a cell for a formula; who uploads the mended file says so, and the apostrophes go again.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(safe_row([*report.columns, report.unit.capitalize(), WHY]))
    for one in refused:
        cells = list(one.cells)[: len(report.columns)]
        writer.writerow(safe_row([*cells, *[""] * (len(report.columns) - len(cells)), one.line, one.sentence]))
    return ("\ufeff" + file.getvalue()).encode("utf-8", "replace")


def _dry_run(session: Session, actor: Actor, found: ResponseImport, plan: ImportPlan, channel: Channel) -> Report:
    activity = session.get_one(Activity, found.activity_id)
    return import_responses(session, actor, activity, content_of(session, found), plan, channel=channel, dry_run=True)


def _in_words(session: Session, activity: Activity, answers: Any, version: int) -> str:
    asked = questionnaire_of(session, activity, version)
    rows = answer_rows(asked, known_kinds(session), answers) if asked is not None else []
    return "; ".join(f"{question} {words}" for _, _, question, words in rows if words)
