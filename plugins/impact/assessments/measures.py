"""By when the measures of a signed assessment, and its review, are due."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.deadlines import meet_deadlines, set_deadline
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, reference_to
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.models import AssessmentVersion, EntryRevision

ENDED = frozenset({"done", "not_done"})


def keep_deadlines(session: Session, version: AssessmentVersion) -> None:
    """Have people reminded of each measure that is not done, and of the review; what is done is met."""
    said = revisions_at(session, version.assessment, version.number)
    for revision in said.get("mitigations", ()):
        _keep_measure(session, version, revision)
    for revision in said.get("review", ()):
        typed = revision.content.get("due_on")
        if typed:
            set_deadline(
                session,
                reference_to(version.assessment),
                date.fromisoformat(typed),
                owner=Role.OFFICER,
                text=_("Review assessment %(number)s", number=version.assessment.number),
            )


def _keep_measure(session: Session, version: AssessmentVersion, revision: EntryRevision) -> None:
    measure = Reference("impact_entry", revision.entry_id)
    typed = revision.content.get("due_on")
    if revision.content.get("progress") in ENDED or not typed:
        meet_deadlines(session, measure)
        return
    set_deadline(
        session,
        measure,
        date.fromisoformat(typed),
        owner=Role.OFFICER,
        text=_(
            "Measure %(row)s of assessment %(number)s",
            row=revision.entry.number,
            number=version.assessment.number,
        ),
    )
