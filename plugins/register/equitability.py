"""Accuracy by group, as it was published: a public register of results, and a page that reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_SHOWN = (
    "value",
    "technology",
    "threshold",
    "watchlist_size",
    "trials",
    "vendor",
    "algorithm",
    "setting",
    "finding",
    "source",
    "source_quality",
)


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
            "Result %(number)s: %(metric)s, %(subgroup)s (%(study)s)",
            number=result.id,
            metric=result.metric,
            subgroup=result.subgroup,
            study=result.study,
        ),
        endpoint="register.equitability",
        parts={"_anchor": f"result-{result.id}"},
    ),
    changed=lambda result: result.changed_at,
    filters={"study": Accuracy.study, "metric": Accuracy.metric, "subgroup": Accuracy.subgroup},
)


@dataclass(frozen=True)
class ShownResult:
    """A result as the page shows it: where it stands, what was measured for whom, and what is known of it."""

    anchor: str
    title: str
    rows: list[tuple[str, str]]


def studies(session: Session) -> list[tuple[str, list[ShownResult]]]:
    """Return the results by study, each with what is known of it and what is not."""
    in_order = (Accuracy.study, Accuracy.technology, Accuracy.metric, Accuracy.id)
    found = session.scalars(select(Accuracy).order_by(*in_order)).all()
    return [(study, list(map(_shown, results))) for study, results in groupby(found, key=lambda result: result.study)]


def _shown(result: Accuracy) -> ShownResult:
    said = {name: str(getattr(result, name) or "") for name in _SHOWN}
    said["value"] = " ".join(filter(None, (result.value, result.unit)))
    rate = rate_of(result)
    if rate is not None:
        counted = _("%(cases)s of %(number)s", cases=f"{rate.cases:,}", number=f"{rate.of:,}")
        said["trials"] = _("%(counted)s: %(rate)s%%", counted=counted, rate=rate.in_words())
    unknown = ", ".join(str(LABELS[name]) for name, words in said.items() if not words)
    rows = [(str(LABELS[name]), words) for name, words in said.items() if words]
    title = _("%(metric)s: %(subgroup)s", metric=result.metric, subgroup=result.subgroup)
    return ShownResult(f"result-{result.id}", title, [*rows, *([(str(UNKNOWN), unknown)] if unknown else [])])
