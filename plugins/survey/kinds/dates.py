"""Kinds of question about time: a date, a month, a time of day; answers are kept as ISO 8601 writes them."""

from datetime import date, time, timedelta
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import AnswerColumn, Kind, Question, one_cell, one_column
from consult.sdk.texts import clean_line, read_time, read_written_day, read_written_month, say_date, say_month, say_time
from plugins.survey.kind_forms import date_field, month_field, time_field

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def date_from_text(question: Question, cell: str) -> str | None:
    """Return the day in a cell: 2027-03-01, 1/3/2027 (day first) or 1 March 2027."""
    typed = clean_line(cell)
    if not typed:
        return None
    day = read_written_day(typed)
    if day is None:
        raise Invalid(_("“%(typed)s” is not a day. Write it like 2027-03-01 or 1/3/2027, the day first", typed=typed))
    return day.isoformat()


def check_date(question: Question, answer: object) -> None:
    """Refuse what is no day as ISO 8601 writes it, or one that nobody alive would mean."""
    try:
        day = date.fromisoformat(answer) if isinstance(answer, str) and len(answer) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid(_("Your answer must be a real date"))
    if not EARLIEST <= day <= LATEST:
        raise Invalid(_("Your answer must have a year of 4 numbers, like 2027"))


def month_from_text(question: Question, cell: str) -> str | None:
    """Return the month in a cell: 2027-03, 3/2027 or March 2027."""
    typed = clean_line(cell)
    if not typed:
        return None
    found = read_written_month(typed)
    if found is None:
        raise Invalid(_("“%(typed)s” is not a month. Write it like 2027-03 or March 2027", typed=typed))
    return found


def check_month(question: Question, answer: object) -> None:
    """Refuse what is no month as ISO 8601 writes it."""
    if not isinstance(answer, str):
        raise Invalid(_("Your answer must be a real month and year"))
    try:
        check_date(question, f"{answer}-01")
    except Invalid as error:
        raise Invalid(_("Your answer must be a real month and year")) from error


def time_from_text(question: Question, cell: str) -> str | None:
    """Return the time of day in a cell: 9am, 17:30, or as spreadsheets write it, 17:30:00."""
    typed = clean_line(cell)
    if not typed:
        return None
    found = read_time(typed.removesuffix(":00") if typed.count(":") == 2 else typed)
    if found is None:
        raise Invalid(_("“%(typed)s” is not a time. Write it like 9am or 17:30", typed=typed))
    return f"{found:%H:%M}"


def check_time(question: Question, answer: object) -> None:
    """Refuse what is no time of day as ISO 8601 writes it, to the minute."""
    try:
        is_time = isinstance(answer, str) and len(answer) == 5 and bool(time.fromisoformat(answer).isoformat())
    except ValueError:
        is_time = False
    if not is_time:
        raise Invalid(_("Your answer must be a real time, like 9am or 5:30pm"))


def example_date(question: Question, chance: Random) -> str:
    """Make up a day of the years before 2026."""
    return (date(2020, 1, 1) + timedelta(days=chance.randrange(2_000))).isoformat()


def _day_column(question: Question) -> tuple[AnswerColumn, ...]:
    return (AnswerColumn(name=question.key, label=question.label, kind="date"),)


DATE = Kind(
    name="date",
    title=_l("A date"),
    make_field=date_field,
    read=lambda question, data: data.isoformat() if data else None,
    from_text=date_from_text,
    check=check_date,
    example=example_date,
    show=lambda question, answer: say_date(date.fromisoformat(answer)) if answer else "",
    counts=lambda question, answer: (),
    columns=_day_column,
    cells=one_cell,
)
MONTH = Kind(
    name="month",
    title=_l("A month and year"),
    make_field=month_field,
    read=lambda question, data: data or None,
    from_text=month_from_text,
    check=check_month,
    example=lambda question, chance: example_date(question, chance)[:7],
    show=lambda question, answer: say_month(date.fromisoformat(f"{answer}-01")) if answer else "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
)
TIME = Kind(
    name="time",
    title=_l("A time of day"),
    make_field=time_field,
    read=lambda question, data: f"{data:%H:%M}" if data else None,
    from_text=time_from_text,
    check=check_time,
    example=lambda question, chance: f"{chance.randrange(7, 23):02}:{chance.choice((0, 15, 30)):02}",
    show=lambda question, answer: say_time(time.fromisoformat(answer)) if answer else "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
)
KINDS = (DATE, MONTH, TIME)
