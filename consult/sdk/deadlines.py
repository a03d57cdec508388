"""By when something has to be done, in working days, with reminders."""

from consult.deadlines.queries import ShownDeadline, next_deadlines, shown_deadlines
from consult.deadlines.services import forget_deadlines, meet_deadlines, set_deadline, set_working_days
from consult.deadlines.urgency import waiting_by_urgency, waiting_on_pages
from consult.deadlines.working_days import (
    clear_working_days,
    days_left_out,
    is_working_day,
    working_days_after,
)

__all__ = [
    "ShownDeadline",
    "clear_working_days",
    "days_left_out",
    "forget_deadlines",
    "is_working_day",
    "meet_deadlines",
    "next_deadlines",
    "set_deadline",
    "set_working_days",
    "shown_deadlines",
    "waiting_by_urgency",
    "waiting_on_pages",
    "working_days_after",
]
