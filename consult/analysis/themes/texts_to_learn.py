"""The answers to a question that a model looks at, and what was coded by hand; and keeping what it proposes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.analysis.themes.models import Assignment, Coding, Source, Theme
from consult.analysis.themes.run_models import ModelRun
from consult.analysis.themes.sample_queries import answers_to
from consult.contract.deployment import deployment_of
from consult.kernel.db import begin_write, database_now
from consult.submissions.models import Submission

Proposed = tuple[int, int, float | None]
"""A submission, a theme, and how likely it is where that is known."""
_SLICE = 500


def texts_of(session: Session, activity_id: int, question: str) -> dict[int, str]:
    """Return every counted answer with words, by its submission."""
    said = Submission.answers[question].as_string()
    query = answers_to(activity_id, question).with_only_columns(Submission.id, said).order_by(Submission.id)
    return {number: text for number, text in session.execute(query) if text}


def public_texts_of(session: Session, activity_id: int, question: str) -> dict[int, str]:
    """Return those of the answers that the public can read already: no other may leave."""
    texts, registry = texts_of(session, activity_id, question), deployment_of(session).registry
    public = {
        number
        for some in _slices(texts)
        for number, place in registry.quotable_texts(session, some)
        if place == f"answers.{question}"
    }
    return {number: text for number, text in texts.items() if number in public}


def coded_by_hand(session: Session, activity_id: int, question: str) -> dict[int, set[int]]:
    """Return the themes that count of every answer that was coded by hand; merged ones as what they count under."""
    coded = (Coding.activity_id == activity_id, Coding.question == question, Coding.is_current)
    found: dict[int, set[int]] = {
        number: set() for number in session.scalars(select(Coding.submission_id).where(*coded))
    }
    query = (
        select(Assignment.submission_id, Theme.merged_into_id, Theme.id)
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(
            Submission.activity_id == activity_id,
            Assignment.question == question,
            Assignment.accepted_at.is_not(None),
            Assignment.ended_at.is_(None),
            Theme.split_at.is_(None),
        )
        .order_by(Assignment.submission_id)
    )
    for number, rows in groupby(session.execute(query), key=lambda row: row[0]):
        if number in found:
            found[number] |= {merged or theme for _number, merged, theme in rows}
    return found


def keep_proposals(session: Session, run: ModelRun, texts: Mapping[int, str], found: Iterable[Proposed]) -> int:
    """Keep what a model proposes for texts, and return for how many.

    What a model proposed before, and nobody accepted, gives way. A text that was changed or coded meanwhile is left.
    """
    begin_write(session)
    now, newly = texts_of(session, run.activity_id, run.question), coded_by_hand(session, run.activity_id, run.question)
    offered = set(session.scalars(select(Theme.id).where(Theme.merged_into_id.is_(None), Theme.split_at.is_(None))))
    run.made_at = database_now(session)
    session.add(run)
    session.flush()
    rows = [
        {
            "submission_id": number,
            "question": run.question,
            "theme_id": theme,
            "source": Source.MODEL,
            "run_id": run.id,
            "score": score,
            "made_at": run.made_at,
        }
        for number, theme, score in found
        if number not in newly and now.get(number) == texts[number] and theme in offered
    ]
    of_question = select(Submission.id).where(Submission.activity_id == run.activity_id)
    session.execute(
        delete(Assignment).where(
            Assignment.submission_id.in_(of_question),
            Assignment.question == run.question,
            Assignment.source == Source.MODEL,
            Assignment.accepted_at.is_(None),
            Assignment.ended_at.is_(None),
        )
    )
    for begins in range(0, len(rows), _SLICE):
        session.execute(insert(Assignment), rows[begins : begins + _SLICE])
    run.proposed = len(rows)
    session.flush()
    return len({row["submission_id"] for row in rows})


def _slices(numbers: Collection[int]) -> Iterator[tuple[int, ...]]:
    ordered = sorted(numbers)
    return (tuple(ordered[begins : begins + _SLICE]) for begins in range(0, len(ordered), _SLICE))
