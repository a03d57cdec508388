"""Counts kept in step with every change to a submission."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.contract.questions import CONSENT_KEYS, NOT_ASKED, Kind, Question, Questionnaire
from consult.kernel.db import begin_write, database_of
from consult.submissions.models import Status, Submission, Tally

SHARDS = 8
Counts = dict[str, dict[str, int]]
ANSWERED = "*"
PASSED_BY = str(NOT_ASKED)
MARKED = "!"


def values_of(
    *,
    status: str,
    channel: str,
    area: str,
    answers: Mapping[str, Any],
    marks: Mapping[str, Any],
    asked: Questionnaire | None,
    kinds: Mapping[str, Kind],
) -> list[tuple[str, str]]:
    """Return the (variable, value) pairs under which a submission counts.

    One that was withdrawn or excluded counts under its status alone. A question counts in the version that was asked;
    who was asked it and did not answer follows from the other numbers, so that few rows are written.
    """
    counted = [("status", status)]
    if status != Status.SUBMITTED:
        return counted
    counted += [("channel", channel), ("area", area)]
    if asked is None:
        return counted
    if not answers.keys() - CONSENT_KEYS:
        counted.append(("form", "blank"))
    version = asked.version
    counted.append(("version", str(version)))
    counted.extend((f"q:{key}@{version}", f"{MARKED}{one['mark']}") for key, one in marks.items())
    on_path = {question.key for page in asked.reachable(answers) for question in page.questions}
    for question in asked.questions:
        if question.key not in on_path:
            counted.append((f"q:{question.key}@{version}", PASSED_BY))
        elif (answer := answers.get(question.key)) is not None:
            counted += _values_of_answer(question, kinds[question.kind], answer, version)
    return counted


def _values_of_answer(question: Question, kind: Kind, answer: object, version: int) -> list[tuple[str, str]]:
    variable = f"q:{question.key}@{version}"
    counted = [(variable, ANSWERED), *((variable, code) for code in kind.counts(question, answer))]
    return [*counted, (f"n:{question.key}@{version}", str(answer))] if kind.is_number else counted


def count(session: Session, activity_id: int, reference: str, values: Iterable[tuple[str, str]], step: int = 1) -> None:
    """Add `step` to each count; the shard follows from the reference, and rows are taken in one order by everybody."""
    add_up(session, activity_id, zlib.crc32(reference.encode()) % SHARDS, Counter(dict.fromkeys(values, step)))


def add_up(session: Session, activity_id: int, shard: int, steps: Mapping[tuple[str, str], int]) -> None:
    """Add to many counts at once, in one order so that no two writers wait for each other in a circle."""
    rows = [
        {"activity_id": activity_id, "variable": variable, "value": value, "shard": shard, "count": step}
        for (variable, value), step in sorted(steps.items())
        if step
    ]
    if rows:
        begin_write(session).execute(_upsert(database_of(session).is_sqlite), rows)


@cache
def _upsert(is_sqlite: bool) -> Executable:
    statement = sqlite.insert(Tally) if is_sqlite else postgresql.insert(Tally)
    return statement.on_conflict_do_update(
        index_elements=["activity_id", "variable", "value", "shard"],
        set_={"count": Tally.count + statement.excluded.count},
    )


def counts_of(session: Session, activity_id: int) -> Counts:
    """Return every count of an activity: variable → value → number; zeroes are left out."""
    found: Counts = {}
    total = func.sum(Tally.count)
    query = (
        select(Tally.variable, Tally.value, total)
        .where(Tally.activity_id == activity_id)
        .group_by(Tally.variable, Tally.value)
        .having(total != 0)
    )
    for variable, value, number in session.execute(query):
        found.setdefault(variable, {})[value] = int(number)
    return found


def numbers_counted(session: Session, activity_ids: Sequence[int]) -> dict[int, int]:
    """Return how many submissions count in each of many activities, with one query."""
    query = (
        select(Tally.activity_id, func.sum(Tally.count))
        .where(Tally.activity_id.in_(activity_ids), Tally.variable == "status", Tally.value == Status.SUBMITTED)
        .group_by(Tally.activity_id)
    )
    return {activity_id: int(number) for activity_id, number in session.execute(query)}


def recount(
    session: Session, activity_id: int, questionnaires: Mapping[int, Questionnaire | None], kinds: Mapping[str, Kind]
) -> Counts:
    """Count all submissions of an activity afresh, without touching the kept counts."""
    found: Counts = {}
    query = select(
        Submission.status,
        Submission.channel,
        Submission.area,
        Submission.answers,
        Submission.marks,
        Submission.questions_version,
    ).where(Submission.activity_id == activity_id)
    for status, channel, area, answers, marks, version in session.execute(query.execution_options(yield_per=1000)):
        for variable, value in set(
            values_of(
                status=status,
                channel=channel,
                area=area,
                answers=answers,
                marks=marks,
                asked=questionnaires[version],
                kinds=kinds,
            )
        ):
            of_variable = found.setdefault(variable, {})
            of_variable[value] = of_variable.get(value, 0) + 1
    return found


def rebuild(session: Session, activity_id: int, counts: Counts) -> None:
    """Replace the kept counts of an activity."""
    begin_write(session)
    session.execute(delete(Tally).where(Tally.activity_id == activity_id))
    rows = [
        {"activity_id": activity_id, "variable": variable, "value": value, "shard": 0, "count": number}
        for variable, of_variable in counts.items()
        for value, number in of_variable.items()
    ]
    if rows:
        session.execute(insert(Tally), rows)
