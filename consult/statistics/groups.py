"""How many people gave each combination of answers, from one text that the database writes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, cast, func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ASKED, Questionnaire
from consult.statistics.variables import Variable, answer_column, plain_answer
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds

# The separators of ASCII: no answer holds one, since control characters are taken out of all that people write.
NOTHING, RECORD, UNIT = "\x1d", "\x1e", "\x1f"


@dataclass(frozen=True)
class Group:
    """People with the same answers: for each variable the codes in which they are counted, and the number it is."""

    codes: Sequence[Sequence[str]]
    values: Sequence[float | None]
    people: int


def groups_of(session: Session, activity: Activity, variables: Sequence[Variable]) -> list[Group]:
    """Read how many people gave each combination; who was asked follows from the answers that lead there."""
    versions = {number: asked for number, asked in all_versions(session, activity).items() if asked is not None}
    keys = {variable.key for variable in variables}
    paths = sorted({key for asked in versions.values() for key in _leading_to(asked, keys)})
    questions = {key: asked.by_key[key] for asked in versions.values() for key in paths if key in asked.by_key}
    kinds = known_kinds(session)
    said = [*(variable.column for variable in variables), *(answer_column(questions[key]) for key in paths)]
    found: list[Group] = []
    for row, version, people in _counted(session, activity, said):
        if (asked := versions.get(version)) is None:
            continue
        stored, on_path = row[: len(variables)], row[len(variables) :]
        given = _given({key: kinds[questions[key].kind] for key in paths}, on_path)
        codes = [variable.read(text, asked, given) for variable, text in zip(variables, stored, strict=True)]
        found.append(Group(codes, _values(variables, stored, asked, codes), people))
    return found


def _counted(
    session: Session, activity: Activity, said: Sequence[SQLColumnExpression[Any]]
) -> Iterator[tuple[Sequence[str | None], int, int]]:
    """Yield what people said, each answer as a text, with the version of the questions and how many they are.

    The database writes it all into one text: grouping 144,366 sheets took SQLite half as long again, since it sorts
    them first.
    """
    line: ColumnElement[str] = cast(Submission.questions_version, Text)
    for column in reversed(said):
        line = func.coalesce(cast(column, Text), NOTHING) + UNIT + line
    of_activity = (Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
    whole = session.scalar(select(func.aggregate_strings(line, RECORD)).where(*of_activity))
    lines = Counter(whole.split(RECORD)) if whole else Counter[str]()
    for one, people in lines.items():
        *parts, version = one.split(UNIT)
        yield [None if part == NOTHING else part for part in parts], int(version), people


def _given(kinds: Mapping[str, Kind], stored: Sequence[object]) -> dict[str, Any]:
    """Return the answers that were given, by key, of those that are stored in the same order."""
    said = zip(kinds.items(), stored, strict=True)
    return {key: plain_answer(kind, str(text)) for (key, kind), text in said if text is not None}


def _values(
    variables: Sequence[Variable], stored: Sequence[object], asked: Questionnaire, codes: Sequence[Sequence[str]]
) -> list[float | None]:
    """Return the number of each variable; none where it is no number, or where the question was not asked."""
    return [
        None if variable.value is None or str(NOT_ASKED) in said else variable.value(text, asked)
        for variable, text, said in zip(variables, stored, codes, strict=True)
    ]


def _leading_to(asked: Questionnaire, keys: set[str]) -> set[str]:
    """Return the questions whose answers decide whether these are asked, however far back."""
    needed: set[str] = set()
    wanted = set(keys)
    for question in reversed(asked.questions):
        if question.key in wanted:
            needed |= asked.leading_to[question.key]
            wanted |= asked.leading_to[question.key]
    return needed & set(asked.by_key)
