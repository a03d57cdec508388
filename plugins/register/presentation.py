"""Rows in words: their figures, how they are cited, and the views of the register that articles were written about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import say_date
from plugins.register.accuracy_models import ResultVersion
from plugins.register.cells import is_nothing
from plugins.register.figures import FIGURES, Figure, Values
from plugins.register.models import Change, Deployment, Version
from plugins.register.queries import Asked


@dataclass(frozen=True)
class View:
    """A part of the register under a name and an address of its own, with what was reported of it."""

    name: str
    title: str
    text: str
    asked: Asked


VIEWS = {
    view.name: view
    for view in (
        View(
            "january-to-july-2022",
            _l("January to July 2022"),
            _l(
                "Six deployments, 144,366 faces and eight arrests: the figures that were reported when the council "
                "debated live facial recognition in January 2023. The estimate of faces of 7 July 2022 was first "
                "published as about 15,600, and later as 34,286."
            ),
            Asked(since=date(2022, 1, 1), until=date(2022, 7, 31)),
        ),
    )
}


def figure_rows(values: Values, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each figure with what it says; where there is no number, what was published in its place."""
    return [(str(figure.label), _said(figure, values.get(figure.name), cells)) for figure in FIGURES]


def _said(figure: Figure, value: Any, cells: Mapping[str, str]) -> str:
    if value is None or value == "":
        cell = cells.get(figure.name, "")
        return _("Not applicable") if cell and is_nothing(cell) and cell not in "-–—" else _("Not published")
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, float):
        return cells.get(figure.name) or str(value)  # 0.60 as it was published, and not 0.6
    return f"{value:,}" if isinstance(value, int) else str(value)


def differences(version: Version, before: Version | None) -> Iterator[tuple[str, str, str]]:
    """Yield each figure of which a version says something else than the one before: name, before, and now."""
    if before is None:
        return
    for figure in FIGURES:
        now, then = version.cells.get(figure.name, ""), before.cells.get(figure.name, "")
        if now != then:
            yield str(figure.label), then or _("Not published"), now or _("Not published")


def changed_cells(change: Change) -> list[tuple[str, str, str]]:
    """Return each figure of which a file says something else: name, in the register, and in the file."""
    newest = change.deployment.versions[-1].cells
    said = [(figure, newest.get(figure.name, ""), change.cells.get(figure.name, "")) for figure in FIGURES]
    return [
        (str(figure.label), now or _("Not published"), then or _("Not published"))
        for figure, now, then in said
        if figure.name in change.cells and now != then
    ]


def result_citation(version: ResultVersion, *, publisher: str, address: str) -> str:
    """Return how a version of a result of accuracy is cited."""
    result = version.result
    return _(
        "%(publisher)s, Accuracy of facial recognition by group, result %(number)s, %(metric)s, %(subgroup)s "
        "(%(study)s), version %(version)s. %(address)s",
        publisher=publisher,
        number=result.id,
        metric=result.metric,
        subgroup=result.subgroup,
        study=result.study,
        version=version.number,
        address=address,
    )


def citation(deployment: Deployment, version: int, *, publisher: str, address: str) -> str:
    """Return how a version of a row is cited."""
    return _(
        "%(publisher)s, Register of live facial recognition deployments, %(number)s, %(place)s, %(day)s, "
        "version %(version)s. %(address)s",
        publisher=publisher,
        number=deployment.number,
        place=deployment.location,
        day=say_date(deployment.held_on),
        version=version,
        address=address,
    )
