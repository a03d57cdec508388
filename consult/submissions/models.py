"""The envelope around everything anybody says, kept apart from who took part and from who they are."""

from datetime import date, datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contract.records import UNPUBLISHED
from consult.files.models import StoredFile
from consult.kernel.clock import london
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, JsonObject, text_enum


class Channel(StrEnum):
    """How an answer reached the council."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    EMAIL = "email"
    MEETING = "meeting"
    KIOSK = "kiosk"
    IMPORT = "import"

    @property
    def label(self) -> str:
        """The channel as people say it."""
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    Channel.WEB: _l("Online"),
    Channel.PAPER: _l("Paper"),
    Channel.PHONE: _l("Telephone"),
    Channel.EMAIL: _l("Email"),
    Channel.MEETING: _l("Meeting"),
    Channel.KIOSK: _l("Shared device of the council"),
    Channel.IMPORT: _l("From a file"),
}


ONLINE = (Channel.WEB, Channel.KIOSK)
"""What people send themselves, on the pages of the service."""


class Status(StrEnum):
    """Whether a submission counts; nothing is ever deleted for being unwelcome."""

    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    EXCLUDED = "excluded"


class Cause(StrEnum):
    """Why a submission that arrived is changed."""

    AUTHOR = "author"
    CORRECTION = "correction"
    CHECK = "check"
    STATUS = "status"
    REDACTION = "redaction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"
    CONSENT = "consent"

    @property
    def keeps_earlier(self) -> bool:
        """Whether what was said before stays readable for officers, and the new text has to be read again."""
        return self in {Cause.AUTHOR, Cause.CORRECTION}

    @property
    def forgets(self) -> bool:
        """Whether nothing of what was said may stay."""
        return self in {Cause.WITHDRAWAL, Cause.ERASURE}


class Submission(Base):
    """One submission: what was answered, on which day, by which channel, and whether it counts.

    Of what people send here themselves, with a private code, `received_on` keeps the day in London and nothing keeps a
    time: nobody who saw somebody write can tell which response is theirs. `submitted_at` is when another one was
    entered, or what its file says, to the hour.

    `answers` maps question keys to plain values (text, an option's code, a list of codes, a number, numbers by code);
    where a passage was redacted it already holds the redacted text, so that every output honours it. `marks` says, by
    question too, what stands on the original and is no answer (see `submissions/reader.py`); it counts under no option.
    From `order_seed` the order is drawn in which the options were shown, where it differs from person to person.
    A row of a file is found by its `import_key`; `import_digest` is a keyed digest of what it said, `import_source`
    whence it came.
    """

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("status IN ('submitted', 'withdrawn', 'excluded')", name="known_status"),
        CheckConstraint("status != 'excluded' OR exclusion_code IS NOT NULL", name="exclusion_has_a_code"),
        CheckConstraint(
            "code_hash IS NULL OR (submitted_at IS NULL AND transcribed_by_id IS NULL)",
            name="names_no_moment_and_nobody",
        ),
        CheckConstraint("submitted_at IS NOT NULL OR received_on IS NOT NULL", name="has_a_day"),
        Index(None, "activity_id", "status", "id"),
        Index(None, "activity_id", "channel", "id"),
        Index(None, "activity_id", "area", "id"),
        Index(None, "activity_id", "id"),
        Index(
            "ix_submission_awaiting_check",
            "activity_id",
            "status",
            "id",
            sqlite_where=text("is_in_check_sample = 1 AND checked_by_id IS NULL"),
            postgresql_where=text("is_in_check_sample AND checked_by_id IS NULL"),
        ),
        UniqueConstraint("activity_id", "import_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[Channel] = mapped_column(text_enum(Channel, 10))
    status: Mapped[Status] = mapped_column(text_enum(Status, 10), default=Status.SUBMITTED)
    submitted_at: Mapped[datetime | None]
    questions_version: Mapped[int] = mapped_column(default=1)
    area: Mapped[str] = mapped_column(String(60), default="")
    answers: Mapped[JsonObject]
    revision: Mapped[int] = mapped_column(default=1)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    received_on: Mapped[date | None]
    transcribed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    is_in_check_sample: Mapped[bool] = mapped_column(default=False)
    check_outcome: Mapped[str | None] = mapped_column(String(20))
    exclusion_code: Mapped[str | None] = mapped_column(String(30))
    exclusion_note: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "a note among officers"})
    import_key: Mapped[str | None] = mapped_column(String(64))
    is_synthetic: Mapped[bool] = mapped_column(default=False)
    marks: Mapped[JsonObject] = mapped_column(default=dict, server_default=text("'{}'"))
    import_digest: Mapped[str | None] = mapped_column(String(64))
    import_source: Mapped[str] = mapped_column(String(100), default="", server_default="")
    order_seed: Mapped[str] = mapped_column(String(16), default="", server_default="")

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}  # noqa: RUF012 (read by SQLAlchemy)

    @property
    def day(self) -> date:
        """The day in London on which it reached the council: the database keeps it, or a moment on it."""
        return self.received_on or london(cast("datetime", self.submitted_at)).date()


class EarlierAnswers(Base):
    """What a submission said before its author changed it, or an officer corrected how it was entered.

    `envelope` holds what stood beside the answers: area, channel, and the day on which it reached us.
    """

    __tablename__ = "submission_earlier"
    __table_args__ = (
        UniqueConstraint("submission_id", "revision"),
        CheckConstraint("cause IN ('author', 'correction')", name="known_cause"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    revision: Mapped[int]
    answers: Mapped[JsonObject]
    replaced_at: Mapped[datetime]
    cause: Mapped[Cause] = mapped_column(text_enum(Cause, 20))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    marks: Mapped[JsonObject] = mapped_column(default=dict, server_default=text("'{}'"))
    envelope: Mapped[JsonObject] = mapped_column(default=dict, server_default=text("'{}'"))
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class Draft(Base):
    """Answers not yet sent, sealed; whoever holds the code may go on with them, on any device.

    `last_page` is the last page asked of everybody that was saved, empty for none, `None` where none was kept yet. It
    stands beside the seal, so that whoever counts where people stop opens nobody's answers.
    """

    __tablename__ = "submission_draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    questions_version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    changes_submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    last_page: Mapped[str | None] = mapped_column(String(100))


class AnswerFile(Base):
    """A file that answers a question: of a draft until that is sent, then of the submission.

    The answer is its `name`, which we give it. When both are gone it belongs to nobody, and is deleted.
    """

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(150), unique=True)
    question: Mapped[str] = mapped_column(String(100))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("submission_draft.id", ondelete="SET NULL"), index=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id", ondelete="SET NULL"), index=True)

    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class AboutYou(Base):
    """One person's equality answers, sealed and bound to this row.

    `link` is a keyed digest of the submission, so that withdrawal finds the row but a copy of the database cannot
    join it to an answer.
    """

    __tablename__ = "about_you"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    link: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Participation(Base):
    """That an address took part in an activity and wants to hear of it; it does not say what was answered.

    It is written to only once its owner has confirmed it by the link that was mailed there.
    """

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("activity_id", "subject_hash"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    subject_hash: Mapped[str] = mapped_column(String(64))
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    stop_hash: Mapped[str] = mapped_column(String(64), unique=True)
    stopped_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(35))


class Tally(Base):
    """Counts kept in step with every change, so that a page costs the same at ten and at 144,366 answers.

    `variable` is `status`, `channel`, `area`, `form` (`blank`: no question is answered), `version` (of the questions),
    `quota` (the values are those towards which a submission counts), `q:<key>@<version>` for a question in a version,
    or `n:<key>@<version>` for the numbers that were given (`<code>=<number>` where a sum is shared out), or what was
    said of pairs (`<code>><code>`, `<code>=<code>`). The values of a question are its codes, `*` for every answer, `-8`
    for those whose path passed it by, and `!` with a mark for what is no answer. `passages` and `characters` count what
    is `open`, `covered` by a point or `not_substantive`, in the submissions that are `divided`. Excluded and withdrawn
    submissions count under `status` alone. A count is the sum over `shard`, which spares writers the same row.
    """

    __tablename__ = "submission_tally"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    variable: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(80), primary_key=True)
    shard: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class Reading(Base):
    """That an officer opened a submission to read it, one at a time."""

    __tablename__ = "submission_reading"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]


class Arrival(Base):
    """From which network a submission came online, for two days: a keyed digest, under another key every hour.

    It tells which submissions of one activity came together within one hour, and joins nothing beyond. So few rows
    are kept that they have no index, which every sender would pay for.
    """

    __tablename__ = "submission_arrival"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    network: Mapped[str] = mapped_column(String(64))
    hour: Mapped[datetime]


class Wording(Base):
    """What tells whether the free text of a submission is nearly that of another: keyed hashes, empty for short texts.

    It goes whenever the text changes, and is made anew from the new one.
    """

    __tablename__ = "submission_wording"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class SubmissionLabel(Base):
    """What was noticed about how a submission arrived (`labels.Label`); it changes nothing about whether it counts.

    `group_id` is the first submission of those that came together or have nearly the same text.
    """

    __tablename__ = "submission_label"
    __table_args__ = (
        CheckConstraint("name IN ('network', 'text', 'quick')", name="known_name"),
        Index(None, "activity_id", "name", "group_id"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(10), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    group_id: Mapped[int | None]


class LabelsMade(Base):
    """Up to which submission, and which revision of the answers, an activity's labels were made, and when."""

    __tablename__ = "submission_labels_made"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    newest_id: Mapped[int]
    answers_revision: Mapped[int]
    at: Mapped[datetime]


class Passage(Base):
    """A part of a free text that an officer marked: a numbered point, or not substantive with a code.

    `place` names the text within its submission as redaction does; `begins` and `ends` count its characters as it now
    stands, without the last. A point that fell away keeps its number, so that no other takes it.
    """

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("(number IS NULL) != (code IS NULL)", name="point_or_code"),
        CheckConstraint("begins >= 0 AND begins < ends", name="is_a_range"),
        CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="end_has_a_cause"),
        CheckConstraint("ended_because IN ('taken_back', 'changed', 'withdrawn')", name="known_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    begins: Mapped[int]
    ends: Mapped[int]
    number: Mapped[int | None]
    code: Mapped[str | None] = mapped_column(String(30))
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(String(20))
