"""What is published of the procedure of meetings, as records: corrected, redacted or taken down at any time."""

from sqlalchemy import false, select

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.motion.meetings import Meeting

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
MEETING_RECORDS = (MEETING,)
