"""Keeping questions for others to ask, and putting copies of them into a draft."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, clean_text
from consult.library.events import QuestionsKept, QuestionsRemoved, QuestionsTaken
from consult.library.losses import losses_of
from consult.library.models import KeptQuestions, QuestionOrigin
from consult.library.queries import Item, asked_on_pages, questions_asked
from consult.library.values import as_plain
from consult.records.search import digest
from consult.submissions.questionnaires import activity_type


def keep_questions(
    session: Session, actor: Actor, activity: Activity, keys: Collection[str], name: str, note: str
) -> KeptQuestions:
    """Keep some questions of an activity, as they are asked now, in their order.

    A form that was sent twice keeps them once. Raises `Invalid` for no question, and for no name.
    """
    name = clean_line(name)
    on_pages = [(page, question) for page, question in asked_on_pages(session, activity) if question.key in keys]
    chosen = [question for _page, question in on_pages]
    if not chosen:
        raise Invalid(fields={"questions": _("Select at least one question")})
    if not name:
        raise Invalid(fields={"name": _("Enter a name")})
    lock_row(session, activity)
    kept_keys = {question.key for question in chosen}
    asked = as_plain(chosen, {question.key: losses_of(page, question, kept_keys) for page, question in on_pages})
    same = (KeptQuestions.activity_id == activity.id, KeptQuestions.name == name)
    for earlier in session.scalars(select(KeptQuestions).where(*same)):
        if earlier.asked == asked:
            return earlier
    kept = KeptQuestions(
        name=name,
        note=clean_text(note).strip(),
        asked=asked,
        activity_id=activity.id,
        kept_at=database_now(session),
        kept_by_id=actor.person_id,
    )
    session.add(kept)
    session.flush()
    event = QuestionsKept(consultation_id=activity.consultation_id, activity_id=activity.id, questions=len(chosen))
    record(session, event, actor)
    return kept


def take_questions(session: Session, actor: Actor, activity: Activity, item: Item, *, seen: str | None = None) -> None:
    """Put copies of questions from the library at the end of a draft; each gets a key that was never used there.

    `seen` tells what the draft asked when the page was shown (`asked_now`); raises `ChangedMeanwhile` when it asks
    something else by now, so that a form that was sent twice adds nothing twice. Raises `Conflict` once the
    consultation is announced, and `Invalid` for what this kind of activity does not ask.
    """
    consultation = session.get_one(Consultation, activity.consultation_id)
    lock_row(session, consultation)
    # What was read before the lock may be what nobody asks any more.
    session.expire_all()
    if seen is not None and seen != asked_now(session, activity):
        raise ChangedMeanwhile(_("Questions were added or changed since you looked. Look at them, then add again."))
    if consultation.state != State.DRAFT:
        raise Conflict(_("Questions are taken from the library into a draft. Change this one question by question."))
    offered = activity_type(session, activity.kind)
    if offered is None or offered.take_questions is None:
        raise Invalid(_("This way of taking part asks no questions."))
    keys = offered.take_questions(session, actor, activity, item.name, item.questions)
    for key in keys:
        session.add(QuestionOrigin(activity_id=activity.id, key=key, item=item.code))
    session.flush()
    event = QuestionsTaken(
        consultation_id=consultation.id, activity_id=activity.id, item=item.code, questions=len(keys)
    )
    record(session, event, actor)


def asked_now(session: Session, activity: Activity) -> str:
    """Return by what a form knows whether a draft still asks what its page showed."""
    return digest("\n".join(f"{question.key} {question.label}" for question in questions_asked(session, activity)))


def remove_questions(session: Session, actor: Actor, kept: KeptQuestions) -> None:
    """Remove questions from the library; copies of them stay as they are."""
    lock_row(session, kept)
    event = QuestionsRemoved(consultation_id=None, item=str(kept.id))
    session.delete(kept)
    session.flush()
    record(session, event, actor)
