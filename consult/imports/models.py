"""Files of responses while officers import them, and the rows that say something else than before."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.imports.plan import OnConflict
from consult.kernel.types import Base, JsonObject, text_enum
from consult.submissions.models import Channel


class ImportState(StrEnum):
    """How far an officer is with a file of responses."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"


class ResponseImport(Base):
    """A file of responses that an officer imports: the file while it is needed, how it is read, what was found.

    `revision` grows with every check, so that only what an officer has seen is imported.
    """

    __tablename__ = "response_import"
    __table_args__ = (CheckConstraint("state IN ('uploaded', 'checked', 'importing', 'done')", name="known_state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    file_name: Mapped[str] = mapped_column(String(150))
    mapping: Mapped[JsonObject]
    channel: Mapped[Channel] = mapped_column(text_enum(Channel, 10), default=Channel.IMPORT)
    state: Mapped[ImportState] = mapped_column(text_enum(ImportState, 10), default=ImportState.UPLOADED)
    report: Mapped[JsonObject]
    revision: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    job_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


class ImportClash(Base):
    """A row of a file with the key of an earlier response and other words, and what an officer chose for it.

    The choice holds for what the row `says`, told by its `digest`, and for the `revision` of the response that the
    officer saw; it goes with the file.
    """

    __tablename__ = "import_clash"
    __table_args__ = (CheckConstraint("choice IN ('leave', 'take', 'separate')", name="known_choice"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("response_import.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    import_key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    says: Mapped[JsonObject]
    choice: Mapped[OnConflict | None] = mapped_column(text_enum(OnConflict, 10))
