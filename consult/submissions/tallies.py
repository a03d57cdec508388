"""Counts kept in step with every change to a submission."""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.contract.question_kinds import Kind
from consult.contract.questions import CONSENT_KEYS, NOT_ASKED, Question, Questionnaire
from consult.contract.quotas import met_by
from consult.kernel.db import begin_write
from consult.kernel.row_counts import add_to_counts
from consult.submissions.models import Passage, Status, Submission, Tally
from consult.submissions.passages import Piece, marks_of, pieces_of
from consult.submissions.questionnaires import free_texts

SHARDS = 8
_AT_ONCE = 500
Counts = dict[str, dict[str, int]]
ANSWERED = "*"
PASSED_BY = str(NOT_ASKED)
MARKED = "!"
QUOTA = "quota"
PASSAGES, CHARACTERS = "passages", "characters"
OPEN, COVERED, NOT_SUBSTANTIVE = "open", "covered", "not_substantive"
"""What a passage can be, and the values under which passages and their characters are counted."""
DIVIDED = ("divided", "yes")
"""Under this each submission counts whose passages are counted, be there any or none."""
Steps = Counter[tuple[str, str]]


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
    counted.extend((QUOTA, quota.id) for quota in met_by(asked.quotas, answers))
    on_path = asked.asked_keys(answers)
    for question in asked.questions:
        if question.key not in on_path:
            counted.append((f"q:{question.key}@{version}", PASSED_BY))
        elif (answer := answers.get(question.key)) is not None:
            counted += _values_of_answer(question, kinds[question.kind], answer, version)
    return counted


def steps_of(
    *,
    status: str,
    channel: str,
    area: str,
    answers: Mapping[str, Any],
    marks: Mapping[str, Any],
    asked: Questionnaire | None,
    kinds: Mapping[str, Kind],
    marked: Sequence[Passage] = (),
) -> Steps:
    """Return by how much a submission counts under each pair, its `marked` passages and those still open included."""
    values = values_of(
        status=status, channel=channel, area=area, answers=answers, marks=marks, asked=asked, kinds=kinds
    )
    steps = Counter(dict.fromkeys(values, 1))
    if status == Status.SUBMITTED:
        steps += passages_of(free_texts(asked, kinds, answers, marks), marked)
    return steps


def passages_of(texts: Mapping[str, str], marked: Sequence[Passage]) -> Steps:
    """Return how many passages, and characters, of a submission's texts are points, not substantive, or open."""
    steps = Counter({DIVIDED: 1})
    for place, text in texts.items():
        for piece in pieces_of(text, [passage for passage in marked if passage.place == place]):
            state = state_of(piece)
            steps[PASSAGES, state] += 1
            steps[CHARACTERS, state] += piece.ends - piece.begins
    return steps


def state_of(piece: Piece) -> str:
    """Return whether a piece is covered by a point, not substantive, or open."""
    if piece.passage is None:
        return OPEN
    return NOT_SUBSTANTIVE if piece.passage.number is None else COVERED


def _values_of_answer(question: Question, kind: Kind, answer: object, version: int) -> list[tuple[str, str]]:
    variable = f"q:{question.key}@{version}"
    counted = [(variable, ANSWERED), *((variable, code) for code in kind.counts(question, answer))]
    numbers = f"n:{question.key}@{version}"
    if kind.is_shared and isinstance(answer, dict):
        return [*counted, *((numbers, f"{code}={number}") for code, number in answer.items())]
    if kind.is_compared and isinstance(answer, list):
        return [*counted, *((numbers, said) for said in answer)]
    return [*counted, (numbers, str(answer))] if kind.is_number else counted


def count(session: Session, activity_id: int, reference: str, steps: Mapping[tuple[str, str], int]) -> None:
    """Add to each count; the shard follows from the reference, and rows are taken in one order by everybody."""
    add_up(session, activity_id, zlib.crc32(reference.encode()) % SHARDS, steps)


def difference(before: Steps, after: Steps) -> Steps:
    """Return what has to be added to what counted before so that what counts after is counted."""
    steps = Counter(after)
    steps.subtract(before)
    return steps


def add_up(session: Session, activity_id: int, shard: int, steps: Mapping[tuple[str, str], int]) -> None:
    """Add to many counts at once, in one order so that no two writers wait for each other in a circle."""
    rows = [
        {"activity_id": activity_id, "variable": variable, "value": value, "shard": shard, "count": step}
        for (variable, value), step in sorted(steps.items())
        if step
    ]
    add_to_counts(session, Tally, rows)


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


def quotas_counted(session: Session, activity_id: int) -> dict[str, int]:
    """Return how many submissions count towards each quota of an activity, over all versions that have it."""
    query = (
        select(Tally.value, func.sum(Tally.count))
        .where(Tally.activity_id == activity_id, Tally.variable == QUOTA)
        .group_by(Tally.value)
    )
    return {quota: int(number) for quota, number in session.execute(query)}


def recount(
    session: Session, activity_id: int, questionnaires: Mapping[int, Questionnaire | None], kinds: Mapping[str, Kind]
) -> Counts:
    """Count all submissions of an activity afresh, without touching the kept counts."""
    total: Steps = Counter()
    for submissions in _in_turn(session, activity_id):
        marked = marks_of(session, [submission.id for submission in submissions])
        for submission in submissions:
            total.update(
                steps_of(
                    status=submission.status,
                    channel=submission.channel,
                    area=submission.area,
                    answers=submission.answers,
                    marks=submission.marks,
                    asked=questionnaires[submission.questions_version],
                    kinds=kinds,
                    marked=marked.get(submission.id, ()),
                )
            )
    found: Counts = {}
    for (variable, value), number in total.items():
        found.setdefault(variable, {})[value] = number
    return found


def _in_turn(session: Session, activity_id: int) -> Iterator[Sequence[Any]]:
    """Yield what is counted of each submission of an activity, a few hundred at a time."""
    query = (
        select(
            Submission.id,
            Submission.status,
            Submission.channel,
            Submission.area,
            Submission.answers,
            Submission.marks,
            Submission.questions_version,
        )
        .where(Submission.activity_id == activity_id)
        .order_by(Submission.id)
        .limit(_AT_ONCE)
    )
    last = 0
    while found := session.execute(query.where(Submission.id > last)).all():
        yield found
        last = found[-1].id


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
