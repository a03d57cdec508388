"""People, the organisations they belong to, their roles, and how they are known again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contract.records import UNPUBLISHED
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.types import Base, text_enum

JOIN = "join"
NEW_EMAIL = "email"
NEW_PASSWORD = "password"  # noqa: S105 (the purpose of a link)
ROLE_LIST = ", ".join(f"'{role}'" for role in Role)


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(Text, info={UNPUBLISHED: "a digest"})
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(String(35))
    """The language of mail to them, as a tag; without one it is the council's own."""

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", foreign_keys="RoleGrant.person_id"
    )
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", cascade="all, delete-orphan")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles this person holds, that of a group member included."""
        held = {Role(grant.role) for grant in self.grants}
        return frozenset(held | {Role.GROUP_MEMBER} if self.memberships else held)


class RoleGrant(Base):
    """That a person holds a role, and who gave it."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint(f"role IN ({ROLE_LIST})", name="known_role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(text_enum(Role, 40), primary_key=True)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    granted_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="grants", foreign_keys=[person_id])


class Organisation(Base):
    """A community group or other body with members; it speaks as verified once an officer says so."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40), default="community_group")
    represents: Mapped[int | None]
    basis: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "read by officers, who verify the group"})
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    verified_until: Mapped[date | None]
    verification_ground: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "a note among officers"})
    verification_document: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None]
    """Since when the group waits for an officer to verify it, or to say why not."""
    refused_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(Text, default="", info={UNPUBLISHED: "told to the group alone"})

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    members: Mapped[list["Membership"]] = relationship(back_populates="organisation", cascade="all, delete-orphan")

    @property
    def is_verified(self) -> bool:
        """Whether an officer has verified the organisation, and the day until which that holds is not over."""
        is_over = self.verified_until is not None and self.verified_until < clock.today_in_london()
        return self.verified_at is not None and not is_over


class Membership(Base):
    """That a person speaks for an organisation."""

    __tablename__ = "membership"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(String(100), default="")

    organisation: Mapped[Organisation] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(back_populates="memberships")


class SignInSession(Base):
    """One browser in which a person is signed in; the row dies at sign-out, and the cookie with it."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    has_code: Mapped[bool] = mapped_column(default=False)
    """Whether a code was given beside the password: without it the session of somebody with two steps opens nothing."""


class SecondFactor(Base):
    """The key that a person's authenticator app shares with us; it counts once a code has confirmed it."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    key_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    begun_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    """The time step of the last code that was taken: no code is taken twice."""


class RecoveryCode(Base):
    """One of the codes a person wrote down for the day without their phone; the row goes when it is used."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class AccessToken(Base):
    """That a program may read in place of a person for a while; the token itself is shown once and never kept."""

    __tablename__ = "access_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200), info={UNPUBLISHED: "read by its owner and administrators"})
    allows: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_on: Mapped[date | None]


class SignInAttempt(Base):
    """A failed sign-in, counted by account and by network address, both as keyed digests."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "subject_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Invitation(Base):
    """A single-use, expiring link: to join with a role or for a group, to a new password, or to confirm an address."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role | None] = mapped_column(text_enum(Role, 40))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
