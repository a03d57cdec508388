"""What is looked at before a consultation opens: the Gunning principles, as warnings with their reasons.

R v Brent LBC, ex p Gunning (1985), endorsed in R (Moseley) v Haringey LBC [2014] UKSC 56: consult while proposals are
at a formative stage; give enough reasons for an intelligent answer; give adequate time; weigh the answers
conscientiously. The last is the decision's concern. This is a reminder, not legal advice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from consult.consultations.dates import order_faults
from consult.consultations.holidays import holidays_between
from consult.consultations.models import Consultation
from consult.contract.plugin import ActivityType
from consult.kernel.clock import london
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext


@dataclass(frozen=True)
class Check:
    """One thing looked at before opening: what was found, and whether an officer must say why it is so."""

    code: str
    title: str
    is_met: bool
    found: tuple[str, ...]


TITLES: Mapping[str, str] = {
    "formative": _l("The decision is still open"),
    "information": _l("People have enough information"),
    "time": _l("There is enough time"),
    "holidays": _l("People are likely to be at home"),
    "questions": _l("There is something to answer"),
}


def opening_checks(
    session: Session,
    consultation: Consultation,
    opens_at: datetime,
    *,
    minimum_days: int,
    activity_types: Mapping[str, ActivityType],
) -> list[Check]:
    """Look at a consultation as it would open at this moment; it must have a closing date."""
    closes_at = consultation.closes_at or opens_at
    found = {
        "formative": _formative(consultation),
        "information": _information(consultation),
        "time": _time(opens_at, closes_at, minimum_days),
        "holidays": _holidays(opens_at, closes_at),
        "questions": _questions(session, consultation, activity_types),
    }
    return [Check(code, TITLES[code], not faults, tuple(faults)) for code, faults in found.items()]


def days_between(opens_at: datetime, closes_at: datetime) -> int:
    """Return the whole days to answer, by the clocks in London; a minute short of midnight counts as midnight."""
    spent = london(closes_at).replace(tzinfo=None) - london(opens_at).replace(tzinfo=None)
    return (spent + timedelta(minutes=1)).days


def _formative(consultation: Consultation) -> Sequence[str]:
    faults = [] if consultation.options_open else [_("It does not say which options are still open.")]
    return faults + [f"{sentence}." for sentence in order_faults(consultation)]


def _information(consultation: Consultation) -> Sequence[str]:
    faults = []
    if not consultation.background:
        faults.append(_("There is no background text."))
    if not consultation.offered_documents:
        faults.append(_("No document is attached."))
    return faults


def _time(opens_at: datetime, closes_at: datetime, minimum_days: int) -> Sequence[str]:
    days = days_between(opens_at, closes_at)
    if days >= minimum_days:
        return ()
    open_for = ngettext("It is open for %(num)s day.", "It is open for %(num)s days.", days)
    minimum = ngettext("The council’s minimum is %(num)s day.", "The council’s minimum is %(num)s days.", minimum_days)
    return (f"{open_for} {minimum}",)


def _holidays(opens_at: datetime, closes_at: datetime) -> Sequence[str]:
    found = holidays_between(london(opens_at).date(), london(closes_at).date())
    return tuple(
        _("It runs over %(name)s (%(days)s).", name=holiday.name, days=_days(holiday.first, holiday.last))
        for holiday in found
    )


def _days(first: date, last: date) -> str:
    return (
        local_date(first)
        if first == last
        else _("%(first)s to %(last)s", first=local_date(first), last=local_date(last))
    )


def _questions(
    session: Session, consultation: Consultation, activity_types: Mapping[str, ActivityType]
) -> Iterable[str]:
    if not consultation.activities:
        return (_("There is no way of taking part."),)
    faults = []
    for activity in consultation.activities:
        kind = activity_types.get(activity.kind)
        if kind is None:
            faults.append(
                _(
                    "“%(title)s” needs the plugin %(kind)s, which is not enabled.",
                    title=activity.title,
                    kind=activity.kind,
                )
            )
        elif kind.opening_problems is not None:
            faults.extend(f"“{activity.title}”: {problem}" for problem in kind.opening_problems(session, activity.id))
    return tuple(faults)
