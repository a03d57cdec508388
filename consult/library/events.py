"""Facts about the library of questions."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class QuestionsKept(Event):
    """An officer kept questions in the library."""

    name = "library.questions_kept"
    sentence = _l("{actor} kept {questions} questions in the library")

    activity_id: int
    questions: int


@dataclass(frozen=True, kw_only=True)
class QuestionsTaken(Event):
    """An officer put copies of questions from the library into a draft."""

    name = "library.questions_taken"
    sentence = _l("{actor} took {questions} questions from the library ({item})")

    activity_id: int
    item: str
    questions: int


@dataclass(frozen=True, kw_only=True)
class QuestionsRemoved(Event):
    """An officer removed questions from the library; copies of them stay."""

    name = "library.questions_removed"
    sentence = _l("{actor} removed questions from the library ({item})")

    item: str


EVENTS: tuple[type[Event], ...] = (QuestionsKept, QuestionsTaken, QuestionsRemoved)
