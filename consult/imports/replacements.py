"""Rows of a file in the place of what an earlier import took: what was said before stays readable for officers."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.known_rows import Compared
from consult.imports.plan import ImportPlan
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.events import ResponseReplaced
from consult.submissions.intake import keep_about_you
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import Values, revise

WHY = _l("A later file says something else under the same key.")


def replace_responses(
    session: Session, actor: Actor, activity: Activity, plan: ImportPlan, rows: Sequence[Compared]
) -> None:
    """Let each row take the place of what its earlier response says; what the file has no column for stays.

    Raises `Conflict` when a response changed since the rows were compared.
    """
    for compared in rows:
        submission = session.get_one(Submission, compared.earlier_id)
        if lock_row(session, submission).revision != compared.earlier_revision:
            raise Conflict(
                _("The response %(earlier)s has changed meanwhile. Decide about it again.", earlier=compared.earlier)
            )
        event = ResponseReplaced(consultation_id=activity.consultation_id, submission_id=submission.id)
        values = _values(plan, compared)
        revise(session, activity, submission, Cause.CORRECTION, by=actor, event=event, reason=WHY, **values)
        if plan.about_you:
            keep_about_you(session, activity.id, submission.id, compared.row.about_you)


def _values(plan: ImportPlan, compared: Compared) -> Values:
    row = compared.row
    values: Values = {
        "answers": row.answers,
        "marks": row.marks,
        "questions_version": row.version,
        "import_key": compared.import_key,
        "import_digest": compared.digest,
        "import_source": compared.source,
    }
    if plan.area:
        values["area"] = row.area
    if plan.channel:
        values["channel"] = row.channel
    if row.received_on is not None:
        values["received_on"] = row.received_on
    return values
