"""What is asked: the consultation, its ways of taking part, its documents and what changed after it opened."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contract.records import UNPUBLISHED
from consult.files.models import StoredFile
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, JsonObject, text_enum


class State(LabelledState):
    """Where a consultation stands; opening and closing follow from the dates, at the stated instant."""

    DRAFT = "draft", _l("Draft")
    SCHEDULED = "scheduled", _l("Scheduled"), "turquoise"
    OPEN = "open", _l("Open"), "green"
    CLOSED = "closed", _l("Closed"), "orange"
    ANALYSING = "analysing", _l("Being analysed"), "purple"
    DECIDED = "decided", _l("Decided"), "blue"
    ARCHIVED = "archived", _l("Archived")


STATE_LIST = ", ".join(f"'{state}'" for state in State)


class Consultation(Base):
    """A question the council puts to the people, with its reasons, dates and outcome.

    `alerted_for` is the closing date about which officers were told last.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATE_LIST})", name="known_state"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        Index(None, "state", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    background: Mapped[str] = mapped_column(Text, default="")
    options_open: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decision_on: Mapped[date | None]
    results_due_on: Mapped[date | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(text_enum(State, 20), default=State.DRAFT)
    notice: Mapped[str] = mapped_column(Text, default="")
    attribution: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    ward: Mapped[str] = mapped_column(String(100), default="", server_default="")
    alerted_for: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)

    activities: Mapped[list["Activity"]] = relationship(
        back_populates="consultation", order_by="Activity.position", cascade="all, delete-orphan"
    )
    documents: Mapped[list["Document"]] = relationship(
        back_populates="consultation", order_by="Document.position", cascade="all, delete-orphan"
    )

    @property
    def offered_documents(self) -> list["Document"]:
        """The documents that people may read now."""
        return [document for document in self.documents if document.removed_at is None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class Activity(Base):
    """One way of taking part; its kind is the core's `response` or a plugin's name.

    `answers_revision` grows whenever a response that is there already changes, so that files and results made before
    are known to be old; a response that arrives leaves it as it is. Until the end of `late_forms_until`, forms that
    came late are still entered, and no results are published.
    """

    __tablename__ = "activity"
    __table_args__ = (Index(None, "consultation_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    settings: Mapped[JsonObject] = mapped_column(default=dict)
    settings_version: Mapped[int] = mapped_column(default=1)
    answers_revision: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    late_forms_until: Mapped[date | None]

    consultation: Mapped[Consultation] = relationship(back_populates="activities")


class Document(Base):
    """A document that informs the answer; one taken away after opening stays on record, and is no longer offered."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    position: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    consultation: Mapped[Consultation] = relationship(back_populates="documents")
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class Change(Base):
    """A change after opening: what was, what is, why, and whether it is material."""

    __tablename__ = "consultation_change"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    is_material: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[JsonObject]
    after: Mapped[JsonObject]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    consultation: Mapped[Consultation] = relationship()


class Override(Base):
    """A warning that an officer set aside at opening, with the reason the public reads."""

    __tablename__ = "consultation_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    check: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class SignOff(Base):
    """A link by which a manager without an account reads a draft and signs it off, or asks for changes.

    Of the link only a digest is kept. `digest` is that of what was read when it was answered.
    """

    __tablename__ = "consultation_sign_off"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (is_agreed IS NULL)", name="answered_with_an_answer"),
        CheckConstraint("is_agreed IS NULL OR name != ''", name="answered_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    is_agreed: Mapped[bool | None]
    name: Mapped[str] = mapped_column(String(100), default="")
    comment: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "told to officers"})
    digest: Mapped[str] = mapped_column(String(64), default="")


class Template(Base):
    """What a consultation said and asked when it was saved for others to begin with; see `copies.outline_of`.

    It stays as it is when the consultation it came from changes or goes.
    """

    __tablename__ = "consultation_template"
    __table_args__ = (CheckConstraint("name != ''", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text, default="")
    outline: Mapped[JsonObject]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id", ondelete="SET NULL"), index=True)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
