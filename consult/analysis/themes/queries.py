"""Finding themes, the texts that can be coded, and what they were coded with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from consult.accounts.queries import names_of_people
from consult.analysis.themes.models import Assignment, Coding, Theme
from consult.consultations.models import Activity
from consult.contract.questions import Question
from consult.desk.queries import find_submission
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.submissions.models import Status, Submission
from consult.submissions.owners import owner_of, require_desk
from consult.submissions.questionnaires import known_kinds, questions_over_versions


def themes_of(consultation_id: int) -> Select[Theme]:
    """Select all themes of a consultation by number, also those that were merged or split."""
    return select(Theme).where(Theme.consultation_id == consultation_id).order_by(Theme.number)


def find_theme(session: Session, theme_id: int) -> Theme:
    """Return a theme; raises `NotFound` when there is none."""
    theme = session.get(Theme, theme_id)
    if theme is None:
        raise NotFound
    return theme


def codes_of(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """Return the codes of themes by number, as the audit log names them."""
    return {theme.id: theme.code for theme in session.scalars(select(Theme).where(Theme.id.in_(ids)))}


def text_questions(session: Session, activity: Activity) -> list[Question]:
    """Return the questions whose answers are free text, of every version: none for a name or an address."""
    kinds = known_kinds(session)
    return [
        question
        for question in questions_over_versions(session, activity)
        if kinds[question.kind].is_free_text and not kinds[question.kind].is_contact
    ]


def codable_questions(session: Session, consultation_id: int) -> list[tuple[Activity, Question]]:
    """Return every question with free text of a consultation, with its activity, in order."""
    activities = session.scalars(
        select(Activity).where(Activity.consultation_id == consultation_id).order_by(Activity.position)
    )
    return [
        (activity, question)
        for activity in activities
        if owner_of(session, activity) is None
        for question in text_questions(session, activity)
    ]


@dataclass(frozen=True)
class CodedText:
    """The answer of one response to one question, as it is coded."""

    submission: Submission
    activity: Activity
    question: Question
    text: str


def find_text(session: Session, submission_id: int, question: str, *, actor: Actor) -> CodedText:
    """Return a text that can be coded; raises `NotFound` where the response has none under that question."""
    submission = find_submission(session, submission_id, actor)
    activity = session.get_one(Activity, submission.activity_id)
    require_desk(session, activity, submission.id)
    asked = next((asked for asked in text_questions(session, activity) if asked.key == question), None)
    text = submission.answers.get(question)
    if asked is None or not isinstance(text, str) or not text:
        raise NotFound
    return CodedText(submission, activity, asked, text)


def coding_of(session: Session, submission_id: int, question: str) -> Coding | None:
    """Return how the answer to a question is coded, if somebody did so."""
    of_text = (Coding.submission_id == submission_id, Coding.question == question)
    coding: Coding | None = session.scalar(select(Coding).where(*of_text))
    return coding


def next_to_code(session: Session, activity_id: int, question: str, after: int = 0) -> int | None:
    """Return the next response with words under a question that nobody has coded, from the first again at the end.

    What a model is least sure of comes first.
    """
    said = Submission.answers[question].as_string()
    is_coded = select(Coding.id).where(
        Coding.submission_id == Submission.id, Coding.question == question, Coding.is_current
    )
    waiting = (
        select(Submission.id)
        .where(
            Submission.activity_id == activity_id,
            Submission.status == Status.SUBMITTED,
            said.is_not(None),
            said != "",
            ~is_coded.exists(),
        )
        .order_by(Submission.id)
        .limit(1)
    )
    unsure = (
        select(func.min(Assignment.score))
        .where(
            Assignment.submission_id == Submission.id,
            Assignment.question == question,
            Assignment.ended_at.is_(None),
            Assignment.accepted_at.is_(None),
        )
        .scalar_subquery()
    )
    by_doubt = waiting.where(unsure.is_not(None)).order_by(None).order_by(unsure, Submission.id)
    least: int | None = session.scalar(by_doubt)
    if least is not None:
        return least
    found: int | None = session.scalar(waiting.where(Submission.id > after))
    if found is None and after:
        found = session.scalar(waiting.where(Submission.id < after))
    return found


def standing(submission_id: int, question: str) -> Select[Assignment]:
    """Select the assignments and proposals of a text that have not ended."""
    of_text = (Assignment.submission_id == submission_id, Assignment.question == question)
    return select(Assignment).where(*of_text, Assignment.ended_at.is_(None)).order_by(Assignment.id)


@dataclass(frozen=True)
class Past:
    """One line of the history of a text: what was assigned by whom, and how it ended."""

    assignment: Assignment
    by: str
    ended_by: str


def history_of(session: Session, submission_id: int, question: str) -> Sequence[Past]:
    """Return all that was ever assigned to a text, the newest first."""
    of_text = (Assignment.submission_id == submission_id, Assignment.question == question)
    query = select(Assignment).where(*of_text).options(joinedload(Assignment.theme)).order_by(Assignment.id.desc())
    found = session.scalars(query).all()
    people = {number for row in found for number in (row.made_by_id, row.ended_by_id) if number}
    names = names_of_people(session, list(people))
    return [Past(row, names.get(row.made_by_id or 0, ""), names.get(row.ended_by_id or 0, "")) for row in found]


def theme_titles(session: Session, submission_id: int) -> list[str]:
    """Return the themes that stand for a response, each under the one that it was merged into, by their titles."""
    counted = aliased(Theme)
    query = (
        select(counted.title)
        .join(Theme, counted.id == func.coalesce(Theme.merged_into_id, Theme.id))
        .join(Assignment, Assignment.theme_id == Theme.id)
        .where(
            Assignment.submission_id == submission_id,
            Assignment.ended_at.is_(None),
            Assignment.accepted_at.is_not(None),
        )
        .distinct()
        .order_by(counted.title)
    )
    return list(session.scalars(query))
