"""Who is in office, as which person, and from which day to which."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Person
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import Base, text_enum


class OfficeRole(StrEnum):
    """What somebody is in office: a member of the council, a role the council fills, or a police officer."""

    MEMBER = "member"
    MAYOR = "mayor"
    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    LEADER = "leader"
    CABINET_MEMBER = "cabinet_member"
    PROPER_OFFICER = "proper_officer"
    POLICE = "police"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    OfficeRole.MEMBER: _l("Member of the council"),
    OfficeRole.MAYOR: _l("Mayor"),
    OfficeRole.CHAIR: _l("Chair of the council"),
    OfficeRole.DEPUTY_CHAIR: _l("Deputy chair of the council"),
    OfficeRole.LEADER: _l("Leader of the council"),
    OfficeRole.CABINET_MEMBER: _l("Cabinet member"),
    OfficeRole.PROPER_OFFICER: _l("Proper officer"),
    OfficeRole.POLICE: _l("Police officer"),
}
HELD_BY_ONE = frozenset(
    {OfficeRole.MAYOR, OfficeRole.CHAIR, OfficeRole.DEPUTY_CHAIR, OfficeRole.LEADER, OfficeRole.PROPER_OFFICER}
)
"""Roles that one person holds at a time."""


class Rank(StrEnum):
    """The ranks of the police, from the lowest to the highest."""

    CONSTABLE = "constable"
    SERGEANT = "sergeant"
    INSPECTOR = "inspector"
    CHIEF_INSPECTOR = "chief_inspector"
    SUPERINTENDENT = "superintendent"
    CHIEF_SUPERINTENDENT = "chief_superintendent"
    COMMANDER = "commander"
    DEPUTY_ASSISTANT_COMMISSIONER = "deputy_assistant_commissioner"
    ASSISTANT_COMMISSIONER = "assistant_commissioner"
    DEPUTY_COMMISSIONER = "deputy_commissioner"
    COMMISSIONER = "commissioner"

    @property
    def label(self) -> str:
        """The rank as people say it."""
        return _RANK_LABELS[self]


_RANK_LABELS = {
    Rank.CONSTABLE: _l("Constable"),
    Rank.SERGEANT: _l("Sergeant"),
    Rank.INSPECTOR: _l("Inspector"),
    Rank.CHIEF_INSPECTOR: _l("Chief inspector"),
    Rank.SUPERINTENDENT: _l("Superintendent"),
    Rank.CHIEF_SUPERINTENDENT: _l("Chief superintendent"),
    Rank.COMMANDER: _l("Commander"),
    Rank.DEPUTY_ASSISTANT_COMMISSIONER: _l("Deputy assistant commissioner"),
    Rank.ASSISTANT_COMMISSIONER: _l("Assistant commissioner"),
    Rank.DEPUTY_COMMISSIONER: _l("Deputy commissioner"),
    Rank.COMMISSIONER: _l("Commissioner"),
}


ROLE_LIST = ", ".join(f"'{role}'" for role in OfficeRole)
RANK_LIST = ", ".join(f"'{rank}'" for rank in Rank)


class OfficeHolder(Base):
    """A person in office, known by a short name; an account may belong to them, and says nothing of their name."""

    __tablename__ = "office_holder"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    person: Mapped[Person | None] = relationship()


class OfficeTerm(Base):
    """That somebody held a seat or a role from one day to another, both counted, under the name the council writes.

    `to_on` is empty while the term runs. A member has a ward and a seat, a police officer a rank; `remit` is what a
    cabinet member or a post is for.
    """

    __tablename__ = "office_term"
    __table_args__ = (
        CheckConstraint(f"role IN ({ROLE_LIST})", name="known_role"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_it_began"),
        CheckConstraint("(role = 'member') = (ward != '' AND seat != '')", name="members_have_seats"),
        CheckConstraint("(role = 'police') = (rank IS NOT NULL)", name="police_have_ranks"),
        CheckConstraint(f"rank IN ({RANK_LIST})", name="known_rank"),
        Index(None, "role", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("office_holder.id"), index=True)
    role: Mapped[OfficeRole] = mapped_column(text_enum(OfficeRole, 20))
    name: Mapped[str] = mapped_column(String(200))
    ward: Mapped[str] = mapped_column(String(100), default="")
    seat: Mapped[str] = mapped_column(String(20), default="")
    group_name: Mapped[str] = mapped_column(String(100), default="")
    remit: Mapped[str] = mapped_column(String(200), default="")
    rank: Mapped[Rank | None] = mapped_column(text_enum(Rank, 30))
    command: Mapped[str] = mapped_column(String(200), default="")
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads this name from the class)

    holder: Mapped[OfficeHolder] = relationship()

    @property
    def post(self) -> str:
        """What the term is, in words: role, seat, remit, rank and command."""
        role = OfficeRole(self.role)
        if role is OfficeRole.MEMBER:
            return _("%(label)s for %(ward)s, seat %(seat)s", label=role.label, ward=self.ward, seat=self.seat)
        if role is OfficeRole.POLICE:
            return ", ".join(part for part in (self.rank and Rank(self.rank).label, self.remit, self.command) if part)
        return f"{role.label}: {self.remit}" if self.remit else role.label

    def holds_on(self, day: date) -> bool:
        """Whether the term runs on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)
