"""Evidence as records: what officers wrote can be corrected, and any text taken down or redacted, at any time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, rule, staff
from consult.sdk.activities import Activity
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.impact.models import Evidence, LatePermission, Query, Step
from plugins.impact.policies import is_draft, is_impartial
from plugins.impact.procedure import Status
from plugins.impact.terms import WEIGHTS

RULE = staff & is_impartial & ~is_draft


@rule("may handle the evidence that it belongs to")
def is_of_evidence(actor: Actor, part: Query | Step) -> bool:
    """Whether the actor may handle the evidence to which a question or a step belongs."""
    return RULE.allows(actor, part.evidence)


@rule("officer of another group, or of none")
def is_of_another_group(actor: Actor, permission: LatePermission) -> bool:
    """Whether the officer is not a member of the group that may be late."""
    return permission.organisation_id not in actor.organisation_ids


def may_handle(session: Session, actor: Actor, submission_id: int) -> bool:
    """Whether the actor may handle the evidence in an envelope: officers of its group may not."""
    evidence = session.scalar(select(Evidence).where(Evidence.submission_id == submission_id))
    return evidence is None or is_impartial.allows(actor, evidence)


def _of_consultation(model: Any, consultation_id: int) -> Select[Any]:
    activities = select(Activity.id).where(Activity.consultation_id == consultation_id)
    return select(model).where(model.activity_id.in_(activities))


def _evidence(_session: Session, consultation_id: int) -> Select[Any]:
    return _of_consultation(Evidence, consultation_id).where(Evidence.status != Status.DRAFT)


def _parts_of_evidence(model: type[Query] | type[Step]) -> Callable[[Session, int], Select[object]]:
    def rows(session: Session, consultation_id: int) -> Select[object]:
        numbers = _evidence(session, consultation_id).with_only_columns(Evidence.id)
        return select(model).where(model.evidence_id.in_(numbers))

    return rows


def _consultation_id(session: Session, row: Evidence | LatePermission) -> int:
    return session.get_one(Activity, row.activity_id).consultation_id


def _page(evidence: Evidence) -> tuple[str, dict[str, int]]:
    return "impact_staff.evidence", {"evidence_id": evidence.id}


EVIDENCE = Record(
    model=Evidence,
    title=_l("Evidence"),
    fields=(
        RecordField(column="answer", label=_l("What the council did"), may_be_corrected=True, quotes=True),
        RecordField(column="weight", label=_l("Weight"), kind="choice", choices=WEIGHTS, may_be_corrected=True),
        RecordField(column="weight_reason", label=_l("Reason for the weight"), may_be_corrected=True, quotes=True),
        RecordField(column="scope_reason", label=_l("Why it is out of scope"), quotes=True),
        RecordField(column="appeal", label=_l("The group’s appeal")),
        RecordField(column="late_reason", label=_l("Why it was taken late"), quotes=True),
        RecordField(column="clearing_reason", label=_l("Why it can be published")),
        RecordField(column="received_from", label=_l("Given by"), kind="line"),
    ),
    name=lambda evidence: evidence.reference,
    page=_page,
    rows=_evidence,
    consultation_id=_consultation_id,
    rule=RULE,
    parent=Evidence.submission_id,
)
QUERY = Record(
    model=Query,
    title=_l("Question about evidence"),
    fields=(
        RecordField(column="question", label=_l("Question")),
        RecordField(column="answer", label=_l("The group’s answer")),
    ),
    name=lambda query: query.evidence.reference,
    page=lambda query: _page(query.evidence),
    rows=_parts_of_evidence(Query),
    consultation_id=lambda session, query: _consultation_id(session, query.evidence),
    rule=staff & is_of_evidence,
    parent=Query.evidence_id,
)
STEP = Record(
    model=Step,
    title=_l("Step of evidence"),
    fields=(RecordField(column="reason", label=_l("Reason")),),
    name=lambda step: step.evidence.reference,
    page=lambda step: _page(step.evidence),
    rows=_parts_of_evidence(Step),
    consultation_id=lambda session, step: _consultation_id(session, step.evidence),
    rule=staff & is_of_evidence,
    parent=Step.evidence_id,
)
LATENESS = Record(
    model=LatePermission,
    title=_l("Late evidence"),
    fields=(RecordField(column="reason", label=_l("Why it may be late"), quotes=True),),
    name=lambda permission: permission.organisation.name,
    page=lambda permission: ("impact_entry.late", {"activity_id": permission.activity_id}),
    rows=lambda _session, consultation_id: _of_consultation(LatePermission, consultation_id),
    consultation_id=_consultation_id,
    rule=staff & is_of_another_group,
)
RECORDS = (EVIDENCE, QUERY, STEP, LATENESS)
