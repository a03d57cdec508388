"""How many people gave each combination of answers, counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import NOT_ASKED, Questionnaire
from consult.statistics.variables import Variable, answer_column, plain_answer
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds


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
    query = (
        select(Submission.questions_version, *said, func.count())
        .where(Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
        .group_by(Submission.questions_version, *said)
    )
    found: list[Group] = []
    for version, *row in session.execute(query):
        stored, on_path, people = row[: len(variables)], row[len(variables) : -1], row[-1]
        asked = versions.get(version)
        if asked is None:
            continue
        answers: dict[str, Any] = {
            key: plain_answer(kinds[questions[key].kind], None if text is None else str(text))
            for key, text in zip(paths, on_path, strict=True)
        }
        given = {key: answer for key, answer in answers.items() if answer is not None}
        codes = [variable.read(text, asked, given) for variable, text in zip(variables, stored, strict=True)]
        values = [
            variable.value(text, asked) if variable.value and codes[place][:1] != [str(NOT_ASKED)] else None
            for place, (variable, text) in enumerate(zip(variables, stored, strict=True))
        ]
        found.append(Group(codes, values, people))
    return found


def _leading_to(asked: Questionnaire, keys: set[str]) -> set[str]:
    """Return the questions whose answers decide whether these are asked, however far back."""
    needed: set[str] = set()
    wanted = set(keys)
    for page in reversed(asked.pages):
        if any(question.key in wanted for question in page.questions):
            needed |= page.depends_on
            wanted |= page.depends_on
    return needed & set(asked.by_key)
