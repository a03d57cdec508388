"""What officers keep about the responses they read: for whom they are, how they sort them, and what they note."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.kernel.types import Base, JsonObject


class Assignment(Base):
    """That a submission is for one officer to read, since when, and who said so."""

    __tablename__ = "submission_assignment"
    __table_args__ = (Index(None, "person_id", "submission_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class Tag(Base):
    """A word of the officers' own by which they sort the responses of an activity; `folded` is how it is compared."""

    __tablename__ = "submission_tag"
    __table_args__ = (UniqueConstraint("activity_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(String(60))


class Tagged(Base):
    """That a submission has a tag, and who gave it."""

    __tablename__ = "submission_tagged"
    __table_args__ = (Index(None, "tag_id", "submission_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("submission_tag.id", ondelete="CASCADE"), primary_key=True)
    tagged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Note(Base):
    """What an officer wrote about a submission for the others; it goes with the words it is about."""

    __tablename__ = "submission_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class SavedFilter(Base):
    """Filters of the list of responses under a name, for one officer or (`is_shared`) for everybody on the desk."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("activity_id", "person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60), info={UNPUBLISHED: "read on the desk alone"})
    arguments: Mapped[JsonObject]
    is_shared: Mapped[bool] = mapped_column(default=False)
