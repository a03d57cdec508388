"""The statements of an activity, and how everybody who counts voted on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.statistics.opinions.found import NO_VOTE
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds, questions_over_versions

AGREE, PASS, DISAGREE = 1, 0, -1
AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class Ballot:
    """How everybody voted: one number for each statement, person after person, in no order that means anything."""

    keys: tuple[str, ...]
    cells: bytes


def statements_of(session: Session, activity: Activity) -> list[Question]:
    """Return the questions that are statements, in order: one answer, to agree, to disagree, or to pass.

    The values of the answers say so: 1 and -1, and 0 where one can pass. An answer without a value is no vote.
    """
    kinds = known_kinds(session)
    return [asked for asked in questions_over_versions(session, activity) if _is_statement(asked, kinds[asked.kind])]


def read_ballot(session: Session, activity: Activity, statements: Sequence[Question]) -> Ballot:
    """Read the votes of everybody who counts; one that their path passed by, or that has no value, is not given."""
    keys = tuple(statement.key for statement in statements)
    versions = {number: asked for number, asked in all_versions(session, activity).items() if asked is not None}
    values = {number: _values(asked, keys) for number, asked in versions.items()}
    conditional = {number for number, asked in versions.items() if any(asked.leading_to.get(key) for key in keys)}
    query = select(Submission.questions_version, Submission.answers).where(
        Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED
    )
    cells = bytearray()
    for number, answers in session.connection().execute(query, execution_options={"yield_per": AT_ONCE}):
        said = versions[number].said_on_path(answers) if number in conditional else answers
        cells += _row(said, values.get(number, {}), keys)
    return Ballot(keys, bytes(cells))


def _is_statement(question: Question, kind: Kind) -> bool:
    if kind.is_multiple or kind.is_number or question.is_hidden:
        return False
    values = {option.value for option in question.options if not option.is_retired and option.value is not None}
    return {AGREE, DISAGREE} <= values <= {AGREE, PASS, DISAGREE}


def _values(asked: Questionnaire, keys: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return which vote each code of each statement is in a version of the questions."""
    votes = (AGREE, PASS, DISAGREE)
    return {
        key: {one.code: int(one.value or 0) for one in asked.by_key[key].options if one.value in votes}
        for key in keys
        if key in asked.by_key
    }


def _row(said: Mapping[str, Any], values: Mapping[str, Mapping[str, int]], keys: Sequence[str]) -> bytes:
    votes = (values.get(key, {}).get(said.get(key, ""), NO_VOTE) for key in keys)
    # A byte for each, as NumPy reads them: -1 is the last one.
    return bytes(vote % 256 for vote in votes)
