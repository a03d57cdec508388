"""Notes and tags as records: they are about people too, so words are found in them and taken out."""

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.desk.models import Note, Tag
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded
from consult.submissions.models import Submission


def _submission(note: Note) -> Submission:
    session = object_session(note)
    assert session is not None  # noqa: S101 (a row that was read belongs to a session)
    return session.get_one(Submission, note.submission_id)


def _notes(_session: Session, consultation_id: int) -> Select[object]:
    about = select(Submission.id).join(Activity, Activity.id == Submission.activity_id)
    return select(Note).where(Note.submission_id.in_(about.where(Activity.consultation_id == consultation_id)))


def _tags(_session: Session, consultation_id: int) -> Select[object]:
    return select(Tag).join(Activity, Activity.id == Tag.activity_id).where(Activity.consultation_id == consultation_id)


def _fold(_tag: Tag, values: Mapping[str, object]) -> Mapping[str, object]:
    return {"folded": folded(str(values["name"]))} if "name" in values else {}


RECORDS = (
    Record(
        model=Note,
        title=_l("Note about a response"),
        fields=(RecordField(column="text", label=_l("Note")),),
        name=lambda note: _("Note about %(reference)s", reference=_submission(note).reference),
        page=lambda note: ("desk.read", {"submission_id": note.submission_id}),
        rows=_notes,
        consultation_id=lambda session, note: session.get_one(Activity, _submission(note).activity_id).consultation_id,
        parent=Note.submission_id,
    ),
    Record(
        model=Tag,
        title=_l("Tag"),
        fields=(RecordField(column="name", label=_l("Tag"), kind="line"),),
        name=lambda tag: tag.name,
        page=lambda tag: ("desk.index", {"activity_id": tag.activity_id, "tag": tag.id}),
        rows=_tags,
        consultation_id=lambda session, tag: session.get_one(Activity, tag.activity_id).consultation_id,
        derived=_fold,
    ),
)
