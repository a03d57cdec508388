"""Issues and decisions as records: what may not be public is taken out of them at any time."""

from collections.abc import Iterator

from consult.consultations.records import belongs_to, of_consultation
from consult.contract.records import Record, RecordField
from consult.decisions.models import Decision, Issue

_ISSUE_TEXTS = {"title": "title", "detail": "more about it", "reason": "answer", "answered_by": "who answers for it"}


def _kept_issues(decision: Decision) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, issue in enumerate((decision.issues or {}).get("issues", [])):
        for key, label in _ISSUE_TEXTS.items():
            yield ("issues", place, key), f"Issue {issue['number']}, {label}"


ISSUE = Record(
    model=Issue,
    title="Issue",
    fields=(
        RecordField(column="title", label="Title", kind="line"),
        RecordField(column="detail", label="More about it"),
        RecordField(column="reason", label="Answer"),
        RecordField(column="answered_by", label="Who answers for it", kind="line"),
        RecordField(column="drop_reason", label="Why it was taken from the list"),
    ),
    name=lambda issue: str(issue.number),
    parent=Issue.consultation_id,
    page=lambda issue: ("decisions_staff.show", {"slug": issue.consultation.slug}),
    rows=of_consultation(Issue),
    consultation_id=belongs_to,
)
DECISION = Record(
    model=Decision,
    title="Decision",
    fields=(
        RecordField(column="summary", label="Summary"),
        RecordField(column="decided", label="What was decided"),
        RecordField(column="decided_by", label="Who decided", kind="line"),
        RecordField(column="asked", label="We asked"),
        RecordField(column="said", label="You said"),
        RecordField(column="did", label="We did"),
        RecordField(column="correction_reason", label="Why it was corrected"),
        RecordField(column="unread_reason", label="Why it was published before all was read"),
        RecordField(column="issues", label="Issues", parts=_kept_issues),
    ),
    name=lambda decision: f"version {decision.number}",
    parent=Decision.consultation_id,
    page=lambda decision: ("decisions_staff.show", {"slug": decision.consultation.slug}),
    rows=of_consultation(Decision),
    consultation_id=belongs_to,
)
RECORDS = (ISSUE, DECISION)
