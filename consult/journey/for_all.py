"""The pages that everybody is asked: that one of them was saved tells nothing of what somebody answered."""

from collections.abc import Iterator

from consult.contract.link_values import seen_by_people
from consult.contract.questions import Questionnaire, QuestionPage
from consult.journey.progress import AREA
from consult.submissions import about_you


def pages_of_all(asked: Questionnaire) -> Iterator[QuestionPage]:
    """Yield the pages that are asked of everybody, or of everybody whom no exit led out, in their order."""
    yield from (page for page in seen_by_people(asked.pages) if _is_of_all(page))
    if asked.asks_area:
        yield AREA
    if asked.asks_about_you:
        yield about_you.GATE


def ids_of_all(asked: Questionnaire) -> frozenset[str]:
    """Return the ids of these pages."""
    return frozenset(page.id for page in pages_of_all(asked))


def _is_of_all(page: QuestionPage) -> bool:
    # A page behind an exit has no words for being asked of those who went on, since nothing of its own decides it.
    is_chosen = bool(page.questions) and all(question.asked_if for question in page.questions)
    return not (page.is_exit or page.asked_if or is_chosen)
