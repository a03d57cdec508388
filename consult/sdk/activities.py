"""Ways of taking part in a consultation, and the envelopes into which what was submitted is put."""

from consult.consultations.changes import record_change
from consult.consultations.lifecycle import is_open_at, state_at
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.queries import announced, find_activity, is_visible_to
from consult.consultations.sign_offs import require_still_signed_off
from consult.contract.plugin import ActivityType, Overview
from consult.submissions.intake import Envelope, open_envelope, require_open
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.revision import revise, set_status
from consult.submissions.tallies import numbers_counted, quotas_counted

__all__ = [
    "Activity",
    "ActivityType",
    "Cause",
    "Channel",
    "Consultation",
    "Envelope",
    "Overview",
    "State",
    "Status",
    "Submission",
    "announced",
    "find_activity",
    "is_open_at",
    "is_visible_to",
    "numbers_counted",
    "open_envelope",
    "quotas_counted",
    "record_change",
    "require_open",
    "require_still_signed_off",
    "revise",
    "set_status",
    "state_at",
]
