"""What is odd about the figures of a row: told to whoever takes it in, and never mended."""

from collections.abc import Iterator
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.register.figures import BY_NAME, FIGURES, Values

_COUNTS = tuple(figure for figure in FIGURES if figure.kind == "number")
_SUMS = (
    ("total_alerts", ("true_alerts", "false_alerts")),
    ("true_alerts", ("true_alerts_confirmed", "true_alerts_unconfirmed")),
    ("false_alerts", ("false_alerts_confirmed", "false_alerts_unconfirmed")),
)
_WITHIN = (
    ("total_alerts", "faces_seen_estimate"),
    ("arrests", "total_alerts"),
    ("true_alert_engagements", "true_alerts"),
    ("false_alert_engagements", "false_alerts"),
)
_ROUNDING = 0.0105
"""Rates are published with two or three decimals, often cut off and not rounded."""


def oddities(values: Values) -> Iterator[str]:
    """Yield a sentence for each thing in a row that cannot be so, or that the rest of the row contradicts."""
    for figure in _COUNTS:
        value = values.get(figure.name)
        if value is not None and value < 0:
            yield _("“%(name)s” is %(value)s, and cannot be below zero", name=figure.label, value=value)
    yield from _wrong_sums(values)
    for less, more in _WITHIN:
        smaller, larger = values.get(less), values.get(more)
        if smaller is not None and larger is not None and smaller > larger:
            yield _(
                "“%(less)s” (%(smaller)s) is more than “%(more)s” (%(larger)s)",
                less=said(less),
                smaller=smaller,
                more=said(more),
                larger=larger,
            )
    yield from _rate_oddities(values)


def _wrong_sums(values: Values) -> Iterator[str]:
    for whole, parts in _SUMS:
        numbers: list[Any] = [values.get(name) for name in (whole, *parts)]
        if None not in numbers and numbers[0] != sum(numbers[1:]):
            yield _(
                "“%(whole)s” is not the sum of “%(first)s” and “%(second)s”",
                whole=said(whole),
                first=said(parts[0]),
                second=said(parts[1]),
            )


def _rate_oddities(values: Values) -> Iterator[str]:
    minutes = values.get("duration_minutes")
    if minutes is not None and minutes > 24 * 60:
        yield _("The duration is longer than a day")
    rate, false, faces = (
        values.get(name) for name in ("false_alert_rate_pct_published", "false_alerts", "faces_seen_estimate")
    )
    if rate is not None and false is not None and faces and abs(rate - 100 * false / faces) > _ROUNDING:
        counted = f"{100 * false / faces:.3f}"
        yield _(
            "The published false alert rate is %(rate)s%%, and counted it is %(counted)s%%", rate=rate, counted=counted
        )


def said(name: str) -> str:
    """Return what a figure is called."""
    return str(BY_NAME[name].label)
