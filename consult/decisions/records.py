"""Issues and decisions as records: what may not be public is taken out of them at any time."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.consultations.records import belongs_to, of_consultation
from consult.contract.records import Record, RecordField
from consult.decisions.models import Advice, Decision, DecisionReview, Issue, IssuePoint
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

_ISSUE_TEXTS = {
    "title": "title",
    "detail": _l("more about it"),
    "reason": "answer",
    "authority": _l("on what authority"),
    "look_again": _l("what would make us look again"),
    "who_can_act": _l("who can act"),
    "answered_by": _l("who answers for it"),
}


_ADVICE_TEXTS = {"said": _l("what was advised"), "given_by": _l("who advised")}


def _kept_issues(decision: Decision) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, issue in enumerate((decision.issues or {}).get("issues", [])):
        for key, label in _ISSUE_TEXTS.items():
            if key in issue:
                yield ("issues", place, key), _("Issue %(issue)s, %(label)s", issue=issue["number"], label=label)
        if issue.get("changed"):
            named = _("Issue %(issue)s, which paragraph changed", issue=issue["number"])
            yield ("issues", place, "changed", "paragraph"), named
        for at, point in enumerate(issue.get("points", [])):
            yield ("issues", place, "points", at, "supplement"), _point(point["number"])
        for at, _given in enumerate(issue.get("advice", [])):
            for key, label in _ADVICE_TEXTS.items():
                yield (
                    ("issues", place, "advice", at, key),
                    _("Issue %(issue)s, %(label)s", issue=issue["number"], label=label),
                )


def _point(number: int) -> str:
    return _("What is said to point %(number)s", number=number)


ISSUE = Record(
    model=Issue,
    title=_l("Issue"),
    fields=(
        RecordField(column="title", label=_l("Title"), kind="line", quotes=True),
        RecordField(column="detail", label=_l("More about it"), quotes=True),
        RecordField(column="reason", label=_l("Answer"), quotes=True),
        RecordField(column="answered_by", label=_l("Who answers for it"), kind="line"),
        RecordField(column="authority", label=_l("On what authority"), quotes=True),
        RecordField(column="look_again", label=_l("What would make us look again"), quotes=True),
        RecordField(column="who_can_act", label=_l("Who can act on it"), kind="line"),
        RecordField(column="changed_paragraph", label=_l("Which paragraph changed"), kind="line"),
        RecordField(column="drop_reason", label=_l("Why it was taken from the list")),
    ),
    name=lambda issue: str(issue.number),
    parent=Issue.consultation_id,
    page=lambda issue: ("decisions_staff.show", {"slug": issue.consultation.slug}),
    rows=of_consultation(Issue),
    consultation_id=belongs_to,
)
DECISION = Record(
    model=Decision,
    title=_l("Decision"),
    fields=(
        RecordField(column="summary", label=_l("Summary"), quotes=True),
        RecordField(column="decided", label=_l("What was decided"), quotes=True),
        RecordField(column="decided_by", label=_l("Who decided"), kind="line"),
        RecordField(column="asked", label=_l("We asked"), quotes=True),
        RecordField(column="said", label=_l("You said"), quotes=True),
        RecordField(column="did", label=_l("We did"), quotes=True),
        RecordField(column="correction_reason", label=_l("Why it was corrected"), quotes=True),
        RecordField(column="unread_reason", label=_l("Why it was published before all was read"), quotes=True),
        RecordField(column="issues", label=_l("Issues"), parts=_kept_issues, quotes=True),
    ),
    name=lambda decision: f"version {decision.number}",
    parent=Decision.consultation_id,
    page=lambda decision: ("decisions_staff.show", {"slug": decision.consultation.slug}),
    rows=of_consultation(Decision),
    consultation_id=belongs_to,
)


def _points_of(session: Session, consultation_id: int) -> Select[object]:
    return select(IssuePoint).join(IssuePoint.issue).where(Issue.consultation_id == consultation_id)


POINT = Record(
    model=IssuePoint,
    title=_l("What is said to a point"),
    fields=(RecordField(column="supplement", label=_l("What is said to this point"), quotes=True),),
    name=lambda placed: str(placed.passage.number),
    parent=IssuePoint.issue_id,
    page=lambda placed: ("decisions_staff.issue", {"issue_id": placed.issue_id}),
    rows=_points_of,
    consultation_id=lambda _session, placed: placed.issue.consultation_id,
)
REVIEW = Record(
    model=DecisionReview,
    title=_l("Review of a decision"),
    fields=(RecordField(column="outcome", label=_l("What was found"), quotes=True),),
    name=lambda review: str(review.consultation.title),
    page=lambda review: ("decisions_staff.show", {"slug": review.consultation.slug}),
    rows=of_consultation(DecisionReview),
    consultation_id=belongs_to,
)


def _advice_of(_session: Session, consultation_id: int) -> Select[object]:
    return select(Advice).join(Advice.issue).where(Issue.consultation_id == consultation_id)


ADVICE = Record(
    model=Advice,
    title=_l("Advice"),
    fields=(
        RecordField(column="question", label=_l("What was asked")),
        RecordField(column="said", label=_l("What was advised"), quotes=True),
        RecordField(column="given_by", label=_l("Who advised"), kind="line"),
    ),
    name=lambda advice: str(advice.id),
    parent=Advice.issue_id,
    page=lambda advice: ("advice.show", {"advice_id": advice.id}),
    rows=_advice_of,
    consultation_id=lambda _session, advice: advice.issue.consultation_id,
)
RECORDS = (ISSUE, DECISION, POINT, REVIEW, ADVICE)
