"""The 24 opinions of the demonstration as points in issues: drawn by this script, which stands for an officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.consultations.models import Consultation
from consult.decisions.answers import NO_DETAILS, AnswerDetails
from consult.decisions.issues import add_issue, answer_issue
from consult.decisions.models import Disposition, Issue
from consult.decisions.points import Seen, put_points
from consult.kernel.authz import Actor
from consult.submissions.models import Submission

BY = "Director of Community Safety (invented)"
DETAIL = "Put together by a script of the demonstration. (This issue and its answer are invented.)"
IN_LISTED = (
    ("To offer the young", "To provide incentives", "Give the young Londoners", "It is to actively seek"),
    ("Involve them more", "give them the autonomy", "Allow them to be", "We need more changes"),
    ("First - ensure", "pan3l", "To have open dialogues"),
)
"""How the opinions begin that are in the issues listed before, in their order."""


@dataclass(frozen=True)
class Drawn:
    """An invented issue, how the opinions in it begin, and its answer."""

    title: str
    opinions: tuple[str, ...]
    disposition: Disposition
    reason: str
    details: AnswerDetails = field(default=NO_DETAILS)


DRAWN = (
    Drawn(
        "Trust grows where young people and officers meet",
        ("Have talks with police", "encourage young people into cadets", "Have community police"),
        Disposition.ALREADY_SO,
        "Officers meet young people in every ward twice a year. (Invented.)",
    ),
    Drawn(
        "Young people need the full truth about what the police do",
        ("Have officers write briefs", "educate young people", "do regular", "Good detail", "Global transparency"),
        Disposition.ANALYSIS_IMPROVED,
        "The report now has the findings of the last three years. (Invented.)",
        AnswerDetails(changed_paragraph="The report on scrutiny, paragraph 5.1 (invented)"),
    ),
    Drawn(
        "The police themselves must change",
        (
            "Create a new policing",
            "I think we need to look",
            "Diversity in policing",
            "Eliminate bias",
            "Why are so many",
        ),
        Disposition.OUT_OF_SCOPE,
        "Whom the police hire and how they are run is not for the council to decide. (Invented.)",
        AnswerDetails(who_can_act="The Mayor of London and the Metropolitan Police (invented answer)"),
    ),
)


def draw_points(
    session: Session,
    officer: Actor,
    consultation: Consultation,
    responses: Sequence[Submission],
    listed: Sequence[Issue],
) -> None:
    """Mark each opinion as one point, put each into an issue, and answer the issues that are drawn here."""
    points = {response.answers["opinion"]: _whole(session, officer, response) for response in responses}
    for issue, beginnings in zip(listed, IN_LISTED, strict=True):
        put_points(session, officer, issue, _begin_with(points, beginnings))
    for drawn in DRAWN:
        issue = add_issue(session, officer, consultation, drawn.title, DETAIL)
        put_points(session, officer, issue, _begin_with(points, drawn.opinions))
        answer = (drawn.disposition, drawn.reason, BY, issue.version, drawn.details)
        answer_issue(session, officer, issue, *answer)


def _whole(session: Session, officer: Actor, response: Submission) -> Seen:
    (text,) = texts_of(response, [])
    (point,) = mark(session, officer, response, [Selection.of(text, 0, len(text.text))], POINT)
    return Seen(point.id, 0)


def _begin_with(points: Mapping[str, Seen], beginnings: tuple[str, ...]) -> list[Seen]:
    return [seen for words, seen in points.items() if words.startswith(beginnings)]
