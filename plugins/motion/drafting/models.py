"""The document of a draft: the log of what was written, the document up to some entry, and the ids of its clauses."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base
from consult.sdk.people import Person


class DraftDocument(Base):
    """The newest entry of a draft's log, and the whole document up to an earlier one, from which it is read sooner."""

    __tablename__ = "motion_document"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    snapshot_seq: Mapped[int]


class DraftUpdate(Base):
    """One entry of the log: what one person changed. Entries are only added; all of them make the document.

    `is_saved` says that it was saved by a form, and so is a version of its own in the history of a clause.
    """

    __tablename__ = "motion_document_update"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    is_saved: Mapped[bool] = mapped_column(default=False)


class DraftPresence(Base):
    """That somebody has a draft open on a page, and in which clause they write; it holds for some seconds."""

    __tablename__ = "motion_presence"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    clause_key: Mapped[str] = mapped_column(String(16))
    seen_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class Clause(Base):
    """The id of a clause, which no other motion has, and who changed it last; its words are in the document."""

    __tablename__ = "motion_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    changed_by: Mapped[Person | None] = relationship()
