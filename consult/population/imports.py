"""Figures of who lives here from files: a census, or the wards of an area."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.contract.file_imports import FileColumn, FileImport, FileLayout, FileLine, LineOutcome, Outcome
from consult.kernel.authz import Actor
from consult.kernel.db import lock_table
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.numbers import read_number
from consult.population.events import FiguresImported
from consult.population.models import LONGEST, PopulationFigure

WARD = "ward"
LAST_PLACE = 30
"""A map of more columns or rows could not be read."""


@dataclass(frozen=True)
class Facts:
    """What a line says of a category: how many people of it live in an area, if that is known, and who says so."""

    area: str
    variable: str
    category: str
    count: int | None
    source: str
    map_column: int | None = None
    map_row: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """By what a category is known."""
        return self.area, self.variable, self.category


def take_figures(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take figures of who lives in an area, or the names of its wards; a category is known by area and variable."""
    # Each category stands once, whoever takes a file at the same time.
    lock_table(session, PopulationFigure)
    there = {(row.area, row.variable, row.category): row for row in session.scalars(select(PopulationFigure))}
    told = []
    for line in lines:
        facts = _facts(line.values)
        if fault := _fault(facts):
            told.append(line.told(Outcome.REFUSED, fault))
            continue
        row = there.get(facts.key)
        if row is None:
            there[facts.key] = made = PopulationFigure(**asdict(facts))
            session.add(made)
            told.append(line.told(Outcome.NEW))
            continue
        is_same = all(getattr(row, name) == value for name, value in asdict(facts).items())
        for name, value in asdict(facts).items():
            setattr(row, name, value)
        told.append(line.told(Outcome.SAME if is_same else Outcome.CHANGED))
    session.flush()
    record(session, FiguresImported(lines=len(lines)), by=actor)
    return told


def _fault(facts: Facts) -> str:
    if not facts.category:
        return _("Enter a category, or a ward.")
    if (facts.map_column is None) != (facts.map_row is None):
        return _("Enter both the column and the row of a ward in the map, or neither.")
    for name, longest in LONGEST.items():
        if len(getattr(facts, name)) > longest:
            return _("“%(column)s” must be %(longest)s characters or fewer.", column=name, longest=longest)
    return ""


def _facts(values: Mapping[str, Any]) -> Facts:
    if values.get("ward"):
        return Facts("", WARD, values["ward"], None, "", values.get("map_column"), values.get("map_row"))
    area, variable, category, source = (values.get(name, "") for name in ("area", "variable", "category", "source"))
    return Facts(area, variable, category, values.get("count"), source)


def _count(typed: str) -> int | None:
    number = read_number(typed, is_whole=True, said=_("The number"))
    if number is not None and number < 0:
        raise ValueError(_("The number must be 0 or more"))
    return None if number is None else int(number)


def _place(typed: str) -> int | None:
    number = _count(typed)
    if number is not None and number > LAST_PLACE:
        raise ValueError(_("The number must be %(most)s or less", most=LAST_PLACE))
    return number


POPULATION_FILE = FileImport(
    name="population.figures",
    title=_l("Who lives here, and the wards"),
    summary=_l("Figures of the census with a category on each line, or a list of wards."),
    columns=(
        FileColumn(name="area", label=_l("Area")),
        FileColumn(name="variable", label=_l("Variable")),
        FileColumn(name="category", label=_l("Category")),
        FileColumn(name="count", label=_l("People"), parse=_count),
        FileColumn(name="source", label=_l("Source")),
        FileColumn(name="ward", label=_l("Ward")),
        FileColumn(name="map_column", label=_l("Column in a map of squares"), parse=_place),
        FileColumn(name="map_row", label=_l("Row in a map of squares"), parse=_place),
    ),
    layouts=(
        FileLayout(name="figures", needs=frozenset({"variable", "category", "count"})),
        FileLayout(name="wards", needs=frozenset({"ward"})),
    ),
    take=take_figures,
    max_lines=5_000,
    max_bytes=2_000_000,
)
