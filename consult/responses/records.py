"""The questions of a written response as records: words can be taken out of every version."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.responses.models import QuestionsVersion


def _asked_texts(version: QuestionsVersion) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if version.definition.get("introduction"):
        yield ("introduction",), "Introduction"
    for place, question in enumerate(version.definition["questions"]):
        yield ("questions", place, "label"), _("Question %(place)s", place=place + 1)
        if question.get("hint"):
            yield ("questions", place, "hint"), _("Hint of question %(place)s", place=place + 1)


def _question_rows(_session: Session, consultation_id: int) -> Select[object]:
    of_activity = Activity.consultation_id == consultation_id
    return select(QuestionsVersion).join(Activity, Activity.id == QuestionsVersion.activity_id).where(of_activity)


QUESTIONS = Record(
    model=QuestionsVersion,
    title=_l("Version of the questions"),
    fields=(
        RecordField(column="definition", label=_l("What is asked"), parts=_asked_texts),
        RecordField(column="note", label=_l("What the public reads about the change")),
    ),
    name=lambda version: f"{version.number} (way of taking part {version.activity_id})",
    page=lambda version: ("desk.index", {"activity_id": version.activity_id}),
    rows=_question_rows,
    consultation_id=lambda session, version: session.get_one(Activity, version.activity_id).consultation_id,
    parent=QuestionsVersion.activity_id,
)
RECORDS = (QUESTIONS,)
