"""What comes with the link by which somebody arrives: a value of a closed list, for what nobody is asked."""

from collections.abc import Iterable, Mapping

from consult.contract.questions import Answers, Question, Questionnaire, QuestionPage


def values_of_link(asked: Questionnaire, given: Mapping[str, str]) -> Answers:
    """Return the answers that an address names by key and code; anything else in it says nothing."""
    return {
        question.key: given[question.key]
        for question in asked.questions
        if question.is_hidden and given.get(question.key) in {option.code for option in question.offered}
    }


def asked_of_people(page: QuestionPage) -> list[Question]:
    """Return the questions of a page without what comes with the link."""
    return [question for question in page.questions if not question.is_hidden]


def seen_by_people(pages: Iterable[QuestionPage]) -> list[QuestionPage]:
    """Return the pages without those that hold nothing but what comes with the link."""
    return [page for page in pages if not page.questions or asked_of_people(page)]
