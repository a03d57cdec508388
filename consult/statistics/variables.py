"""What can be counted against what: each question with options or numbers, the place, and the channel."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, Question, Questionnaire
from consult.disclosure.tables import Line, Table
from consult.exports.question_summary import band_of, bands_of
from consult.exports.summary import ELSEWHERE, Summary, summarise
from consult.submissions.models import Submission
from consult.submissions.questionnaires import all_versions, known_kinds

Read = Callable[[object, Questionnaire, Mapping[str, Any]], Sequence[str]]
Value = Callable[[object, Questionnaire], float | None]


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One thing that people are counted by.

    `codes` are its categories with their words, without those that say why there is none. `read` returns the codes of
    a person from what is stored, the version of the questions, and the answers on which its being asked depends.
    `value` returns the number that was given, or that the chosen step of a scale stands for.
    """

    key: str
    title: str
    codes: Mapping[str, str]
    column: SQLColumnExpression[Any]
    read: Read
    value: Value | None = None
    is_multiple: bool = False


def variables_of(session: Session, activity: Activity) -> list[Variable]:
    """Return what the responses to an activity can be counted by, questions first."""
    summary = summarise(session, activity)
    kinds = known_kinds(session)
    versions = [asked for asked in all_versions(session, activity).values() if asked is not None]
    asked = [
        _question(one.question, one.table, kinds[one.question.kind], versions)
        for one in summary.questions
        if one.table is not None
    ]
    return [*asked, *_beside(summary)]


def answer_column(question: Question) -> ColumnElement[Any]:
    """Return the column of a question's answer as text."""
    said: ColumnElement[str] = Submission.answers[question.key].as_string()
    return said


def plain_answer(kind: Kind, stored: str | None) -> Any:
    """Return an answer as it is kept, from the text that a database makes of it."""
    if stored is None:
        return None
    if kind.is_number:
        return float(stored)
    return orjson.loads(stored) if kind.is_multiple else stored


def _question(question: Question, table: Table, kind: Kind, versions: Sequence[Questionnaire]) -> Variable:
    bands = bands_of([asked.by_key[question.key] for asked in versions if question.key in asked.by_key] or [question])

    def read(stored: object, asked: Questionnaire, on_path: Mapping[str, Any]) -> Sequence[str]:
        if not any(one.key == question.key for _ignored, one in asked.path(on_path)):
            return [str(NOT_ASKED)]
        answer = plain_answer(kind, None if stored is None else str(stored))
        if answer is None:
            return [str(NOT_ANSWERED)]
        return [band_of(bands, answer).code] if kind.is_number else kind.counts(asked.by_key[question.key], answer)

    def value(stored: object, asked: Questionnaire) -> float | None:
        if stored is None or question.key not in asked.by_key:
            return None
        if kind.is_number:
            return float(str(stored))
        return next((one.value for one in asked.by_key[question.key].options if one.code == stored), None)

    is_measured = kind.is_number or any(option.value is not None for option in question.options)
    return Variable(
        key=question.key,
        title=question.label,
        codes=_said(table),
        column=answer_column(question),
        read=read,
        value=value if is_measured and not kind.is_multiple else None,
        is_multiple=kind.is_multiple,
    )


def _beside(summary: Summary) -> Iterator[Variable]:
    wards = {code.casefold(): code for code in summary.areas.rows.codes}

    def read_area(stored: object, _asked: Questionnaire, _on_path: Mapping[str, Any]) -> Sequence[str]:
        return [wards.get(str(stored).casefold(), ELSEWHERE) if stored else str(NOT_ANSWERED)]

    def read_channel(stored: object, _asked: Questionnaire, _on_path: Mapping[str, Any]) -> Sequence[str]:
        return [str(stored)]

    readers = ((summary.areas, Submission.area, read_area), (summary.channels, Submission.channel, read_channel))
    for table, column, read in readers:
        # No question is called so: a key begins with a letter.
        yield Variable(key=f":{table.rows.key}", title=table.rows.title, codes=_said(table), column=column, read=read)


def _said(table: Table) -> dict[str, str]:
    rows = table.rows
    lines = zip(rows.codes, rows.labels, rows.kinds, strict=True)
    return {code: label for code, label, line in lines if line is Line.ANSWER}
