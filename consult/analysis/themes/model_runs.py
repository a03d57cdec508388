"""What is kept of each time a model looked at answers, and the statement that goes with results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, null, select, update
from sqlalchemy.orm import Session

from consult.analysis.themes.models import Assignment
from consult.analysis.themes.run_models import Method, ModelRun
from consult.consultations.models import Activity
from consult.contract.revisions import Revised
from consult.jobs.models import Job
from consult.kernel.db import begin_write, database_now
from consult.submissions.models import Status, Submission

_PROPOSING = (Method.LEARNED, Method.ENDPOINT_THEMES)


def new_run(
    session: Session, job: Job, activity_id: int, question: str, method: Method, model: str, texts: int
) -> ModelRun:
    """Note that a model looked at so many texts, for the officer who asked for it."""
    begin_write(session)
    run = ModelRun(
        activity_id=activity_id,
        question=question,
        method=method,
        model=model,
        texts=texts,
        proposed=0,
        prompt="",
        dropped={},
        found=[],
        made_at=database_now(session),
        asked_by_id=job.created_by_id,
    )
    session.add(run)
    session.flush()
    return run


def newest_found(session: Session, activity_id: int, question: str) -> list[ModelRun]:
    """Return the newest run of each method that finds what a code book could begin with."""
    of_question = select(ModelRun).where(ModelRun.activity_id == activity_id, ModelRun.question == question)
    newest = (
        session.scalar(of_question.where(ModelRun.method == method).order_by(ModelRun.id.desc()).limit(1))
        for method in (Method.WORDS, Method.ENDPOINT_BOOK)
    )
    return [run for run in newest if run is not None]


def follow_revision(session: Session, revision: Revised) -> None:
    """Delete what was found in answers as soon as one of them is withdrawn, erased, redacted or changed."""
    changed = {place.removeprefix("answers.") for place in revision.changed if place.startswith("answers.")}
    activity = select(Submission.activity_id).where(Submission.id == revision.submission_id).scalar_subquery()
    of_answers = update(ModelRun).where(ModelRun.activity_id == activity, ModelRun.found.is_not(None))
    if revision.is_forgotten:
        session.execute(of_answers.values(found=null()))
    elif changed:
        session.execute(of_answers.where(ModelRun.question.in_(changed)).values(found=null()))


@dataclass(frozen=True)
class Statement:
    """Which model was used on the answers to a question, how it was asked, who checked it, and the figures."""

    question: str
    run: ModelRun
    accepted: int
    turned_down: int
    waiting: int
    checkers: int

    @property
    def dropped(self) -> int:
        """How many rows of the model broke the schema."""
        return sum(self.run.dropped.values())


def statements_of(session: Session, consultation_id: int, *, only_counted: bool) -> list[Statement]:
    """Return a statement for each run that proposed themes; `only_counted`: of which some proposal counts.

    An excluded response counts in none of the figures.
    """
    found = session.execute(_figures(consultation_id))
    return [
        Statement(run.question, run, accepted or 0, turned_down or 0, waiting or 0, checkers)
        for run, accepted, turned_down, waiting, checkers in found
        if accepted or not only_counted
    ]


def by_question(statements: Sequence[Statement]) -> Mapping[tuple[int, str], list[Statement]]:
    """Return statements by activity and question."""
    found: dict[tuple[int, str], list[Statement]] = {}
    for statement in statements:
        found.setdefault((statement.run.activity_id, statement.question), []).append(statement)
    return found


def _figures(consultation_id: int) -> Select[ModelRun, int, int, int, int]:
    stands = Assignment.ended_at.is_(None)
    accepted = (Assignment.accepted_at.is_not(None)) & stands
    turned_down = Assignment.accepted_at.is_(None) & ~stands & Assignment.ended_by_id.is_not(None)
    counts = Submission.status == Status.SUBMITTED
    return (
        select(
            ModelRun,
            func.sum(case((accepted & counts, 1), else_=0)),
            func.sum(case((turned_down & counts, 1), else_=0)),
            func.sum(case((Assignment.accepted_at.is_(None) & stands & counts, 1), else_=0)),
            func.count(func.coalesce(Assignment.accepted_by_id, Assignment.ended_by_id).distinct()),
        )
        .join(Activity, Activity.id == ModelRun.activity_id)
        .outerjoin(Assignment, Assignment.run_id == ModelRun.id)
        .outerjoin(Submission, Submission.id == Assignment.submission_id)
        .where(Activity.consultation_id == consultation_id, ModelRun.method.in_(_PROPOSING))
        .group_by(ModelRun.id)
        .order_by(ModelRun.id)
    )
