"""Files made ahead of being fetched, and the editions in which results are published."""

from datetime import datetime
from enum import StrEnum
from typing import NotRequired, TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, cast, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from consult.contract.plugin import Audience
from consult.contract.records import UNPUBLISHED
from consult.disclosure.permission import FEWEST, LEAST_BARS, MAX_EDITIONS
from consult.exports.formats import Format
from consult.exports.only_edition import guard_only_edition
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.permanence import keep_rows
from consult.kernel.types import Base, JsonObject, text_enum


class PreparedExport(Base):
    """A large export made by a job: what was asked for, and the file once it is there."""

    __tablename__ = "prepared_export"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    file_format: Mapped[Format] = mapped_column(text_enum(Format, 10))
    audience: Mapped[Audience] = mapped_column(text_enum(Audience, 10))
    file_key: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(150), default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    job_id: Mapped[int | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ready_at: Mapped[datetime | None]


class ResultsRequest(Base):
    """That an officer wants the results of an activity published: another one publishes them."""

    __tablename__ = "results_request"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    with_crossed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class ExactRequest(Base):
    """That an officer wants the exact counts of a first edition published, and why: another one signs."""

    __tablename__ = "exact_request"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    because: Mapped[str] = mapped_column(Text, info={UNPUBLISHED: "a reason that waits for a second officer"})
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    job_id: Mapped[int | None]


class PublishedLine(TypedDict):
    """One line of a published table: what it counts, and its number as it may be shown."""

    code: str
    label: str
    kind: str
    people: int | None
    percent: float | None
    text: str


class PublishedTable(TypedDict):
    """One published table, as it is kept for the public page and the public file."""

    name: NotRequired[str]
    key: str
    title: str
    asked_in: NotRequired[str]
    base: NotRequired[int | None]
    lines: list[PublishedLine]
    notes: list[str]


def name_of_table(table: PublishedTable) -> str:
    """Return the name of a published table; those of an earlier method have only a key."""
    return table.get("name", table["key"])


class CrossTable(TypedDict):
    """A published cross-table: the names of its dimensions, and its numbers row by row."""

    rows: str
    columns: str
    people: list[list[int]]


class Method(StrEnum):
    """By which rules the numbers of an edition were made."""

    CONTROLLED_ROUNDING = "controlled_rounding"
    HIDING = "hiding"

    @property
    def sentence(self) -> str:
        """How the numbers are to be read, as the page says it."""
        return str(_METHODS[self])


_METHODS = {
    Method.CONTROLLED_ROUNDING: _l(
        "Every number is rounded up or down to a multiple of 5, by chance, so that nobody can work out what one "
        "person said."
    ),
    Method.HIDING: _l(
        "These numbers were published by an earlier method: rounded to the nearest 5, and small numbers hidden."
    ),
}


class Edition(Base):
    """The numbers of an activity that everybody may see: of one set of people, each drawn once.

    `number` counts the editions of an activity, and `code` is what others cite. `people` is exact, `total` what every
    table adds up to. `one_way` and `crossed` are the published numbers; `method` says by which rules they were made. Of
    the people only `erased` grows: how many of them have been erased since. Tables that were wrong are withdrawn, with
    the reason.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("activity_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 4", name="one_of_four"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_because = '')", name="withdrawn_for_a_reason"),
        Index(
            "ix_edition_cross_once",
            "activity_id",
            unique=True,
            sqlite_where=text("crossed IS NOT NULL"),
            postgresql_where=text("crossed IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column()
    code: Mapped[str] = column_property("R-" + cast(activity_id, String) + "-" + cast(number, String))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    people: Mapped[int]
    total: Mapped[int]
    erased: Mapped[int] = mapped_column(default=0)
    one_way: Mapped[JsonObject]
    crossed: Mapped[JsonObject | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), deferred=True
    )
    method: Mapped[Method] = mapped_column(text_enum(Method, 30))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")
    exact: Mapped["ExactCounts | None"] = relationship(viewonly=True, lazy="joined")

    @property
    def is_last(self) -> bool:
        """Whether there can be no other edition after it."""
        return self.number == MAX_EDITIONS or self.exact is not None

    @property
    def is_of_few(self) -> bool:
        """Whether so few people are counted that only words are told of them."""
        return self.method is Method.CONTROLLED_ROUNDING and self.people < FEWEST

    @property
    def is_counted(self) -> bool:
        """Whether it may be told exactly of how many people it is."""
        return self.method is Method.CONTROLLED_ROUNDING and not self.is_of_few

    @property
    def has_bars(self) -> bool:
        """Whether so many people are counted that the lengths of bars can be compared."""
        return self.method is Method.HIDING or self.people >= LEAST_BARS

    @property
    def tables(self) -> list[PublishedTable]:
        """The published tables; none while they are withdrawn."""
        found: list[PublishedTable] = self.one_way["tables"] if self.withdrawn_at is None else []
        return found


class EditionMember(Base):
    """Who was counted in an edition, and with which revision of the answers: to count how many have changed."""

    __tablename__ = "edition_member"
    __table_args__ = (Index(None, "submission_id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]


keep_rows(
    Edition,
    goes_with="activity_id",
    moves={
        "erased": "NEW.erased > OLD.erased",
        "withdrawn_at": "OLD.withdrawn_at IS NULL",
        "withdrawn_by_id": "OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL",
        "withdrawn_because": "OLD.withdrawn_at IS NULL",
    },
    texts=("one_way", "withdrawn_because"),
)


class ExactCounts(Base):
    """The exact counts of an activity's first edition, of questions that are not sensitive: once and never again.

    `counts` has, by the name of a published table, the exact number behind each line by its code; the words stand in
    the edition. Two officers signed it, for a reason that everybody reads. From then on there is no other edition.
    """

    __tablename__ = "exact_counts"
    __table_args__ = (
        CheckConstraint("because <> ''", name="for_a_reason"),
        CheckConstraint("asked_by_id <> signed_by_id", name="by_two"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), unique=True)
    counts: Mapped[JsonObject]
    because: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


keep_rows(ExactCounts, goes_with="activity_id", texts=("because",))
guard_only_edition(Base.metadata.tables[Edition.__tablename__], Base.metadata.tables[ExactCounts.__tablename__])
