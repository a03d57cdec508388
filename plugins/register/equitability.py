"""Accuracy by group, as it was published: a public register of results, and a page that reads them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.register.accuracy_imports import LABELS, NUMBERS
from plugins.register.models import Accuracy
from plugins.register.rates import Rate

UNKNOWN = _l("Not known")


def _cells(_session: Session, results: Sequence[Accuracy]) -> Iterator[Mapping[str, object]]:
    for result in results:
        cells: dict[str, object] = {name: getattr(result, name) for name in LABELS}
        yield cells | {"low": _end(result, is_low=True), "high": _end(result, is_low=False)}


def _end(result: Accuracy, *, is_low: bool) -> float | None:
    rate = rate_of(result)
    return None if rate is None else round(rate.low if is_low else rate.high, 6)


def rate_of(result: Accuracy) -> Rate | None:
    """Return the share in per cent where the number of cases and of tests was published; no other is made up."""
    if result.successes is None or result.trials is None:
        return None
    rate = Rate(result.successes, result.trials, 100)
    return rate if rate.is_known else None


ACCURACY = Register(
    name="register.accuracy",
    title=_l("Accuracy by group"),
    summary=_l("Results of tests of facial recognition, for whom and at which settings, each with its source."),
    licence=OPEN_GOVERNMENT,
    columns=(
        *(
            Column(name=name, label=label, kind="number" if name in NUMBERS else "text", is_public=True)
            for name, label in LABELS.items()
        ),
        Column(name="low", label=_l("Lower end of the 95% interval, in per cent"), kind="number", is_public=True),
        Column(name="high", label=_l("Upper end of the 95% interval, in per cent"), kind="number", is_public=True),
    ),
    key=Accuracy.id,
    rows=lambda _session: select(Accuracy),
    cells=_cells,
    link=lambda result: Link(
        title=_(
            "%(metric)s, %(subgroup)s (%(study)s)", metric=result.metric, subgroup=result.subgroup, study=result.study
        ),
        endpoint="register.equitability",
        parts={"_anchor": f"result-{result.id}"},
    ),
    changed=lambda result: result.changed_at,
    filters={"study": Accuracy.study, "metric": Accuracy.metric, "subgroup": Accuracy.subgroup},
)


def tables(session: Session) -> list[tuple[str, list[list[str]]]]:
    """Return the results by study and by what was measured, each as rows of a table."""
    found = session.scalars(
        select(Accuracy).order_by(Accuracy.study, Accuracy.technology, Accuracy.metric, Accuracy.id)
    ).all()
    return [
        (
            _("%(study)s: %(metric)s (%(technology)s)", study=study, metric=metric, technology=technology),
            list(map(_row, results)),
        )
        for (study, technology, metric), results in groupby(
            found, key=lambda result: (result.study, result.technology, result.metric)
        )
    ]


def _row(result: Accuracy) -> list[str]:
    rate = rate_of(result)
    counted = _("%(cases)s of %(number)s", cases=result.successes, number=result.trials) if rate else ""
    interval = f"{counted}: {rate.in_words()}%" if rate else str(result.trials or UNKNOWN)
    maker = ", ".join(filter(None, (result.vendor, result.algorithm))) or str(UNKNOWN)
    return [
        result.subgroup,
        " ".join(filter(None, (result.value, result.unit))) or str(UNKNOWN),
        result.threshold or str(UNKNOWN),
        result.watchlist_size or str(UNKNOWN),
        interval,
        maker,
        result.setting or str(UNKNOWN),
        result.finding,
        f"{result.source} ({result.source_quality})" if result.source_quality else result.source,
    ]
