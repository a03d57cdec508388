"""The summary of an activity: what was asked, who took part by which way, what they said, what was left out and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Question, Questionnaire
from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules
from consult.disclosure.tables import Dimension, Table, one_way
from consult.kernel.db import database_of
from consult.submissions import about_you
from consult.submissions.exclusions import EXCLUSION_REASONS
from consult.submissions.instruments import all_versions, known_kinds, questions_over_versions
from consult.submissions.intake import about_you_links
from consult.submissions.models import AboutYou, Channel, Status, Submission
from consult.submissions.tallies import Counts, counts_of

NOT_GIVEN = "Not given"
NO_ANSWER = "No answer"


@dataclass(frozen=True)
class QuestionSummary:
    """What was answered to one question: a table of its options, or how many wrote something."""

    question: Question
    answered: int
    table: Table | None
    is_free_text: bool


@dataclass(frozen=True)
class Summary:
    """Everything that the summary of one activity says, with exact counts: not for publishing as it is."""

    activity: Activity
    counted: int
    statuses: Mapping[str, int]
    channels: Table
    areas: Table
    questions: tuple[QuestionSummary, ...]
    exclusions: Mapping[str, int] = field(default_factory=dict)

    @property
    def received(self) -> int:
        """How many submissions arrived, whatever became of them."""
        return sum(self.statuses.values())


def summarise(session: Session, activity: Activity) -> Summary:
    """Return the summary of an activity, from counts that are kept in step: its cost does not grow with responses."""
    counts = counts_of(session, activity.id)
    statuses = {status.value: counts.get("status", {}).get(status.value, 0) for status in Status}
    counted = statuses[Status.SUBMITTED.value]
    channels = Dimension("channel", "How it was received", tuple(one.label for one in Channel))
    by_channel = {Channel(value).label: number for value, number in counts.get("channel", {}).items()}
    return Summary(
        activity=activity,
        counted=counted,
        statuses=statuses,
        channels=one_way("How responses were received", channels, by_channel),
        areas=_areas(counts),
        questions=tuple(
            _question(session, question, counts, counted) for question in questions_over_versions(session, activity)
        ),
        exclusions=exclusions_of(session, activity.id) if statuses[Status.EXCLUDED.value] else {},
    )


def exclusions_of(session: Session, activity_id: int) -> dict[str, int]:
    """Return how many submissions were excluded for each reason, in the public words for it."""
    query = (
        select(Submission.exclusion_code, func.count())
        .where(Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED.value)
        .group_by(Submission.exclusion_code)
    )
    return {EXCLUSION_REASONS[code]: number for code, number in session.execute(query) if code is not None}


def comments(
    session: Session, activity_id: int, key: str, *, start: int = 0, most: int | None = None, up_to: int | None = None
) -> Iterator[tuple[str, str]]:
    """Yield (reference, text) of every counted answer to a free-text question, in order of arrival.

    `start` and `most` cut out a page of them; `up_to` leaves out submissions with a higher number, which came later.
    """
    answer = Submission.answers[key].as_string()
    query = (
        select(Submission.reference, answer)
        .where(Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED.value, answer.is_not(None))
        .order_by(Submission.id)
        .offset(start)
        .limit(most)
    )
    if up_to is not None:
        query = query.where(Submission.id <= up_to)
    yield from session.connection().execute(query, execution_options={"yield_per": 500})


def newest_submission(session: Session, activity_id: int) -> int:
    """Return the highest number of an activity's submissions."""
    return session.scalar(select(func.max(Submission.id)).where(Submission.activity_id == activity_id)) or 0


def about_you_tables(session: Session, activity_id: int) -> list[Table]:
    """Return one table for each about-you question, counted by opening every sealed row.

    Each counts the people who answered at least one about-you question and whose response was not excluded; those who
    passed over this one are under “No answer”. The rules for sensitive tables apply to every output of them, officers'
    included. An activity that never asked them has none.
    """
    if not was_asked(session, session.get_one(Activity, activity_id), lambda asked: asked.asks_about_you):
        return []
    keys = database_of(session).keys
    counts: dict[str, dict[str, int]] = {question.key: {} for question in about_you.QUESTIONS}
    left_out = _links_of_excluded(session, activity_id)
    query = select(AboutYou.id, AboutYou.link, AboutYou.sealed).where(AboutYou.activity_id == activity_id)
    for row_id, link, sealed in session.connection().execute(query, execution_options={"yield_per": 1000}):
        if link in left_out:
            continue
        given = orjson.loads(keys.open(sealed, table="about_you", row=row_id, column="sealed"))
        for question in about_you.QUESTIONS:
            label = question.option_label(given[question.key]) if question.key in given else NO_ANSWER
            of_question = counts[question.key]
            of_question[label] = of_question.get(label, 0) + 1
    return [_about_you_table(question, counts[question.key]) for question in about_you.QUESTIONS]


def _links_of_excluded(session: Session, activity_id: int) -> set[str]:
    excluded = (Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED.value)
    numbers = session.scalars(select(Submission.id).where(*excluded))
    return {link for number in numbers for link in about_you_links(session, number)}


def was_asked(session: Session, activity: Activity, asks: Callable[[Questionnaire], bool]) -> bool:
    """Tell whether any version of an activity's questions asked for this."""
    return any(asks(asked) for asked in all_versions(session, activity).values() if asked is not None)


def rules_for(table: Table) -> Rules:
    """Return the rules for a table: stricter for what people are and where they live."""
    sensitive = {"area", *(question.key for question in about_you.QUESTIONS)}
    return SENSITIVE if table.rows.key in sensitive else ORDINARY


def _areas(counts: Counts) -> Table:
    by_area: dict[str, int] = {}
    for area, number in counts.get("area", {}).items():
        # An imported file may say “Not given” in words where others say nothing.
        by_area[area or NOT_GIVEN] = by_area.get(area or NOT_GIVEN, 0) + number
    labels = (*sorted(label for label in by_area if label != NOT_GIVEN), NOT_GIVEN)
    return one_way("Where people live", Dimension("area", "Ward or postcode district", labels), by_area)


def _question(session: Session, question: Question, counts: Counts, counted: int) -> QuestionSummary:
    kind = known_kinds(session)[question.kind]
    of_question = counts.get(f"q:{question.key}", {})
    numbers = {code: number for code, number in of_question.items() if not code.startswith("!")}
    answered = numbers.pop("*", 0)
    if kind.is_free_text or not question.options:
        return QuestionSummary(question=question, answered=answered, table=None, is_free_text=kind.is_free_text)
    several = kind.is_multiple
    offered = {option.code: option.label for option in question.options}
    retired = {code: f"{code} (no longer offered)" for code in numbers if code not in offered}
    by_label = {{**offered, **retired}[code]: number for code, number in numbers.items()}
    labels = (*offered.values(), *retired.values(), NO_ANSWER)
    dimension = Dimension(question.key, question.label, labels, overlapping=several)
    by_label[NO_ANSWER] = counted - answered
    table = one_way(question.label, dimension, by_label, people=counted if several else None)
    return QuestionSummary(question=question, answered=answered, table=table, is_free_text=False)


def _about_you_table(question: Question, counts: Mapping[str, int]) -> Table:
    labels = (*(option.label for option in question.options), NO_ANSWER)
    known = {label: number for label, number in counts.items() if label in labels}
    return one_way(question.label, Dimension(question.key, question.label, labels), known)
