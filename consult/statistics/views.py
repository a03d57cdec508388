"""Who took part beside who lives here, and where they live, on the page of the results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template

from consult.consultations.models import Activity, Consultation
from consult.consultations.places import RESULTS_PAGE
from consult.disclosure.permission import LEAST_PERCENT
from consult.disclosure.tables import Line
from consult.exports.editions import published_editions
from consult.exports.models import PublishedTable
from consult.exports.representativeness import ComparedLine, Comparison, comparisons
from consult.exports.summary import AREA
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.population.queries import margins
from consult.population.ward_map import WardMap, draw_wards, ward_places
from consult.web.transactions import db


@dataclass(frozen=True)
class ShownComparison:
    """What a page shows of one comparison."""

    title: str
    rows: Sequence[Sequence[str]]
    note: str


def beside_results(consultation: Consultation) -> str | None:
    """Return who took part beside who lives here, as far as published numbers and figures fit each other."""
    figures = margins(db())
    if not figures:
        return None
    compared: list[tuple[Activity, list[ShownComparison]]] = []
    for activity, edition in published_editions(db(), consultation):
        found = comparisons(edition.tables, figures) if edition.people >= LEAST_PERCENT else []
        if shown := [_shown(one) for one in found if one.base >= LEAST_PERCENT]:
            compared.append((activity, shown))
    return render_template("statistics/_who_took_part.html", compared=compared) if compared else None


@dataclass(frozen=True)
class ShownMap:
    """Where those live who took part in one way: a map of squares, and the table that says the same."""

    title: str
    map: WardMap
    rows: Sequence[Sequence[str]]


def maps_beside_results(consultation: Consultation) -> str | None:
    """Return where people live who took part, by the published numbers, as far as the council's wards have places."""
    places = ward_places(db())
    if not places:
        return None
    shown = []
    for activity, edition in published_editions(db(), consultation):
        for table in edition.tables:
            if table["key"] == AREA and edition.is_counted:
                shown.append(_drawn(activity.title, table, places))
    return render_template("statistics/_ward_maps.html", shown=shown) if any(one.map.squares for one in shown) else None


def _drawn(title: str, table: PublishedTable, places: Mapping[str, tuple[int, int]]) -> ShownMap:
    counts = {line["label"]: line["people"] or 0 for line in table["lines"] if line["kind"] == Line.ANSWER}
    wards = list(counts)
    rows = [[f"{place}. {ward}", number(counts[ward])] for place, ward in enumerate(wards, start=1)]
    return ShownMap(title, draw_wards(places, counts, wards), rows)


def _shown(found: Comparison) -> ShownComparison:
    return ShownComparison(
        title=found.title,
        rows=[_row(line) for line in found.lines],
        note=_(
            "%(base)s people said this. Figures: %(figures)s. Source: %(source)s.",
            base=number(found.base),
            figures=found.margin.title,
            source="; ".join(found.margin.sources) or _("not given"),
        ),
    )


def _row(line: ComparedLine) -> Sequence[str]:
    return (line.label, f"{line.took_part:.0f}%", f"{line.lives_here:.0f}%", _signed(line.difference))


def _signed(points: float) -> str:
    whole = round(points)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


RESULTS_SLOT = RESULTS_PAGE.slot(beside_results)
MAPS_SLOT = RESULTS_PAGE.slot(maps_beside_results)
