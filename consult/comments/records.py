"""Translations as records: what is taken out of a text must be found in its translation too."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from consult.comments.models import Translation
from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission


def _submission(kept: Translation) -> Submission:
    session = object_session(kept)
    assert session is not None  # noqa: S101 (a row that was read belongs to a session)
    return session.get_one(Submission, kept.submission_id)


def _rows(_session: Session, consultation_id: int) -> Select[object]:
    about = select(Submission.id).join(Activity, Activity.id == Submission.activity_id)
    sent = about.where(Activity.consultation_id == consultation_id)
    return select(Translation).where(Translation.submission_id.in_(sent))


RECORDS = (
    Record(
        model=Translation,
        title=_l("Translation"),
        fields=(
            RecordField(column="text", label=_l("Translation")),
            RecordField(column="translator", label=_l("Who translated it"), kind="line"),
        ),
        name=lambda kept: _("Translation in %(reference)s", reference=_submission(kept).reference),
        page=lambda kept: ("desk.read", {"submission_id": kept.submission_id}),
        rows=_rows,
        consultation_id=lambda session, kept: session.get_one(Activity, _submission(kept).activity_id).consultation_id,
        parent=Translation.submission_id,
    ),
)
