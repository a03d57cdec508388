"""Answers in words, for the person who gave them and for officers."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from consult.contract.entries import YES
from consult.contract.own_words import in_words_for
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions import about_you
from consult.submissions.reader import Mark

Row = tuple[str, str, str, str]
MARKS = {
    Mark.LEFT_EMPTY: _l("Left empty on the form"),
    Mark.SEVERAL: _l("More than one is ticked"),
    Mark.NOT_ASKED: _l("Answered, though not asked of somebody with these answers"),
}


def answer_rows(
    asked: Questionnaire, kinds: Mapping[str, Kind], answers: Mapping[str, object], *, is_own: bool = False
) -> list[Row]:
    """Return (page, key, question, answer in words) for every question on the path of these answers.

    Only for the person whose `is_own` they are, a question shows in its words what was answered before. That another
    entry follows is left out: it is there to see.
    """
    on_path = asked.said_on_path(answers)
    return [
        (
            page.id,
            question.key,
            (in_words_for(question, on_path) if is_own else question).in_full,
            kinds[question.kind].show(question, on_path.get(question.key)),
        )
        for page in asked.reachable(answers)
        for question in page.questions
        if not (is_own and question.is_hidden and question.key not in on_path)
        and not (page.entry and page.entry.is_list and on_path.get(question.key) == YES)
    ]


def by_entry(asked: Questionnaire, rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return rows by the entry that they tell of: “Journey 2”; those of none with nothing, which the last ones are."""
    called = {page.id: page.entry.in_words for page in asked.pages if page.entry and not page.entry.is_list}
    groups = [(name, list(found)) for name, found in groupby(rows, key=lambda row: called.get(row[0], ""))]
    return groups if groups and not groups[-1][0] else [*groups, ("", [])]


def about_you_rows(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (question, answer in words) for the about-you questions that were answered."""
    return [
        (question.label, question.option_label(given[question.key]))
        for question in about_you.QUESTIONS
        if question.key in given
    ]


def willing_row(willing: str) -> tuple[str, str]:
    """Return whether somebody will answer about themselves: the question, and the answer in words."""
    return about_you.WILLING.label, about_you.WILLING.option_label(willing)


def mark_rows(
    asked: Questionnaire, kinds: Mapping[str, Kind], marks: Mapping[str, Any]
) -> list[tuple[str, str, str, str]]:
    """Return (key, question, why it is no answer, what stands there in words) for every mark, in order."""
    return [
        (
            question.key,
            question.label,
            MARKS[Mark(mark["mark"])],
            said_in_words(question, kinds[question.kind], mark.get("said")),
        )
        for question in asked.questions
        if (mark := marks.get(question.key))
    ]


def said_in_words(question: Question, kind: Kind, said: object) -> str:
    """Return what stands beside a question, answer or not, in words; nothing where nothing does."""
    if said is None:
        return ""
    if isinstance(said, list) and not kind.is_multiple:
        return "\n".join(question.option_label(code) for code in said)
    return kind.show(question, said)
