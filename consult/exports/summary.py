"""The summary of an activity: what was asked, who took part by which way, what they said, what was left out and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.questions import NOT_ANSWERED, Question, Questionnaire
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.disclosure.tables import Dimension, Line, Table, one_way
from consult.exports.question_summary import QuestionSummary, summarise_questions
from consult.kernel.messages import gettext as _
from consult.submissions import about_you
from consult.submissions.models import Channel, Status, Submission
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
    return Summary(
        activity=activity,
        counted=statuses[Status.SUBMITTED],
        statuses=statuses,
        channels=one_way(channel_dimension().title, channel_dimension(), counts.get("channel", {})),
        areas=_areas(session, counts),
        questions=tuple(summarise_questions(versions, known_kinds(session), counts)),
        exclusions=exclusions_of(session, activity.id) if statuses[Status.EXCLUDED] else {},
    )


def channel_dimension() -> Dimension:
    """Return the ways by which a response can come, as lines of a table."""
    return Dimension(
        "channel", _("How responses were received"), tuple(Channel), tuple(channel.label for channel in Channel)
    )


def excluded_by_code(session: Session, activity_id: int) -> dict[str, int]:
    """Return how many submissions were excluded for each reason, by its code."""
    query = (
        select(Submission.exclusion_code, func.count())
        .where(Submission.activity_id == activity_id, Submission.status == Status.EXCLUDED)
        .group_by(Submission.exclusion_code)
    )
    return {code: number for code, number in session.execute(query) if code is not None}


def exclusions_of(session: Session, activity_id: int) -> dict[str, int]:
    """Return how many submissions were excluded for each reason, in the public words for it."""
    return {EXCLUSION_REASONS[code]: number for code, number in excluded_by_code(session, activity_id).items()}


def comments(session: Session, activity_id: int, key: str) -> Iterator[tuple[str, str]]:
    """Yield (reference, text) of every counted answer to a free-text question, in order of arrival: for officers."""
    answer = Submission.answers[key].as_string()
    query = (
        select(Submission.reference, answer)
        .where(Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED, answer.is_not(None))
        .order_by(Submission.id)
    )
    yield from session.connection().execute(query, execution_options={"yield_per": 500})


def was_asked(session: Session, activity: Activity, asks: Callable[[Questionnaire], bool]) -> bool:
    """Tell whether any version of an activity's questions asked for this."""
    return any(asks(asked) for asked in all_versions(session, activity).values() if asked is not None)


def area_code(wards: Sequence[str], area: str) -> str:
    """Return the line in which a place counts: one of the council's own list, or elsewhere."""
    known = {ward.casefold(): ward for ward in wards}
    return known.get(area.casefold(), ELSEWHERE) if area else NO_ANSWER


def area_dimension(wards: Sequence[str]) -> Dimension:
    """Return the places of the council's own list as lines of a table: what else was given is one line."""
    return Dimension(
        AREA,
        _("Where people live"),
        (*wards, ELSEWHERE, NO_ANSWER),
        (*wards, _("Elsewhere") if wards else _("A place was given"), _("Not given")),
        kinds=(*(Line.ANSWER for _ignored in wards), Line.ANSWER, Line.NO_ANSWER),
    )


def _areas(session: Session, counts: Counts) -> Table:
    wards = deployment_of(session).settings.council.areas
    by_area: dict[str, int] = {}
    for area, number in counts.get("area", {}).items():
        code = area_code(wards, area)
        by_area[code] = by_area.get(code, 0) + number
    dimension = area_dimension(wards)
    return one_way(dimension.title, dimension, by_area)


def about_you_dimensions() -> list[Dimension]:
    """Return each about-you question as lines of a table."""
    return [_about_you_dimension(question) for question in about_you.QUESTIONS]


def _about_you_dimension(question: Question) -> Dimension:
    codes = (*(option.code for option in question.options), NO_ANSWER)
    return Dimension(
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
