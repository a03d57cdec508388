"""Assessments as records: any text of them can be taken down or redacted for good, at any time."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.models import Assessment, AssessmentVersion, Entry, EntryRevision, Withholding
from plugins.impact.assessments.reviews import ReviewCause


def _texts(revision: EntryRevision) -> Iterator[tuple[tuple[str | int, ...], str]]:
    part = form_of(revision.entry.assessment).find_part(revision.entry.part)
    for asked in part.fields:
        if asked.is_words and revision.content.get(asked.key):
            yield (asked.key,), str(asked.label)


def _entries(consultation_id: int) -> Select[int]:
    return select(Entry.id).join(Entry.assessment).where(Assessment.consultation_id == consultation_id)


def _revisions(_session: Session, consultation_id: int) -> Select[EntryRevision]:
    return select(EntryRevision).where(EntryRevision.entry_id.in_(_entries(consultation_id)))


def _withholdings(_session: Session, consultation_id: int) -> Select[Withholding]:
    return select(Withholding).where(Withholding.entry_id.in_(_entries(consultation_id)))


def _versions(_session: Session, consultation_id: int) -> Select[AssessmentVersion]:
    numbers = select(Assessment.id).where(Assessment.consultation_id == consultation_id)
    return select(AssessmentVersion).where(AssessmentVersion.assessment_id.in_(numbers))


def _causes(_session: Session, consultation_id: int) -> Select[ReviewCause]:
    numbers = select(Assessment.id).where(Assessment.consultation_id == consultation_id)
    return select(ReviewCause).where(ReviewCause.assessment_id.in_(numbers))


def _page(assessment: Assessment) -> tuple[str, dict[str, int]]:
    return "impact_assessments.show", {"assessment_id": assessment.id}


RECORDS = (
    Record(
        model=EntryRevision,
        title=_l("Text of an assessment"),
        fields=(RecordField(column="content", label=_l("Text"), parts=_texts),),
        name=lambda revision: f"{revision.entry.assessment.number}, {revision.entry.part}",
        page=lambda revision: _page(revision.entry.assessment),
        rows=_revisions,
        consultation_id=lambda _session, revision: revision.entry.assessment.consultation_id,
    ),
    Record(
        model=Withholding,
        title=_l("Why words of an assessment are withheld"),
        fields=(RecordField(column="reason", label=_l("Reason"), may_be_corrected=True),),
        name=lambda withholding: withholding.entry.assessment.number,
        page=lambda withholding: _page(withholding.entry.assessment),
        rows=_withholdings,
        consultation_id=lambda _session, withholding: withholding.entry.assessment.consultation_id,
    ),
    Record(
        model=AssessmentVersion,
        title=_l("Why a version of an assessment was begun"),
        fields=(
            RecordField(column="reason", label=_l("Reason"), may_be_corrected=True),
            RecordField(column="dropped_reason", label=_l("Why it was dropped"), may_be_corrected=True),
        ),
        name=lambda version: f"{version.assessment.number}, {version.number}",
        page=lambda version: _page(version.assessment),
        rows=_versions,
        consultation_id=lambda _session, version: version.assessment.consultation_id,
    ),
    Record(
        model=ReviewCause,
        title=_l("What made an assessment due for review"),
        fields=(RecordField(column="happened", label=_l("What happened"), may_be_corrected=True),),
        name=lambda due: due.assessment.number,
        page=lambda due: _page(due.assessment),
        rows=_causes,
        consultation_id=lambda _session, due: due.assessment.consultation_id,
    ),
)
