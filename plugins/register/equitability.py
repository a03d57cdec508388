"""Accuracy by group, as it was published: the page that reads the results, and one result with its versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.accuracy_columns import LABELS, values_of_result
from plugins.register.accuracy_models import Accuracy, ResultVersion
from plugins.register.figures import Values
from plugins.register.models import Cause
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


def rate_of(values: Values) -> Rate | None:
    """Return the share in per cent where the number of cases and of tests was published; no other is made up."""
    if values["successes"] is None or values["trials"] is None:
        return None
    rate = Rate(values["successes"], values["trials"], 100)
    return rate if rate.is_known else None


@dataclass(frozen=True)
class ShownResult:
    """A result as the page shows it: its number, what was measured for whom, what is known, and what became of it."""

    number: int
    title: str
    settings: str
    rows: list[tuple[str, str]]
    newest: ResultVersion
    withdrawn_why: str | None

    def said(self, name: str, unknown: str = "") -> str:
        """Return what is known of it under a column, and what is said where nothing is."""
        return dict(self.rows).get(str(LABELS[name]), unknown)


def studies(session: Session) -> list[tuple[str, list[ShownResult]]]:
    """Return the results by study, each with what is known of it and what is not."""
    in_order = (Accuracy.study, Accuracy.technology, Accuracy.metric, Accuracy.id)
    query = select(Accuracy).order_by(*in_order).options(selectinload(Accuracy.versions))
    found = session.scalars(query).all()
    return [(study, list(map(_shown, results))) for study, results in groupby(found, key=lambda result: result.study)]


def _shown(result: Accuracy) -> ShownResult:
    said: Values = {name: getattr(result, name) for name in LABELS}
    return ShownResult(
        number=result.id,
        title=short_title_of(result),
        settings=title_of(result).removeprefix(short_title_of(result)),
        rows=result_rows(said),
        newest=result.versions[-1],
        withdrawn_why=withdrawn_why(result),
    )


def withdrawn_why(result: Accuracy) -> str | None:
    """Return for what reason a result is withdrawn; nothing for one that stands."""
    if not result.is_withdrawn:
        return None
    return [version.reason for version in result.versions if version.cause is Cause.WITHDRAWN][-1]


def short_title_of(result: Accuracy) -> str:
    """Return what was measured for whom, and with which technology where that is known."""
    title = _("%(metric)s: %(subgroup)s", metric=result.metric, subgroup=result.subgroup)
    return f"{title} ({result.technology})" if result.technology else title


def title_of(result: Accuracy) -> str:
    """Return what was measured for whom, and at which settings as far as they are known."""
    title = short_title_of(result)
    if result.threshold:
        title = _("%(title)s, threshold %(threshold)s", title=title, threshold=result.threshold)
    if result.watchlist_size:
        title = _("%(title)s, watchlist of %(size)s", title=title, size=result.watchlist_size)
    return title


def result_rows(values: Values) -> list[tuple[str, str]]:
    """Return what is known of a result, by its words, and last what is not."""
    said = {name: str(values[name] or "") for name in _SHOWN}
    said["value"] = _with_unit(values["value"], values["unit"])
    said["trials"] = "" if values["trials"] is None else f"{values['trials']:,}"
    rate = rate_of(values)
    if rate is not None:
        counted = _("%(cases)s of %(number)s", cases=f"{rate.cases:,}", number=f"{rate.of:,}")
        said["trials"] = _("%(counted)s: %(rate)s%%", counted=counted, rate=rate.in_words())
    unknown = ", ".join(str(LABELS[name]) for name, words in said.items() if not words)
    rows = [(str(LABELS[name]), words) for name, words in said.items() if words]
    return [*rows, *([(str(UNKNOWN), unknown)] if unknown else [])]


def _with_unit(value: str, unit: str) -> str:
    if unit.startswith("%"):
        return f"{value}{unit}"
    return f"{value} ({unit})" if unit else value


def version_rows(version: ResultVersion) -> list[tuple[str, str]]:
    """Return what was known of a result in one version."""
    return result_rows(values_of_result(version.cells))


def differences_of(before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return each column in which cells say something else than those before: name, before, and now."""
    return [
        (str(label), before.get(name, "") or str(UNKNOWN), now.get(name, "") or str(UNKNOWN))
        for name, label in LABELS.items()
        if now.get(name, "") != before.get(name, "")
    ]


def find_result(session: Session, number: int) -> Accuracy:
    """Return a result by its number; raises `NotFound`."""
    found = session.get(Accuracy, number)
    if found is None:
        raise NotFound
    return found


def find_result_version(session: Session, number: int, version: int) -> ResultVersion:
    """Return a version of a result; raises `NotFound`."""
    query = select(ResultVersion).where(ResultVersion.result_id == number, ResultVersion.number == version)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found
