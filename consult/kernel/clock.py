"""The one place that reads the machine's clock, so that tests can set it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _machine_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _machine_time


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _source()


def is_set() -> bool:
    """Tell whether a test or the demo has set the clock."""
    return _source is not _machine_time


def today_in_london() -> date:
    """Return the calendar day in London."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """Return the same moment as clocks in London show it; one without a zone is in UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(LONDON)


def to_the_hour(moment: datetime) -> datetime:
    """Return the moment without minutes, so that times cannot rejoin what is kept apart."""
    return moment.replace(minute=0, second=0, microsecond=0)


def to_the_day(moment: datetime) -> datetime:
    """Return the beginning of the moment's day in London, so that nobody can tell who did it by having seen them."""
    return from_london(datetime.combine(london(moment).date(), time()))


def from_london(naive: datetime) -> datetime:
    """Read a wall-clock time in London (the earlier one when the hour occurs twice) as UTC."""
    return naive.replace(tzinfo=LONDON).astimezone(UTC)


@contextmanager
def set_clock(moment: datetime, *, step: timedelta = timedelta(0)) -> Iterator[None]:
    """Let time stand at `moment` (or go on by `step` at each look) while the block runs; for tests and demo data."""
    global _source
    before, current = _source, moment - step

    def told() -> datetime:
        nonlocal current
        current += step
        return current

    _source = told
    try:
        yield
    finally:
        _source = before
