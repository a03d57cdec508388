"""Kept questions as records: words can be taken out of them."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.library.models import KeptQuestions


def _asked_texts(kept: KeptQuestions) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, question in enumerate(kept.asked["questions"]):
        yield ("questions", place, "label"), _("Question %(place)s", place=place + 1)
        if question["hint"]:
            yield ("questions", place, "hint"), _("Hint of question %(place)s", place=place + 1)
        for number in range(len(question["options"])):
            yield ("questions", place, "options", number, "label"), _("Answer %(number)s", number=number + 1)
        for number in range(len(question.get("rules", ()))):
            yield ("questions", place, "rules", number, "told"), _("Rule %(number)s", number=number + 1)


def _of_consultation(_session: Session, consultation_id: int) -> Select[object]:
    joined = select(KeptQuestions).join(Activity, Activity.id == KeptQuestions.activity_id)
    return joined.where(Activity.consultation_id == consultation_id)


def _consultation_of(session: Session, kept: KeptQuestions) -> int | None:
    activity = session.get(Activity, kept.activity_id) if kept.activity_id else None
    return None if activity is None else activity.consultation_id


RECORDS = (
    Record(
        model=KeptQuestions,
        title=_l("Questions in the library"),
        fields=(
            RecordField(column="name", label=_l("Name"), kind="line"),
            RecordField(column="note", label=_l("Note"), may_be_empty=True),
            RecordField(column="asked", label=_l("What is asked"), parts=_asked_texts),
        ),
        name=lambda kept: f"“{kept.name}”",
        page=lambda kept: ("library.show", {"code": str(kept.id)}),
        rows=_of_consultation,
        consultation_id=_consultation_of,
    ),
)
