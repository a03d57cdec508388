"""Links to a preview, answers sent as a test, and who may answer once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, text_enum


class PreviewLink(Base):
    """A link by which somebody without an account may look at what an activity will ask; only a digest is kept."""

    __tablename__ = "preview_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Access(LabelledState):
    """Who may answer an activity that not everybody may answer as often as they like."""

    ACCOUNT = "account", _l("One response for each account with a confirmed email address"), "blue"
    ADDRESS = "address", _l("One response for each email address that somebody confirms"), "blue"
    INVITED = "invited", _l("One response for each invitation"), "blue"


class AdmissionRule(Base):
    """Who may answer an activity; without a rule, everybody may.

    Under its `key`, which is of this activity alone and sealed, stands who took part. When answers are no longer taken,
    the key is destroyed and the rule has ended: from then on nobody can find out whose a row of `admission` is.
    """

    __tablename__ = "admission_rule"
    __table_args__ = (
        CheckConstraint("access IN ('account', 'address', 'invited')", name="known_access"),
        CheckConstraint("has_ended = (key IS NULL)", name="key_goes_at_the_end"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    access: Mapped[Access] = mapped_column(text_enum(Access, 10))
    key: Mapped[bytes | None] = mapped_column(LargeBinary)
    has_ended: Mapped[bool] = mapped_column(default=False)


class Admission(Base):
    """That somebody may answer, or has: by a keyed digest of what they come with, in no order and without a time.

    It shares nothing with a response: no key, no moment, no number that counts up.
    """

    __tablename__ = "admission"
    __table_args__ = (
        UniqueConstraint("activity_id", "subject_hash"),
        CheckConstraint("length(subject_hash) = 64", name="is_a_digest"),
        CheckConstraint("NOT (is_used AND is_withdrawn)", name="one_end"),
        # SQLite would number the rows as they come; so they lie in the order of their ids, which chance makes.
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    subject_hash: Mapped[str] = mapped_column(String(64))
    is_used: Mapped[bool] = mapped_column(default=False)
    is_withdrawn: Mapped[bool] = mapped_column(default=False)


class TrialResponse(Base):
    """Answers that somebody sent as a test, or is about to: sealed, and in no table in which responses stand.

    `tester_id` is empty for whoever came by a link to the preview. What was asked when it was sent has a digest, so
    that it is known whether the same is asked now.
    """

    __tablename__ = "trial_response"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    questions_version: Mapped[int]
    asked_sha256: Mapped[str] = mapped_column(String(64), default="")
    tester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    begun_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


class Stop(Base):
    """How many people did not send what they began, by the last page that they saved: those whose drafts are deleted.

    It grows in the transaction that deletes the drafts. The page is empty for those who saved none.
    """

    __tablename__ = "journey_stop"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int]
