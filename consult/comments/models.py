"""Which responses are published or held back, and which of their texts the public reads."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.contract.records import UNPUBLISHED
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.states import LabelledState
from consult.kernel.types import Base, text_enum

HELD_REASONS: dict[str, str] = {
    "identifies": _l("It could show who somebody is, even with words taken out"),
    "about_somebody": _l("It says things about another person that they may not want published"),
    "unlawful": _l("Publishing it could break the law"),
    "confidential": _l("It holds information that was given in confidence"),
    "abusive": _l("It contains abuse or threats"),
    "asked": _l("The person who sent it asked us not to publish it"),
    "other": _l("For another reason, which we explain below"),
}
"""Why a response may be held back from publication: the codes, and the words that its author reads for each."""


class Standing(LabelledState):
    """What officers decided about a response that may be published."""

    PUBLISHED = "published", _l("Published"), "green"
    HELD = "held", _l("Held back"), "orange"


class Publication(Base):
    """What officers decided about publishing a response, and why it was held back where it ever was.

    `held_words` is what the person who sent it reads beside the reason.
    """

    __tablename__ = "response_publication"
    __table_args__ = (
        CheckConstraint("standing IN ('published', 'held')", name="known_standing"),
        CheckConstraint("standing != 'held' OR held_code IS NOT NULL", name="what_is_held_has_a_reason"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    standing: Mapped[Standing] = mapped_column(text_enum(Standing, 10))
    held_code: Mapped[str | None] = mapped_column(String(30))
    held_words: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "read by its author alone"})
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class PublishedText(Base):
    """One text of a published response: its own reference, drawn by chance, gives the place among the others.

    It keeps no words, so that what becomes of the response reaches it at once. One without a name `is_out` only
    together with others: alone, it would tell by its coming which texts belong together.
    """

    __tablename__ = "published_text"
    __table_args__ = (
        UniqueConstraint("submission_id", "key"),
        Index(None, "activity_id", "key", "reference"),
    )

    reference: Mapped[str] = mapped_column(String(16), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(30))
    is_out: Mapped[bool] = mapped_column(default=False)


class Translation(Base):
    """A translation of one text of a response, kept beside the original, which alone counts.

    `place` names the text as redaction does, `language` is that of the original, and `translator` the person, office or
    program that translated it.
    """

    __tablename__ = "text_translation"
    __table_args__ = (
        UniqueConstraint("submission_id", "place"),
        CheckConstraint("text != '' AND translator != ''", name="says_what_and_by_whom"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    is_machine: Mapped[bool]
    translator: Mapped[str] = mapped_column(String(200))
    made_on: Mapped[date]
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)
