"""That an address follows a row, and what was told to those who do."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contract.references import Reference
from consult.kernel.types import Base, JsonObject


class Follow(Base):
    """That an address wants to hear of a row.

    It is written to only once its owner has confirmed it by the link that was mailed there.
    """

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "address_hash"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    stop_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(35))

    @property
    def reference(self) -> Reference:
        """The row that is followed."""
        return Reference(self.kind, self.subject_id)

    @property
    def is_running(self) -> bool:
        """Whether the address is written to."""
        return self.confirmed_at is not None and self.stopped_at is None


class Ward(Base):
    """A ward of the council: whoever follows it hears of everything that names it."""

    __tablename__ = "followed_ward"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)


class News(Base):
    """That something about a row became public: when, and under which words it was told, by language.

    The words are dropped when something is taken out of the row; it is called by its own name from then on.
    """

    __tablename__ = "news"
    __table_args__ = (Index(None, "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    at: Mapped[datetime]
    subjects: Mapped[JsonObject] = mapped_column(default=dict)

    told_under: Mapped[list["NewsPlace"]] = relationship(cascade="all, delete-orphan")

    @property
    def reference(self) -> Reference:
        """The row that it is about."""
        return Reference(self.kind, self.subject_id)


class NewsPlace(Base):
    """That who follows a row was told of something: of that row itself, of a part of it, or of what is in its ward."""

    __tablename__ = "news_place"
    __table_args__ = (Index(None, "news_id"),)

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    news_id: Mapped[int] = mapped_column(ForeignKey("news.id", ondelete="CASCADE"), primary_key=True)
