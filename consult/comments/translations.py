"""Translations of what people wrote: kept beside the original, which alone counts, and marked wherever read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.comments.events import TranslationKept, TranslationRemoved
from consult.comments.models import PublishedText, Translation
from consult.comments.queries import quotable_texts
from consult.consultations.models import Activity, Consultation
from consult.contract.revisions import Revised
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid, NotFound
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text
from consult.submissions.models import Status, Submission
from consult.submissions.owners import require_desk
from consult.submissions.records import texts_to_consider

LANGUAGES: dict[str, str] = {
    "sq": _l("Albanian"),
    "ar": _l("Arabic"),
    "bn": _l("Bengali"),
    "bg": _l("Bulgarian"),
    "zh": _l("Chinese"),
    "nl": _l("Dutch"),
    "en": _l("English"),
    "fr": _l("French"),
    "de": _l("German"),
    "el": _l("Greek"),
    "gu": _l("Gujarati"),
    "hi": _l("Hindi"),
    "it": _l("Italian"),
    "lt": _l("Lithuanian"),
    "ml": _l("Malayalam"),
    "ps": _l("Pashto"),
    "fa": _l("Persian"),
    "pl": _l("Polish"),
    "pt": _l("Portuguese"),
    "pa": _l("Punjabi"),
    "ro": _l("Romanian"),
    "ru": _l("Russian"),
    "so": _l("Somali"),
    "es": _l("Spanish"),
    "ta": _l("Tamil"),
    "tr": _l("Turkish"),
    "uk": _l("Ukrainian"),
    "ur": _l("Urdu"),
    "cy": _l("Welsh"),
    "und": _l("another language"),
}
"""The languages most used in London, by their code (BCP 47)."""
LABELS = {
    "language": _l("Language of the original"),
    "text": _l("Translation"),
    "is_machine": _l("Translated by"),
    "translator": _l("Who translated it"),
    "made_on": _l("When it was translated"),
}


@dataclass(frozen=True)
class Written:
    """What an officer enters: from which language, the words, by whom or by which program, and when."""

    language: str
    text: str
    is_machine: bool
    translator: str
    made_on: date


@dataclass(frozen=True)
class ShownTranslation:
    """A translation as it is read: its words, and how they came about."""

    text: str
    how: str


def translations_of(session: Session, submission_ids: Collection[int]) -> dict[tuple[int, str], Translation]:
    """Return the translations that are kept of texts of these submissions, by submission and place."""
    query = select(Translation).where(Translation.submission_id.in_(submission_ids))
    return {(kept.submission_id, kept.place): kept for kept in session.scalars(query)}


def shown_translations(session: Session, submission: Submission) -> dict[str, ShownTranslation]:
    """Return the translations of a submission by the place of the text, as officers read them."""
    found = translations_of(session, [submission.id])
    return {place: ShownTranslation(kept.text, told(kept)) for (_number, place), kept in found.items()}


def translations_by_reference(session: Session, references: Collection[str]) -> dict[str, ShownTranslation]:
    """Return the translations of published texts, by the reference of the text."""
    query = (
        select(PublishedText.reference, Translation)
        .join(Translation, Translation.submission_id == PublishedText.submission_id)
        .where(PublishedText.reference.in_(references), Translation.place == "answers." + PublishedText.key)
    )
    return {reference: ShownTranslation(kept.text, told(kept)) for reference, kept in session.execute(query)}


def public_translations(session: Session, consultation: Consultation) -> list[str]:
    """Return the words of every translation of a text that the public reads."""
    query = (
        select(Translation)
        .join(Submission, Submission.id == Translation.submission_id)
        .join(Activity, Activity.id == Submission.activity_id)
        .where(Activity.consultation_id == consultation.id)
    )
    kept = session.scalars(query).all()
    public = quotable_texts(session, {one.submission_id for one in kept})
    return [one.text for one in kept if (one.submission_id, one.place) in public]


def told(kept: Translation) -> str:
    """Return in a sentence from which language, how, by whom and when a text was translated."""
    parts = {
        "language": LANGUAGES.get(kept.language, LANGUAGES["und"]),
        "translator": kept.translator,
        "made_on": local_date(kept.made_on),
    }
    if kept.is_machine:
        return _("Translated from %(language)s by a machine (%(translator)s) on %(made_on)s.", **parts)
    return _("Translated from %(language)s by %(translator)s on %(made_on)s.", **parts)


def keep_translation(
    session: Session, actor: Actor, activity: Activity, submission: Submission, place: str, written: Written, seen: int
) -> Translation:
    """Keep a translation of one text, or put another in its place; the original stays as it is.

    Raises `NotFound` for a place without words, `Conflict` for a response that was withdrawn, and `ChangedMeanwhile`
    when somebody else saved one first.
    """
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    require_text(submission, place)
    values = _checked(session, written)
    kept = translations_of(session, [submission.id]).get((submission.id, place))
    compared = [Compared(LABELS[name], getattr(kept, name, ""), value) for name, value in values.items()]
    require_version(kept.version if kept else 0, seen, *compared)
    if kept is None:
        kept = Translation(submission_id=submission.id, place=place)
        session.add(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.kept_at, kept.kept_by_id = database_now(session), actor.person_id
    session.flush()
    facts = {"consultation_id": activity.consultation_id, "submission_id": submission.id}
    record(session, TranslationKept(language=kept.language, is_machine=kept.is_machine, **facts), actor)
    return kept


def require_text(submission: Submission, place: str) -> str:
    """Return the text at a place; raises `NotFound` when there is none, `Conflict` when it was withdrawn."""
    if submission.status == Status.WITHDRAWN:
        raise Conflict(_("This response was withdrawn, so nothing of it is translated."))
    text = texts_to_consider(submission).get(place, "")
    if not text or not place.startswith("answers."):
        raise NotFound
    return text


def remove_translation(session: Session, actor: Actor, activity: Activity, submission: Submission, place: str) -> None:
    """Remove a translation for good; the original stays as it is."""
    begin_write(session)
    kept = translations_of(session, [submission.id]).get((submission.id, place))
    if kept is None:
        raise NotFound
    session.delete(kept)
    session.flush()
    event = TranslationRemoved(consultation_id=activity.consultation_id, submission_id=submission.id)
    record(session, event, actor)


def follow_revision(session: Session, revision: Revised) -> None:
    """Forget the translation of every text that says something else now: what was taken out would still stand in it."""
    of_submission = delete(Translation).where(Translation.submission_id == revision.submission_id)
    if revision.is_forgotten:
        session.execute(of_submission)
    elif revision.changed:
        session.execute(of_submission.where(Translation.place.in_(sorted(revision.changed))))


def _checked(session: Session, written: Written) -> dict[str, object]:
    text, translator = clean_text(written.text).strip(), clean_line(written.translator)
    faults = {}
    if written.language not in LANGUAGES:
        faults["language"] = _("Select the language of the original")
    if not text:
        faults["text"] = _("Enter the translation")
    if not translator:
        faults["translator"] = _("Enter who translated it, or which program")
    if written.made_on > database_now(session).date():
        faults["made_on"] = _("The day must not be in the future")
    if faults:
        raise Invalid(fields=faults)
    return {
        "language": written.language,
        "text": text,
        "is_machine": written.is_machine,
        "translator": translator,
        "made_on": written.made_on,
    }
