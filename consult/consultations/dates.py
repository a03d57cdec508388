"""The one order of a consultation's dates: it opens, it closes, it is decided, and the results come then or later."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from consult.consultations.models import Consultation
from consult.kernel.clock import london
from consult.kernel.errors import Invalid
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _

NAMES = ("opens_at", "closes_at", "decision_on", "results_due_on")


def require_order(consultation: Consultation | None, values: Mapping[str, Any], changed: Collection[str]) -> None:
    """Raise `Invalid`, with a sentence for each date that changed and is out of order with its neighbours."""
    dates = {name: values.get(name, getattr(consultation, name, None)) for name in NAMES}
    faults = {
        name: sentence
        for name, others, sentence in _faults(**dates)
        if name in changed or any(other in changed for other in others)
    }
    if faults:
        raise Invalid("; ".join(dict.fromkeys(faults.values())), faults)


def order_faults(consultation: Consultation) -> list[str]:
    """Return a sentence for each date that is out of order."""
    return [sentence for _name, _others, sentence in _faults(**{name: getattr(consultation, name) for name in NAMES})]


def _faults(
    opens_at: datetime | None, closes_at: datetime | None, decision_on: date | None, results_due_on: date | None
) -> list[tuple[str, tuple[str, ...], str]]:
    found: list[tuple[str, tuple[str, ...], str]] = []
    if opens_at and closes_at and closes_at <= opens_at:
        found.append(("closes_at", ("opens_at",), _("The closing date must be later than the opening date")))
    last = closes_at or opens_at
    if last and decision_on and decision_on <= london(last).date():
        sentence = _too_early(local_date(decision_on), local_date(last), closes=closes_at is not None)
        found.append(("decision_on", ("opens_at", "closes_at"), sentence))
    return found + _faults_of_results(last, decision_on, results_due_on)


def _too_early(decided: str, day: str, *, closes: bool) -> str:
    if closes:
        return _(
            "It is to be decided on %(decided)s. The decision must come after the day on which the "
            "consultation closes, %(day)s",
            decided=decided,
            day=day,
        )
    return _(
        "It is to be decided on %(decided)s. The decision must come after the day on which the "
        "consultation opens, %(day)s",
        decided=decided,
        day=day,
    )


def _faults_of_results(
    last: datetime | None, decision_on: date | None, results_due_on: date | None
) -> list[tuple[str, tuple[str, ...], str]]:
    if results_due_on is None:
        return []
    if decision_on and results_due_on < decision_on:
        sentence = _("The results cannot be promised for a day before the decision")
        return [("results_due_on", ("decision_on",), sentence)]
    if last and not decision_on and results_due_on <= london(last).date():
        sentence = _("The results cannot be promised for a day before people have answered")
        return [("results_due_on", ("opens_at", "closes_at"), sentence)]
    return []
