"""Answers that do not fit those that somebody gave before: found again when an earlier one is changed."""

from collections.abc import Mapping

from consult.contract.questions import Questionnaire


def clashes_in(asked: Questionnaire, answers: Mapping[str, object]) -> Mapping[str, str]:
    """Return what is wrong with each answer on a path that does not fit the others on it, by question."""
    if not any(question.clash for question in asked.questions):
        return {}
    on_path = asked.said_on_path(answers)
    found = {
        question.key: question.clash(on_path[question.key], on_path)
        for question in asked.questions
        if question.clash is not None and question.key in on_path
    }
    return {key: sentence for key, sentence in found.items() if sentence}
