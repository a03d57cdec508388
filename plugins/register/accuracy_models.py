"""Results of tests of accuracy, each with its versions, and what files say of them that waits to be confirmed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows
from plugins.register.models import Proposed, Said


class Accuracy(Base):
    """A result of a test of accuracy: for whom, at which settings, from which source; what is unknown stays empty.

    It is known by its number from birth on, and by what was tested, for whom and at which settings. One that
    `is_withdrawn` stays where it is, with the reason.
    """

    __tablename__ = "register_accuracy"
    __table_args__ = (UniqueConstraint("study", "technology", "metric", "subgroup", "threshold", "watchlist_size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str] = mapped_column(String(200))
    technology: Mapped[str] = mapped_column(String(20))
    metric: Mapped[str] = mapped_column(String(100))
    subgroup: Mapped[str] = mapped_column(String(100))
    threshold: Mapped[str] = mapped_column(String(20), default="")
    watchlist_size: Mapped[str] = mapped_column(String(50), default="")
    value: Mapped[str] = mapped_column(String(100), default="")
    unit: Mapped[str] = mapped_column(String(100), default="")
    successes: Mapped[int | None]
    trials: Mapped[int | None]
    vendor: Mapped[str] = mapped_column(String(100), default="")
    algorithm: Mapped[str] = mapped_column(String(100), default="")
    setting: Mapped[str] = mapped_column(String(20), default="")
    finding: Mapped[str] = mapped_column(String(500), default="")
    source_quality: Mapped[str] = mapped_column(String(100), default="")
    source: Mapped[str] = mapped_column(String(1000), default="")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    is_withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())

    versions: Mapped[list["ResultVersion"]] = relationship(back_populates="result", order_by="ResultVersion.number")


class ResultVersion(Said, Base):
    """What a result said from some moment on, cell by cell as it was published; never overwritten."""

    __tablename__ = "register_accuracy_version"
    __table_args__ = (UniqueConstraint("result_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("register_accuracy.id"))

    result: Mapped[Accuracy] = relationship(back_populates="versions")


class ResultChange(Proposed, Base):
    """A line of a file that says something else than a result, until an officer settles it."""

    __tablename__ = "register_accuracy_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("register_accuracy.id"), index=True)

    result: Mapped[Accuracy] = relationship()


_KNOWN_BY = {"id", "study", "technology", "metric", "subgroup", "threshold", "watchlist_size"}

keep_rows(ResultVersion, texts=("reason", "cells"))
keep_rows(Accuracy, free=tuple(column.name for column in Accuracy.__table__.columns if column.name not in _KNOWN_BY))
