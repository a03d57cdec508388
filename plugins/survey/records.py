"""What a version of a survey asks, and says in public about its change, as a record."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.activities import Activity
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.survey.document import digest
from plugins.survey.models import SurveyVersion, VersionStatus

_NAMES = {
    "sections": "Section",
    "pages": "page",
    "items": "question",
    "options": "answer",
    "blocks": "block",
    "conditions": "Condition",
    "label": "words",
    "alt": "words",
}
_WITHIN = {"picture": "picture", "repeat": "repeated", "another": "another"}
_WORDS = frozenset({"title", "introduction", "text", "label", "hint", "alt", "entry"})


def _rows(_session: Session, consultation_id: int) -> Select[object]:
    of_activity = Activity.consultation_id == consultation_id
    return select(SurveyVersion).join(Activity, Activity.id == SurveyVersion.activity_id).where(of_activity)


def _asked_texts(version: SurveyVersion) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text that people read: titles, texts, questions, hints and answers, in each language."""
    yield from _texts(version.definition, (), "")


def _texts(part: object, path: tuple[str | int, ...], where: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(part, Mapping):
        for name, inner in part.items():
            if name in _WORDS and isinstance(inner, Mapping):
                what = f"{where}{_NAMES.get(name, name)}"
                yield from (((*path, name, tag), f"{what} ({tag})") for tag, text in inner.items() if text)
            elif name in _WITHIN and isinstance(inner, Mapping):
                yield from _texts(inner, (*path, name), f"{where}{_WITHIN[name]}, ")
            elif name in _NAMES and isinstance(inner, list):
                for number, each in enumerate(inner):
                    yield from _texts(each, (*path, name, number), f"{where}{_NAMES[name]} {number + 1}, ")


def _derived(version: SurveyVersion, values: Mapping[str, object]) -> Mapping[str, object]:
    # Whoever has the draft open must look again. What was published keeps the digest of what was asked.
    is_changed_draft = version.status == VersionStatus.DRAFT and "definition" in values
    return {"sha256": digest(values["definition"])} if is_changed_draft else {}


def _consultation_id(session: Session, version: SurveyVersion) -> int:
    return session.get_one(Activity, version.activity_id).consultation_id


RECORDS = (
    Record(
        model=SurveyVersion,
        title=_l("Version of a survey"),
        fields=(
            RecordField(column="definition", label=_l("What is asked"), parts=_asked_texts),
            RecordField(column="public_note", label=_l("What the public reads about the change"), quotes=True),
        ),
        name=lambda version: str(version.number),
        page=lambda version: ("survey.build", {"activity_id": version.activity_id}),
        rows=_rows,
        consultation_id=_consultation_id,
        derived=_derived,
    ),
)
