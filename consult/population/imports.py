"""Figures of who lives here from files: a census, or the wards of an area."""

from collections.abc import Mapping, Sequence

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
from consult.population.models import PopulationFigure

WARD = "ward"
LONGEST = {"area": 100, "variable": 100, "category": 200, "source": 500}


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
        key = (str(facts["area"]), str(facts["variable"]), str(facts["category"]))
        row = there.get(key)
        if row is None:
            there[key] = made = PopulationFigure(**facts)
            session.add(made)
            told.append(line.told(Outcome.NEW))
            continue
        is_same = (row.count, row.source) == (facts["count"], facts["source"])
        row.count, row.source = facts["count"], str(facts["source"])  # type: ignore[assignment]
        told.append(line.told(Outcome.SAME if is_same else Outcome.CHANGED))
    session.flush()
    record(session, FiguresImported(lines=len(lines)), by=actor)
    return told


def _fault(facts: Mapping[str, object]) -> str:
    if not facts["category"]:
        return _("Enter a category, or a ward.")
    for name, longest in LONGEST.items():
        if len(str(facts[name])) > longest:
            return _("“%(column)s” must be %(longest)s characters or fewer.", column=name, longest=longest)
    return ""


def _facts(values: Mapping[str, object]) -> dict[str, object]:
    if values.get("ward"):
        return {"area": "", "variable": WARD, "category": values["ward"], "count": None, "source": ""}
    return {
        "area": values.get("area", ""),
        "variable": values.get("variable", ""),
        "category": values.get("category", ""),
        "count": values.get("count"),
        "source": values.get("source", ""),
    }


def _count(typed: str) -> int | None:
    number = read_number(typed, is_whole=True, said=_("The number"))
    if number is not None and number < 0:
        raise ValueError(_("The number must be 0 or more"))
    return None if number is None else int(number)


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
    ),
    layouts=(
        FileLayout(name="figures", needs=frozenset({"variable", "category", "count"})),
        FileLayout(name="wards", needs=frozenset({"ward"})),
    ),
    take=take_figures,
    max_lines=5_000,
    max_bytes=2_000_000,
)
