"""What is published of the procedure of meetings, as records: corrected, redacted or taken down at any time."""

from typing import Any

from sqlalchemy import Select, false, select

from consult.sdk.activities import Activity
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.motion.earlier import EarlierDecision
from plugins.motion.meeting_acts import ActOfMeeting, Urgency
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from plugins.motion.records import Check

MEETING = Record(
    model=Meeting,
    title=_l("Meeting of the council"),
    fields=(
        RecordField(
            column="change_reason",
            label=_l("Why it was moved or cancelled"),
            kind="text",
            may_be_corrected=True,
            may_be_empty=True,
        ),
        RecordField(column="place", label=_l("Place"), kind="line"),
    ),
    name=lambda row: str(row.held_on.isoformat()),
    page=lambda row: ("motion_meetings.page", {"day": row.held_on.isoformat()}),
    rows=lambda _session, _consultation_id: select(Meeting).where(false()),
    consultation_id=lambda _session, _row: None,
)
ACT = Record(
    model=ActOfMeeting,
    title=_l("What a meeting did with a motion"),
    fields=(
        RecordField(column="body", label=_l("Body it was referred to"), kind="line", may_be_corrected=True),
        RecordField(column="reason", label=_l("Reason"), kind="text", may_be_corrected=True),
    ),
    name=lambda row: f"{row.motion.number}",
    page=lambda row: ("motion.page", {"number": row.motion.number}),
    rows=lambda _session, consultation_id: _of_consultation(ActOfMeeting, consultation_id),
    consultation_id=lambda _session, row: row.motion.consultation_id,
)
URGENCY = Record(
    model=Urgency,
    title=_l("Urgency of a motion"),
    fields=(
        RecordField(column="chair_name", label=_l("Who was in the chair"), kind="line", may_be_corrected=True),
        RecordField(column="reason", label=_l("Special circumstances"), kind="text", may_be_corrected=True),
    ),
    name=lambda row: f"{row.motion.number}",
    page=lambda row: ("motion.page", {"number": row.motion.number}),
    rows=lambda _session, consultation_id: _of_consultation(Urgency, consultation_id),
    consultation_id=lambda _session, row: row.motion.consultation_id,
)
EARLIER = Record(
    model=EarlierDecision,
    title=_l("Earlier decision that a check found"),
    fields=(
        RecordField(
            column="number", label=_l("Number of the motion or resolution"), kind="line", may_be_corrected=True
        ),
        RecordField(column="signatures", label=_l("Members who signed"), kind="number", may_be_corrected=True),
    ),
    name=lambda row: f"{row.made_check.motion.number}",
    page=lambda row: ("motion.page", {"number": row.made_check.motion.number}),
    rows=lambda _session, consultation_id: (
        select(EarlierDecision)
        .join(EarlierDecision.made_check)
        .join(Check.motion)
        .join(Motion.activity)
        .where(Activity.consultation_id == consultation_id)
    ),
    consultation_id=lambda _session, row: row.made_check.motion.consultation_id,
)
MEETING_RECORDS = (MEETING, ACT, URGENCY, EARLIER)


def _of_consultation(model: Any, consultation_id: int) -> Select[Any]:
    within = select(model).join(model.motion).join(Motion.activity)
    return within.where(Activity.consultation_id == consultation_id)
