"""How many people of each kind live in an area."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.types import Base


class PopulationFigure(Base):
    """How many people of a category live in an area, by the source that says so; wards may have no number."""

    __tablename__ = "population_figure"
    __table_args__ = (UniqueConstraint("area", "variable", "category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(100))
    variable: Mapped[str] = mapped_column(String(100))
    category: Mapped[str] = mapped_column(String(200))
    count: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(500), default="")
