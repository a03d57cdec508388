"""How many people of each kind live in an area."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base

LONGEST = {"area": 100, "variable": 100, "category": 200, "source": 500}
"""How many characters each text of a figure may have."""


class PopulationFigure(Base):
    """How many people of a category live in an area, by the source that says so; wards may have no number.

    `map_column` and `map_row` say where a ward lies in a map of squares: the first are 0.
    """

    __tablename__ = "population_figure"
    __table_args__ = (
        UniqueConstraint("area", "variable", "category"),
        CheckConstraint("(map_column IS NULL) = (map_row IS NULL)", name="a_place_is_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(LONGEST["area"]))
    variable: Mapped[str] = mapped_column(String(LONGEST["variable"]))
    category: Mapped[str] = mapped_column(String(LONGEST["category"]))
    count: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(LONGEST["source"]), default="")
    map_column: Mapped[int | None]
    map_row: Mapped[int | None]
