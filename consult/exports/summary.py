"""The summary of an activity: what was asked, who took part by which way, what they said, what was left out and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.questions import NOT_ANSWERED, Question, Questionnaire
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.disclosure.rules import ORDINARY, PLACES, SENSITIVE, Rules
from consult.disclosure.tables import Dimension, Line, Table, one_way
from consult.exports.question_summary import QuestionSummary, summarise_questions
from consult.kernel.db import database_of
from consult.kernel.messages import gettext as _
from consult.submissions import about_you
from consult.submissions.intake import about_you_links
from consult.submissions.models import AboutYou, Channel, Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import Counts, counts_of

NO_ANSWER = str(NOT_ANSWERED)
AREA = "area"
ELSEWHERE = "elsewhere"


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
    versions = {number: asked for number, asked in all_versions(session, activity).items() if asked is not None}
    statuses: dict[str, int] = {status: counts.get("status", {}).get(status, 0) for status in Status}
    channels = Dimension(
        "channel",
        _("How it was received"),
        tuple(Channel),
        tuple(channel.label for channel in Channel),
    )
    return Summary(
        activity=activity,
        counted=statuses[Status.SUBMITTED],
        statuses=statuses,
        channels=one_way(_("How responses were received"), channels, counts.get("channel", {})),
        areas=_areas(session, counts),
        questions=tuple(summarise_questions(versions, known_kinds(session), counts)),
        exclusions=exclusions_of(session, activity.id) if statuses[Status.EXCLUDED] else {},
    )


def exclusions_of(session: Session, activity_id: int) -> dict[str, int]:
    """Return how many submissions were excluded for each reason, in the public words for it."""
    query = (
        select(Submission.exclusion_code, func.count())
        .where(Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED)
        .group_by(Submission.exclusion_code)
    )
    return {EXCLUSION_REASONS[code]: number for code, number in session.execute(query) if code is not None}


def comments(session: Session, activity_id: int, key: str) -> Iterator[tuple[str, str]]:
    """Yield (reference, text) of every counted answer to a free-text question, in order of arrival."""
    answer = Submission.answers[key].as_string()
    query = (
        select(Submission.reference, answer)
        .where(Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED, answer.is_not(None))
        .order_by(Submission.id)
    )
    yield from session.connection().execute(query, execution_options={"yield_per": 500})


def newest_submission(session: Session, activity_id: int) -> int:
    """Return the highest number of an activity's submissions."""
    return session.scalar(select(func.max(Submission.id)).where(Submission.activity_id == activity_id)) or 0


def about_you_tables(session: Session, activity_id: int) -> list[Table]:
    """Return one table for each about-you question, counted by opening every sealed row.

    Each counts the people who answered at least one about-you question and whose response was not excluded; those who
    passed over this one stand in a line of their own. The rules for sensitive tables apply to every output of them,
    officers' included. An activity that never asked them has none.
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
            code = given.get(question.key, NO_ANSWER)
            of_question = counts[question.key]
            of_question[code] = of_question.get(code, 0) + 1
    return [_about_you_table(question, counts[question.key]) for question in about_you.QUESTIONS]


def _links_of_excluded(session: Session, activity_id: int) -> set[str]:
    excluded = (Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED)
    numbers = session.scalars(select(Submission.id).where(*excluded))
    return {link for number in numbers for link in about_you_links(session, number)}


def was_asked(session: Session, activity: Activity, asks: Callable[[Questionnaire], bool]) -> bool:
    """Tell whether any version of an activity's questions asked for this."""
    return any(asks(asked) for asked in all_versions(session, activity).values() if asked is not None)


def rules_for(table: Table) -> Rules:
    """Return the rules for a table: stricter for what people are and where they live."""
    if table.rows.key == AREA:
        return PLACES
    return SENSITIVE if table.rows.key in {question.key for question in about_you.QUESTIONS} else ORDINARY


def _areas(session: Session, counts: Counts) -> Table:
    """Return who lives where, in the places of the council's own list: what else was given is one line."""
    settings = deployment_of(session).settings
    wards = settings.council.areas
    known = {ward.casefold(): ward for ward in wards}
    by_area: dict[str, int] = {}
    for area, number in counts.get("area", {}).items():
        code = known.get(area.casefold(), ELSEWHERE) if area else NO_ANSWER
        by_area[code] = by_area.get(code, 0) + number
    dimension = Dimension(
        AREA,
        _("Ward or postcode district"),
        (*wards, ELSEWHERE, NO_ANSWER),
        (*wards, "Elsewhere" if wards else _("A place was given"), _("Not given")),
        kinds=(*(Line.ANSWER for _ignored in wards), Line.ANSWER, Line.NO_ANSWER),
    )
    return one_way(_("Where people live"), dimension, by_area)


def _about_you_table(question: Question, counts: Mapping[str, int]) -> Table:
    codes = (*(option.code for option in question.options), NO_ANSWER)
    dimension = Dimension(
        question.key,
        question.label,
        codes,
        (*(option.label for option in question.options), _("No answer")),
        kinds=(
            *(
                Line.PREFERRED_NOT_TO_SAY if option is about_you.PREFER_NOT else Line.ANSWER
                for option in question.options
            ),
            Line.NO_ANSWER,
        ),
    )
    return one_way(question.label, dimension, {code: number for code, number in counts.items() if code in codes})
