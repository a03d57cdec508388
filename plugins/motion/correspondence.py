"""The letters that resolutions ask for, how each was sent, what was replied, and what the council was told of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.files import StoredFile
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import UNPUBLISHED
from plugins.motion.actions import REPLY_LIST, Action, Reply
from plugins.motion.models import Motion


class Way(StrEnum):
    """How a letter was sent."""

    EMAIL = "email"
    POST = "post"

    @property
    def label(self) -> str:
        """The way as people say it."""
        return _WAY_LABELS[self]


_WAY_LABELS = {Way.EMAIL: _l("By email from here"), Way.POST: _l("By post or by hand")}
WAY_LIST = ", ".join(f"'{way}'" for way in Way)


class Publication(StrEnum):
    """What the public may have of the file of a reply."""

    WHOLE = "whole"
    REDACTED = "redacted"
    WITHHELD = "withheld"

    @property
    def label(self) -> str:
        """The publication as people say it."""
        return _PUBLICATION_LABELS[self]


_PUBLICATION_LABELS = {
    Publication.WHOLE: _l("The whole document"),
    Publication.REDACTED: _l("A copy from which something was taken out"),
    Publication.WITHHELD: _l("Not published"),
}
PUBLICATION_LIST = ", ".join(f"'{publication}'" for publication in Publication)


class Letter(Base):
    """One letter of an action: to whom it goes, what it says, and who signed it off."""

    __tablename__ = "motion_letter"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"))
    number: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    signatory: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    action: Mapped[Action] = relationship()
    dispatches: Mapped[list["Dispatch"]] = relationship(
        back_populates="letter", order_by="Dispatch.id", lazy="selectin"
    )

    @property
    def motion(self) -> Motion:
        """The motion that led to it."""
        return self.action.motion

    @property
    def is_public(self) -> bool:
        """Whether it was sent, so that everybody can read it."""
        return bool(self.dispatches) and self.action.motion.public_at is not None


class Dispatch(Base):
    """That a letter went out: in which way, on which day, and to which email address."""

    __tablename__ = "motion_dispatch"
    __table_args__ = (
        CheckConstraint(f"way IN ({WAY_LIST})", name="known_way"),
        CheckConstraint("(way = 'email') = (address != '')", name="email_has_address"),
        UniqueConstraint("letter_id", "way", "address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("motion_letter.id"))
    way: Mapped[Way] = mapped_column(text_enum(Way, 10))
    address: Mapped[str] = mapped_column(
        String(254), default="", info={UNPUBLISHED: "the address of a body, for officers alone"}
    )
    sent_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    letter: Mapped[Letter] = relationship(back_populates="dispatches")


class FiledReply(Base):
    """What a body replied to an action: its document as it came, and what the public may have of it.

    A reply that was none, such as one filed with the wrong action, is void, with the reason; it stays in the record.
    """

    __tablename__ = "motion_reply"
    __table_args__ = (
        CheckConstraint(f"says IN ({REPLY_LIST})", name="known_reply"),
        CheckConstraint(f"publication IN ({PUBLICATION_LIST})", name="known_publication"),
        CheckConstraint("publication != 'redacted' OR copy_id IS NOT NULL", name="redacted_has_copy"),
        CheckConstraint("publication = 'whole' OR publication_reason != ''", name="withheld_says_why"),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="void_says_why"),
        UniqueConstraint("action_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"))
    number: Mapped[int]
    said_by: Mapped[str] = mapped_column(String(200))
    dated_on: Mapped[date | None]
    received_on: Mapped[date]
    says: Mapped[Reply] = mapped_column(text_enum(Reply, 10))
    summary: Mapped[str] = mapped_column(Text)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    publication: Mapped[Publication] = mapped_column(text_enum(Publication, 10))
    publication_reason: Mapped[str] = mapped_column(Text, default="")
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    action: Mapped[Action] = relationship()
    file: Mapped[StoredFile | None] = relationship(foreign_keys=[file_id], lazy="joined")
    copy: Mapped[StoredFile | None] = relationship(foreign_keys=[copy_id], lazy="joined")

    @property
    def motion(self) -> Motion:
        """The motion that led to it."""
        return self.action.motion

    @property
    def is_void(self) -> bool:
        """Whether it turned out to be no reply to this action."""
        return self.voided_at is not None

    @property
    def public_file(self) -> StoredFile | None:
        """The file that everybody may fetch, if there is one."""
        if self.is_void or self.action.motion.public_at is None or self.publication == Publication.WITHHELD:
            return None
        return self.copy if self.publication == Publication.REDACTED else self.file


class CouncilReport(Base):
    """What a meeting of the council was told about an action."""

    __tablename__ = "motion_report"
    __table_args__ = (UniqueConstraint("action_id", "meeting_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("motion_action.id"))
    meeting_on: Mapped[date] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    action: Mapped[Action] = relationship()


keep_rows(Letter, texts=("recipient", "body", "signatory"))
keep_rows(Dispatch)
keep_rows(
    FiledReply,
    free=("file_id", "copy_id", "publication", "publication_reason", "voided_at", "void_reason", "version"),
    texts=("said_by", "summary"),
)
keep_rows(CouncilReport, texts=("text",))
