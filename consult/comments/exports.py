"""The translations of what people wrote, as a file for officers: each beside the reference of its response."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.comments.models import Translation
from consult.comments.translations import LANGUAGES
from consult.consultations.models import Activity
from consult.contract.plugin import Audience, Column, Export
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission

HOW = {"machine": _l("By a machine"), "person": _l("By a person")}
COLUMNS: tuple[Column, ...] = (
    Column(name="reference", label="Reference of the response"),
    Column(name="question", label="Key of the question"),
    Column(name="language", label="Language of the original", kind="code", values=LANGUAGES),
    Column(name="original", label="What was written"),
    Column(name="translation", label="Translation, which does not count"),
    Column(name="translated_by", label="By a person or by a machine", kind="code", values=HOW),
    Column(name="translator", label="Who translated it, or which program"),
    Column(name="translated_on", label="Day on which it was translated", kind="date"),
)


def _rows(
    session: Session, consultation_id: int, names: Sequence[str], _audience: Audience
) -> Iterator[tuple[object, ...]]:
    query = (
        select(Translation, Submission)
        .join(Submission, Submission.id == Translation.submission_id)
        .join(Activity, Activity.id == Submission.activity_id)
        .where(Activity.consultation_id == consultation_id)
        .order_by(Translation.submission_id, Translation.place)
    )
    for kept, submission in session.execute(query):
        key = kept.place.removeprefix("answers.")
        cells = {
            "reference": submission.reference,
            "question": key,
            "language": kept.language,
            "original": submission.answers.get(key, ""),
            "translation": kept.text,
            "translated_by": "machine" if kept.is_machine else "person",
            "translator": kept.translator,
            "translated_on": kept.made_on.isoformat(),
        }
        yield tuple(cells[name] for name in names)


TRANSLATIONS = Export(
    name="translations",
    title=_l("Translations: each text that was translated, from which language, by whom and how"),
    permission="exports.take",
    columns=lambda _session, _consultation_id: COLUMNS,
    rows=_rows,
    subject="consultation",
)
