"""Versions in words: which ones, and what was called otherwise in them."""

from dataclasses import replace

import pytest

from consult.contract.options import Option
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.exports.version_words import other_words, versions_in_words

ASKED = Question(
    key="q", kind="radios", label="How safe?", options=(Option(code="a", label="Safe"), Option(code="b", label="Not"))
)


@pytest.mark.parametrize(("numbers", "words"), [
    ([1], "version 1"), ([2, 3, 4], "versions 2 to 4"), ([1, 3], "versions 1 and 3"),
    ([1, 2, 5, 7], "versions 1 to 2, 5 and 7"),
])  # fmt: skip
def test_versions_are_told_in_words(numbers: list[int], words: str) -> None:
    assert versions_in_words(numbers) == words


def asked_as(*asked: Question | None) -> dict[int, Questionnaire]:
    """Return a version for each wording of the question."""
    pages = [() if one is None else (QuestionPage(id="p", title="", questions=(one,)),) for one in asked]
    return {
        number: Questionnaire(activity_id=1, version=number, title="", pages=each)
        for number, each in enumerate(pages, start=1)
    }


def test_old_words_of_a_question_and_of_its_answers_are_told_with_their_versions() -> None:
    older = replace(ASKED, label="How safe is it?")
    middle = replace(ASKED, options=(Option(code="a", label="Very safe"), ASKED.options[1]))
    assert other_words(ASKED, asked_as(older, older, middle, ASKED)) == (
        "In versions 1 to 2 it read: “How safe is it?”.",
        "In version 3 the answer “Safe” read: “Very safe”.",
    )


def test_nothing_is_told_where_nothing_was_called_otherwise() -> None:
    fewer = replace(ASKED, options=ASKED.options[:1])
    assert other_words(ASKED, asked_as(ASKED, fewer, replace(ASKED, hint="Another hint"))) == ()
