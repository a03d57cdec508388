"""Sums and rates as charts with tables that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.breaks import breaks_between
from plugins.register.rates import Rate
from plugins.register.trends import Period, Sums


@dataclass(frozen=True)
class Mark:
    """A rate in a chart: where its point and the ends of its interval are, in per cent from the left and the top."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Chart:
    """A rate over time: its marks, where it cannot be compared with before, what stands at its top, and its table."""

    title: str
    unit: str
    of: str
    marks: list[Mark]
    labels: list[tuple[float, str]]
    breaks: list[float]
    top: float
    rows: list[list[str]]


LABELLED = 6
"""How many periods have their names below the drawing: of more, they would not be read."""
RATES = (
    ("arrest_rate", _l("Arrests per 100,000 faces"), _l("per 100,000 faces"), _l("Faces seen")),
    ("false_by_alert", _l("False alerts per 1,000 alerts"), _l("per 1,000 alerts"), _l("Alerts")),
    ("false_by_face", _l("False alerts per 100,000 faces"), _l("per 100,000 faces"), _l("Faces seen")),
)


def charts_of(found: Sequence[Period]) -> list[Chart]:
    """Return each rate over the periods."""
    return [
        _chart(title, unit, of, found, [getattr(period.sums, name) for period in found])
        for name, title, unit, of in RATES
    ]


def broken(found: Sequence[Period]) -> list[bool]:
    """Return of each period whether something in it, or since the one before, cannot be compared with before."""
    starts = [period.last for period in found[:-1]]
    return [False, *(any(breaks_between(last, period.last)) for last, period in zip(starts, found[1:], strict=True))][
        : len(found)
    ]


def _chart(title: str, unit: str, of: str, found: Sequence[Period], rates: Sequence[Rate]) -> Chart:
    top = max((rate.high for rate in rates if rate.is_known), default=0.0) or 1.0
    width = 100 / max(len(rates), 1)
    middles = [round(width * (place + 0.5), 2) for place in range(len(rates))]
    drawn = [_mark(x, rate, top) for x, rate in zip(middles, rates, strict=True) if rate.is_known]
    names = [period.name for period in found] if len(found) <= LABELLED else []
    labels = list(zip(middles, names, strict=False))
    cuts = [round(width * place, 2) for place, is_broken in enumerate(broken(found)) if is_broken]
    rows = [
        [name, f"{rate.cases:,}", f"{rate.of:,}", rate.in_words()]
        for name, rate in zip(names_of(found), rates, strict=True)
    ]
    return Chart(title, unit, of, drawn, labels, cuts, top, rows)


def _mark(x: float, rate: Rate, top: float) -> Mark:
    return Mark(x, *(round(100 - 100 * end / top, 2) for end in (rate.value, rate.low, rate.high)))


def names_of(found: Sequence[Period]) -> list[str]:
    """Return what periods are called, with a star where they cannot be compared with the one before."""
    return [
        f"{period.name}*" if is_broken else period.name for period, is_broken in zip(found, broken(found), strict=True)
    ]


def sum_rows(found: Sequence[Period]) -> list[list[str]]:
    """Return the sums of periods as rows of a table."""
    return [
        [name, *(f"{figure:,}" for figure in _figures(period.sums))]
        for name, period in zip(names_of(found), found, strict=True)
    ]


def _figures(sums: Sums) -> tuple[int, ...]:
    return sums.deployments, sums.faces, sums.alerts, sums.false_alerts, sums.arrests


def sums_in_words(sums: Sums) -> list[tuple[str, str]]:
    """Return sums and rates with their names."""
    return [
        (_("Deployments"), f"{sums.deployments:,}"),
        (_("Faces seen (estimate)"), f"{sums.faces:,}"),
        (_("Alerts"), f"{sums.alerts:,}"),
        (_("False alerts"), f"{sums.false_alerts:,}"),
        (_("Arrests"), f"{sums.arrests:,}"),
        *((str(title), getattr(sums, name).in_words()) for name, title, _unit, _of in RATES),
    ]
