"""Finding questions in the library by their words, and where questions of an activity came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.policies import desk
from consult.contract.files_asked import is_filled_in
from consult.contract.questions import CONSENT_KEYS, Question, QuestionPage
from consult.journey.previews import previewed
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound, SignInNeeded
from consult.kernel.messages import gettext as _
from consult.kernel.words import read_query
from consult.library.harmonised import Harmonised, harmonised
from consult.library.losses import told
from consult.library.models import KeptQuestions, QuestionOrigin
from consult.library.values import left_out_of, questions_in

STANDARD = "standard-"


@dataclass(frozen=True)
class Item:
    """What the library holds: a question or a run of them, with its name, a note and where it comes from."""

    code: str
    name: str
    note: str
    source: str
    questions: Sequence[Question]
    kept: KeptQuestions | None = None
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def told_of(self, question: Question) -> list[str]:
        """Return what was left out of a question when it was kept, in words."""
        return told(self.left_out.get(question.key, ()))

    def in_words(self, question: Question) -> str:
        """Return a question with what was left out of it, in one line."""
        return " ".join([str(question.label), *self.told_of(question)])

    @property
    def words(self) -> str:
        """All its words, for search."""
        of_questions = [
            part
            for question in self.questions
            for part in (question.label, question.hint, *(option.label for option in question.options))
        ]
        return "\n".join([self.name, self.note, self.source, *map(str, of_questions)])


def _from_standard(one: Harmonised) -> Item:
    return Item(f"{STANDARD}{one.code}", one.name, one.note, f"{one.version}. {one.source}", one.questions)


def _from_kept(session: Session, kept: KeptQuestions) -> Item:
    activity = session.get(Activity, kept.activity_id) if kept.activity_id else None
    source = (
        _("“%(activity)s” of “%(consultation)s”", activity=activity.title, consultation=activity.consultation.title)
        if activity
        else ""
    )
    return Item(str(kept.id), kept.name, kept.note, source, questions_in(kept.asked), kept, left_out_of(kept.asked))


def items_with(session: Session, words: str) -> list[Item]:
    """Return what the library holds that has these words, what officers kept first."""
    kept = session.scalars(select(KeptQuestions).order_by(KeptQuestions.name, KeptQuestions.id)).all()
    items = [*(_from_kept(session, one) for one in kept), *(_from_standard(one) for one in harmonised())]
    query = read_query(words)
    return [item for item in items if not query or query.matches(item.words)]


def find_item(session: Session, code: str, actor: Actor) -> Item:
    """Return one of what the library holds; raises `SignInNeeded` for a stranger and `NotFound` for none."""
    if not actor.is_signed_in:
        raise SignInNeeded
    found = item_named(session, code) if desk.allows(actor) else None
    if found is None:
        raise NotFound(_("This is not in the library, or somebody removed it. Look at the list again."))
    return found


def item_named(session: Session, code: str) -> Item | None:
    """Return what the library holds under this code; nothing for what it does not hold."""
    if code.startswith(STANDARD):
        return next((_from_standard(one) for one in harmonised() if f"{STANDARD}{one.code}" == code), None)
    number = int(code) if code.isascii() and code.isdigit() and len(code) < 10 else 0
    kept = session.get(KeptQuestions, number)
    return None if kept is None else _from_kept(session, kept)


def questions_asked(session: Session, activity: Activity) -> list[Question]:
    """Return what an activity asks, or will ask, without what the core adds."""
    return [question for _page, question in asked_on_pages(session, activity)]


def asked_on_pages(session: Session, activity: Activity) -> Iterator[tuple[QuestionPage, Question]]:
    """Yield what an activity asks with its page; what is asked for several entries once, and not whether there is one.

    Files and what is worked out from other answers mean nothing elsewhere.
    """
    for page in previewed(session, activity).pages:
        is_repeated = page.entry is not None and (page.entry.is_list or page.entry.number > 1)
        for question in () if is_repeated else page.questions:
            if question.key not in CONSENT_KEYS and is_filled_in(question):
                yield page, question


def origins_of(session: Session, activity_id: int) -> dict[str, str]:
    """Return by key from what in the library the questions of an activity were taken."""
    query = select(QuestionOrigin.key, QuestionOrigin.item).where(QuestionOrigin.activity_id == activity_id)
    return {row.key: row.item for row in session.execute(query)}
