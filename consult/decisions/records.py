"""Issues and decisions as records: what may not be public is taken out of them at any time."""

from collections.abc import Iterator

from consult.consultations.records import belongs_to, of_consultation
from consult.contract.records import Record, RecordField
from consult.decisions.models import Decision, Issue
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

_ISSUE_TEXTS = {
    "title": "title",
    "detail": _l("more about it"),
    "reason": "answer",
    "answered_by": _l("who answers for it"),
}


def _kept_issues(decision: Decision) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, issue in enumerate((decision.issues or {}).get("issues", [])):
        for key, label in _ISSUE_TEXTS.items():
            yield ("issues", place, key), _("Issue %(issue)s, %(label)s", issue=issue["number"], label=label)


ISSUE = Record(
    model=Issue,
    title=_l("Issue"),
    fields=(
        RecordField(column="title", label=_l("Title"), kind="line"),
        RecordField(column="detail", label=_l("More about it")),
        RecordField(column="reason", label=_l("Answer")),
        RecordField(column="answered_by", label=_l("Who answers for it"), kind="line"),
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
        RecordField(column="summary", label=_l("Summary")),
        RecordField(column="decided", label=_l("What was decided")),
        RecordField(column="decided_by", label=_l("Who decided"), kind="line"),
        RecordField(column="asked", label=_l("We asked")),
        RecordField(column="said", label=_l("You said")),
        RecordField(column="did", label=_l("We did")),
        RecordField(column="correction_reason", label=_l("Why it was corrected")),
        RecordField(column="unread_reason", label=_l("Why it was published before all was read")),
        RecordField(column="issues", label=_l("Issues"), parts=_kept_issues),
    ),
    name=lambda decision: f"version {decision.number}",
    parent=Decision.consultation_id,
    page=lambda decision: ("decisions_staff.show", {"slug": decision.consultation.slug}),
    rows=of_consultation(Decision),
    consultation_id=belongs_to,
)
RECORDS = (ISSUE, DECISION)
