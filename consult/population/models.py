"""How many people of each kind live in an area."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base

LONGEST = {"area": 100, "variable": 100, "category": 200, "source": 500}
"""How many characters each text of a figure may have."""


class PopulationFigure(Base):
    """How many people of a category live in an area, by the source that says so; wards may have no number."""

    __tablename__ = "population_figure"
    __table_args__ = (UniqueConstraint("area", "variable", "category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(LONGEST["area"]))
    variable: Mapped[str] = mapped_column(String(LONGEST["variable"]))
    category: Mapped[str] = mapped_column(String(LONGEST["category"]))
    count: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(LONGEST["source"]), default="")
