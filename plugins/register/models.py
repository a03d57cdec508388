"""The tables of the register: a row for each place and day, its versions, and what stands beside them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, JsonObject, keep_rows, text_enum
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.counts import count_rows
from plugins.register.lifecycle import STAGES, State, only_moves


class DeploymentType(StrEnum):
    """With what kind of camera a deployment is made."""

    VAN = "van"
    FIXED = "fixed"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The type as people say it."""
        return _TYPES[self]


_TYPES = {
    DeploymentType.VAN: _l("Camera on a van"),
    DeploymentType.FIXED: _l("Fixed cameras"),
    DeploymentType.OTHER: _l("Other"),
    DeploymentType.UNKNOWN: _l("Not published"),
}


def _most_first(figure: str) -> Index:
    """Return the index of the list by a figure: PostgreSQL alone has to be told that unknown numbers come last."""
    return Index(None, "is_withheld", figure, "id", postgresql_ops={figure: "DESC NULLS LAST", "id": "DESC"})


class Deployment(Base):
    """One use of live facial recognition at a place on a day, with what is published of it now.

    `key` is how the source calls it, and `match` the day and place under which it was entered first: by these a line of
    a file finds it, whatever was corrected since. `words` is what a search looks through. A number that is not there is
    unknown or not applicable, and never zero. While a deployment `is_withheld`, the public reads its number, the
    exemption and the day on which that ends.
    """

    __tablename__ = "register_deployment"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("NOT is_withheld OR (exemption != '' AND withheld_until IS NOT NULL)", name="withheld_why"),
        Index(None, "is_withheld", "stage", "held_on", "id"),
        Index(None, "is_withheld", "held_on", "id"),
        Index(None, "is_withheld", "location", "id"),
        _most_first("faces_seen_estimate"),
        _most_first("arrests"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(100), unique=True)
    match: Mapped[str] = mapped_column(String(250), index=True)
    stage: Mapped[State] = mapped_column(text_enum(State, 20))
    deployment_type: Mapped[DeploymentType] = mapped_column(text_enum(DeploymentType, 20))
    is_withheld: Mapped[bool] = mapped_column(default=False)
    exemption: Mapped[str] = mapped_column(String(20), default="")
    withheld_until: Mapped[date | None]
    operator: Mapped[str] = mapped_column(String(200), default="")
    format: Mapped[str] = mapped_column(String(50), default="")
    held_on: Mapped[date]
    location: Mapped[str] = mapped_column(String(200))
    ward: Mapped[str] = mapped_column(String(100), default="", index=True)
    duration_minutes: Mapped[int | None]
    duration_as_published: Mapped[str] = mapped_column(String(50), default="")
    purpose_or_use_case: Mapped[str] = mapped_column(String(200), default="")
    policy_regime: Mapped[str] = mapped_column(String(200), default="")
    watchlist_size: Mapped[int | None]
    threshold: Mapped[float | None]
    total_alerts: Mapped[int | None]
    true_alerts: Mapped[int | None]
    true_alerts_confirmed: Mapped[int | None]
    true_alerts_unconfirmed: Mapped[int | None]
    true_alert_engagements: Mapped[int | None]
    false_alerts: Mapped[int | None]
    false_alerts_confirmed: Mapped[int | None]
    false_alerts_unconfirmed: Mapped[int | None]
    false_alert_engagements: Mapped[int | None]
    false_alert_rate_pct_published: Mapped[float | None]
    arrests: Mapped[int | None]
    other_disposal: Mapped[int | None]
    no_action: Mapped[int | None]
    faces_seen_estimate: Mapped[int | None]
    source_quality: Mapped[str] = mapped_column(String(100), default="")
    source: Mapped[str] = mapped_column(String(500), default="")
    published_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    born_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(600), default="", server_default="")

    versions: Mapped[list["Version"]] = relationship(back_populates="deployment", order_by="Version.number")

    @property
    def access(self) -> State:
        """Whether everybody may read it."""
        return State.WITHHELD if self.is_withheld else State.OPEN

    @access.setter
    def access(self, state: State) -> None:
        self.is_withheld = state is State.WITHHELD


class Cause(StrEnum):
    """Why there is a version of a row."""

    PLANNED = "planned"
    PUBLISHED = "published"
    REVISED = "revised"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """The cause as people say it."""
        return _CAUSES[self]


_CAUSES = {
    Cause.PLANNED: _l("Announced"),
    Cause.PUBLISHED: _l("As published"),
    Cause.REVISED: _l("Published again with other figures"),
    Cause.CORRECTED: _l("Corrected by the council"),
    Cause.CANCELLED: _l("Cancelled"),
    Cause.WITHDRAWN: _l("Withdrawn"),
    Cause.RESTORED: _l("Restored"),
}
OF_DEPLOYMENTS = (Cause.PLANNED, Cause.PUBLISHED, Cause.REVISED, Cause.CORRECTED, Cause.CANCELLED)
OF_RESULTS = (Cause.PUBLISHED, Cause.REVISED, Cause.CORRECTED, Cause.WITHDRAWN, Cause.RESTORED)


class Said:
    """What a version of a row says, cell by cell as it was published: since when, why, and who entered it."""

    number: Mapped[int]
    cause: Mapped[Cause] = mapped_column(text_enum(Cause, 20))
    cells: Mapped[JsonObject]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Proposed:
    """What a line of a file says of a row that says something else, until an officer settles it."""

    cells: Mapped[JsonObject]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")


class Version(Said, Base):
    """What a row said from some moment on, cell by cell as it was published; never overwritten."""

    __tablename__ = "register_version"
    __table_args__ = (UniqueConstraint("deployment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("register_deployment.id"))

    deployment: Mapped[Deployment] = relationship(back_populates="versions")


class Change(Proposed, Base):
    """A line of a file that says something else than a row, until an officer settles it."""

    __tablename__ = "register_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("register_deployment.id"), index=True)

    deployment: Mapped[Deployment] = relationship()


class Pause(Base):
    """That live facial recognition was suspended from a day on, and from which day it was used again."""

    __tablename__ = "register_pause"
    __table_args__ = (
        CheckConstraint("resumed_on IS NULL OR resumed_on >= paused_on", name="resumes_after_pause"),
        CheckConstraint("(state = 'resumed') = (resumed_on IS NOT NULL)", name="resumed_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(200))
    paused_on: Mapped[date]
    resumed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    resumed_why: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(500), default="")
    changed_at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    state: Mapped[State] = mapped_column(text_enum(State, 20), default=State.PAUSED)


class Month(Base):
    """The sums of a month, kept in step with its rows, so that a trend costs the same however many rows there are.

    Both parts of a rate are summed over the same rows: those that have both numbers.
    """

    __tablename__ = "register_month"

    first: Mapped[date] = mapped_column(Date, primary_key=True)
    deployments: Mapped[int]
    faces: Mapped[int]
    alerts: Mapped[int]
    false_alerts: Mapped[int]
    arrests: Mapped[int]
    arrests_of_faces: Mapped[int]
    faces_of_arrests: Mapped[int]
    false_of_alerts: Mapped[int]
    alerts_of_false: Mapped[int]
    false_of_faces: Mapped[int]
    faces_of_false: Mapped[int]


class Year(Base):
    """How many rows have a number of a year: the last one, since none is left out. The database counts them."""

    __tablename__ = "register_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rows: Mapped[int]


class Area(Base):
    """What is followed by email: the deployments of a ward, or the whole register where none is named."""

    __tablename__ = "register_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    ward: Mapped[str] = mapped_column(String(100), unique=True)


_NOT_FREE = {"id", "number", "year", "serial", "born_at", "stage"}
"""What a row is known by, from its birth on, and where it stands: that goes only as the table of moves says."""

keep_rows(Version, texts=("reason", "cells"))
keep_rows(
    Deployment,
    free=tuple(column.name for column in Deployment.__table__.columns if column.name not in _NOT_FREE),
    moves={"stage": only_moves("stage", STAGES)},
)
count_rows(Base.metadata.tables[Deployment.__tablename__])
keep_rows(Year, moves={"rows": "NEW.rows > OLD.rows"})
