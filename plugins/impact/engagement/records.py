"""Engagement as records: any text can be taken down or redacted, at any time."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement.models import Engagement, EngagementWithholding, GapAnswer, Voice


def _assessments(consultation_id: int) -> Select[int]:
    return select(Assessment.id).where(Assessment.consultation_id == consultation_id)


def _engagements(_session: Session, consultation_id: int) -> Select[Engagement]:
    return select(Engagement).where(Engagement.assessment_id.in_(_assessments(consultation_id)))


def _voices(_session: Session, consultation_id: int) -> Select[Voice]:
    held = select(Engagement.id).where(Engagement.assessment_id.in_(_assessments(consultation_id)))
    return select(Voice).where(Voice.engagement_id.in_(held))


def _withheld(_session: Session, consultation_id: int) -> Select[EngagementWithholding]:
    held = select(Engagement.id).where(Engagement.assessment_id.in_(_assessments(consultation_id)))
    return select(EngagementWithholding).where(EngagementWithholding.engagement_id.in_(held))


def _gaps(_session: Session, consultation_id: int) -> Select[GapAnswer]:
    return select(GapAnswer).where(GapAnswer.assessment_id.in_(_assessments(consultation_id)))


def _gap_consultation(session: Session, answer: GapAnswer) -> int | None:
    return session.get_one(Assessment, answer.assessment_id).consultation_id


def _page(engagement_id: int) -> tuple[str, dict[str, int]]:
    return "impact_engagement.engagement", {"engagement_id": engagement_id}


RECORDS = (
    Record(
        model=Engagement,
        title=_l("Engagement"),
        fields=(
            RecordField(column="title", label=_l("What it is"), kind="line"),
            RecordField(column="place", label=_l("Place"), kind="line"),
            RecordField(column="question", label=_l("What they are asked")),
            RecordField(column="minutes", label=_l("Minutes")),
        ),
        name=lambda held: held.title,
        page=lambda held: _page(held.id),
        rows=_engagements,
        consultation_id=lambda _session, held: held.assessment.consultation_id,
    ),
    Record(
        model=Voice,
        title=_l("What a body said"),
        fields=(
            RecordField(column="name", label=_l("Name of the body"), kind="line"),
            RecordField(column="said", label=_l("What they said")),
            RecordField(column="answer", label=_l("What they were answered")),
        ),
        name=lambda voice: voice.name,
        page=lambda voice: _page(voice.engagement_id),
        rows=_voices,
        consultation_id=lambda _session, voice: voice.engagement.assessment.consultation_id,
    ),
    Record(
        model=EngagementWithholding,
        title=_l("Why words of an engagement are withheld"),
        fields=(RecordField(column="reason", label=_l("Reason"), may_be_corrected=True),),
        name=lambda words: words.engagement.title,
        page=lambda words: _page(words.engagement_id),
        rows=_withheld,
        consultation_id=lambda _session, words: words.engagement.assessment.consultation_id,
    ),
    Record(
        model=GapAnswer,
        title=_l("What was done about who is missing"),
        fields=(RecordField(column="done", label=_l("What was done")),),
        name=lambda answer: answer.category,
        page=lambda answer: ("impact_engagement.coverage", {"assessment_id": answer.assessment_id}),
        rows=_gaps,
        consultation_id=_gap_consultation,
    ),
)
