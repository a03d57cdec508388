"""Notice of motions: until when it can be given for a meeting, and when one that came counts as given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from consult.sdk.database import clock
from consult.sdk.deadlines import clear_working_days, days_left_out, is_working_day, working_days_after
from consult.sdk.messages import gettext as _
from consult.sdk.texts import say_date
from plugins.motion.rules import StandingOrders

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Until which hour of which day a motion can be submitted for a meeting, and the days that do not count for it."""

    meeting_on: date
    until_day: date
    until_hour: int
    needed: int
    weekend_days: int
    left_out: tuple[tuple[date, str], ...]

    @property
    def until(self) -> str:
        """The last moment as people say it."""
        return _("%(hour)s on %(day)s", hour=say_hour(self.until_hour), day=say_date(self.until_day))

    def is_over(self, at: datetime) -> bool:
        """Whether it is too late for this meeting."""
        local = clock.london(at)
        return (local.date(), local.hour) >= (self.until_day, self.until_hour)


def say_hour(hour: int) -> str:
    """Return an hour of the day as people say it."""
    return {12: _("noon"), 24: _("midnight")}.get(hour, _("%(hour)s:00", hour=hour))


def notice_for(session: Session, meeting_on: date, orders: StandingOrders) -> Notice:
    """Return until when a motion can be submitted for a meeting on this day."""
    until = meeting_on - _DAY
    while not is_working_day(session, until) or clear_working_days(session, until, meeting_on) < orders.notice_days:
        until -= _DAY
    between = [until + step * _DAY for step in range(1, (meeting_on - until).days)]
    return Notice(
        meeting_on=meeting_on,
        until_day=until,
        until_hour=orders.cut_off_hour,
        needed=orders.notice_days,
        weekend_days=sum(day.weekday() >= 5 for day in between),
        left_out=tuple(days_left_out(session, until, meeting_on)),
    )


def given_on(session: Session, at: datetime, orders: StandingOrders) -> date:
    """Return the working day on which a motion that came at this moment counts as submitted."""
    local = clock.london(at)
    if local.hour < orders.cut_off_hour and is_working_day(session, local.date()):
        return local.date()
    return working_days_after(session, local.date(), 1)
