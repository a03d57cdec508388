"""What an import of a file would do: told before anything is written, and its refused rows given back as a file."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.imports.clashes import decisions_of, keep_clashes
from consult.imports.files import content_of, plan_of, require_unfinished
from consult.imports.known_rows import Decided
from consult.imports.models import ImportState, ResponseImport
from consult.imports.plan import ImportPlan
from consult.imports.rows import Refused
from consult.imports.services import Report, import_responses
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.spreadsheet import safe_row
from consult.kernel.text import excerpt
from consult.submissions.events import ImportFaultsTaken
from consult.submissions.models import Channel

SHOWN = 200
WHY = _l("What is wrong")


def check_upload(session: Session, actor: Actor, found: ResponseImport, plan: ImportPlan, channel: Channel) -> Report:
    """Read the whole file in this way and keep what an import would do; no response is written.

    Rows that say something else than before are kept to be decided one by one, whatever the plan says of them.
    Raises `Invalid` when the file cannot be read in this way, `Conflict` when it is being imported already.
    """
    require_unfinished(session, found)
    activity = session.get_one(Activity, found.activity_id)
    plan = replace(plan, on_conflict=None)
    report = _dry_run(session, actor, found, plan, channel)
    lock_row(session, found)
    require_unfinished(session, found)
    found.mapping = plan.plain()
    found.channel, found.state = channel, ImportState.CHECKED
    found.report = {
        "head": found.report["head"],
        "rows": report.rows,
        "fresh": report.fresh,
        "known": report.known,
        "repeated": report.repeated,
        "left_out": report.left_out,
        "refused": len(report.refused),
        "first": [[refused.line, excerpt(refused.sentence, 300)] for refused in report.refused[:SHOWN]],
        "unknown": [[name, words, count] for (name, words), count in report.unknown.most_common(SHOWN)],
        "unknown_values": len(report.unknown),
        "elsewhere": [list(pair) for pair in report.elsewhere.most_common(3)],
        "questions_version": activity.settings_version,
    }
    found.revision += 1
    found.job_id = None
    keep_clashes(session, found, report.clashes)
    session.flush()
    return report


def rest_of(session: Session, actor: Actor, found: ResponseImport) -> tuple[int, bytes]:
    """Return how many rows are not taken, and these rows as a file, read from the upload again."""
    if found.state == ImportState.DONE:
        return int(found.report["rest"]), content_of(session, found)
    if found.state == ImportState.UPLOADED:
        raise Conflict(_("Say first which column answers which question."))
    decided = decisions_of(session, found)
    report = _dry_run(session, actor, found, plan_of(found), Channel(found.channel), decided)
    rest = refused_rows(report)
    return len(rest), rows_as_csv(report, rest)


def refused_rows(report: Report) -> list[Refused]:
    """Return the rows that are not taken: those with a fault, and those that clash with earlier ones."""
    clashing = [
        Refused(
            clash.row.number,
            _("It has the key of %(earlier)s, which says something else.", earlier=clash.earlier),
            clash.row.cells,
        )
        for clash in report.clashes
    ]
    return sorted((*report.refused, *clashing), key=lambda refused: refused.line)


def record_faults_taken(session: Session, actor: Actor, activity: Activity, rows: int) -> None:
    """Recorded in the audit log that the list of refused rows was taken; commit it before the first byte leaves."""
    event = ImportFaultsTaken(consultation_id=activity.consultation_id, activity_id=activity.id, rows=rows)
    record(session, event, actor)


def rows_as_csv(report: Report, refused: list[Refused]) -> bytes:
    """Return refused rows as a CSV file: their cells as they were, their number, and what is wrong.

    No spreadsheet takes a cell for a formula; who uploads the mended file says so, and the apostrophes go again.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(safe_row([*report.columns, report.unit.capitalize(), WHY]))
    for line in refused:
        cells = list(line.cells)[: len(report.columns)]
        writer.writerow(safe_row([*cells, *[""] * (len(report.columns) - len(cells)), line.line, line.sentence]))
    return ("\ufeff" + file.getvalue()).encode("utf-8", "replace")


def _dry_run(
    session: Session,
    actor: Actor,
    found: ResponseImport,
    plan: ImportPlan,
    channel: Channel,
    decided: Mapping[str, Decided] | None = None,
) -> Report:
    activity, content = session.get_one(Activity, found.activity_id), content_of(session, found)
    return import_responses(session, actor, activity, content, plan, channel=channel, decided=decided, dry_run=True)
