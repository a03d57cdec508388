"""Who took part beside who lives here, on the page of the results."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from consult.consultations.models import Activity, Consultation
from consult.consultations.places import RESULTS_PAGE
from consult.disclosure.permission import LEAST_PERCENT
from consult.exports.editions import published_editions
from consult.exports.representativeness import ComparedLine, Comparison, comparisons
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.population.queries import margins
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
