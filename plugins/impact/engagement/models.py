"""Contacts, the baseline, what was held with whom, invitations, what each body said, and what was done about gaps."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base
from plugins.impact.assessments.exemptions import WithheldWords, checks_of_exemption
from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement.terms import BODIES, MODES, VIEWS


def _one_of(column: str, codes: Mapping[str, str]) -> CheckConstraint:
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"known_{column}")


class Contact(Base):
    """A body that can be invited: whom it speaks for, and where it is written to."""

    __tablename__ = "impact_contact"
    __table_args__ = (_one_of("kind", BODIES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    wards: Mapped[list[str]] = mapped_column(default=list)
    characteristics: Mapped[list[str]] = mapped_column(default=list)
    communities: Mapped[list[str]] = mapped_column(default=list)
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    version: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    saved_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)


class Engagement(Base):
    """One time at which bodies were told, consulted or asked to shape what an assessment is about."""

    __tablename__ = "impact_engagement"
    __table_args__ = (_one_of("mode", MODES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("impact_document.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(20))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    question: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    assessment: Mapped[Assessment] = relationship()
    invitations: Mapped[list["BodyInvitation"]] = relationship(
        back_populates="engagement", order_by="BodyInvitation.id", cascade="all, delete-orphan"
    )
    voices: Mapped[list["Voice"]] = relationship(
        back_populates="engagement", order_by="Voice.id", cascade="all, delete-orphan"
    )

    @property
    def silent(self) -> list["BodyInvitation"]:
        """The invitations of which nobody noted yet what came of them."""
        noted = {voice.contact_id for voice in self.voices}
        return [invitation for invitation in self.invitations if invitation.contact_id not in noted]


class BodyInvitation(Base):
    """That a body was written to, when, and when it was reminded."""

    __tablename__ = "impact_invitation"
    __table_args__ = (UniqueConstraint("engagement_id", "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("impact_engagement.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("impact_contact.id", ondelete="CASCADE"), index=True)
    invited_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]

    engagement: Mapped[Engagement] = relationship(back_populates="invitations")
    contact: Mapped[Contact] = relationship(lazy="joined", innerjoin=True)


class Voice(Base):
    """What a body said when it was engaged, how many were there, and what it was answered."""

    __tablename__ = "impact_voice"
    __table_args__ = (
        _one_of("kind", BODIES),
        _one_of("view", VIEWS),
        CheckConstraint("residents <= present", name="residents_are_present"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("impact_engagement.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("impact_contact.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    is_named: Mapped[bool] = mapped_column(default=False)
    present: Mapped[int] = mapped_column(default=0)
    residents: Mapped[int] = mapped_column(default=0)
    view: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    engagement: Mapped[Engagement] = relationship(back_populates="voices")
    contact: Mapped[Contact | None] = relationship()


class EngagementWithholding(WithheldWords, Base):
    """That words of minutes, or of what a body said or was answered, are kept from the public."""

    __tablename__ = "impact_engagement_withholding"
    __table_args__ = checks_of_exemption()

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("impact_engagement.id", ondelete="CASCADE"), index=True)
    voice_id: Mapped[int | None] = mapped_column(ForeignKey("impact_voice.id", ondelete="CASCADE"))

    engagement: Mapped[Engagement] = relationship()


class GapAnswer(Base):
    """What was done about a part of the community that was not reached; each answer is kept."""

    __tablename__ = "impact_gap_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("impact_document.id", ondelete="CASCADE"), index=True)
    dimension: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(250))
    done: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
