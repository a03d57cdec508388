"""What the levels of community tension are called: the council's own words, each setting of them kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.sdk.access import Actor
from consult.sdk.database import Base, begin_write, database_now
from consult.sdk.errors import Compared, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line
from plugins.impact.assessments.events import LevelsNamed

COUNT = 6


class LevelNames(Base):
    """What the levels were called from one setting to the next."""

    __tablename__ = "impact_level_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[list[str]]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


def newest_names(session: Session) -> LevelNames | None:
    """Return what the levels are called now; nothing where nobody named them."""
    return session.scalars(select(LevelNames).order_by(LevelNames.id.desc()).limit(1)).first()


def level_names(session: Session) -> Mapping[str, str]:
    """Return the levels by number, each with what it is called now."""
    newest = newest_names(session)
    names = newest.names if newest else [""] * COUNT
    return {
        str(number): f"{number}: {name}" if name else _("Level %(number)s", number=number)
        for number, name in enumerate(names, start=1)
    }


def name_levels(session: Session, actor: Actor, names: Sequence[str], seen: int) -> None:
    """Name the levels anew; what was written in an assessment keeps the words of its day."""
    begin_write(session)
    newest, cleaned = newest_names(session), [clean_line(name) for name in names]
    if newest is not None:
        labels = [_("Level %(number)s", number=number) for number in range(1, COUNT + 1)]
        both = zip(labels, newest.names, cleaned, strict=True)
        require_version(newest.id, seen, *(Compared(label, saved, sent) for label, saved, sent in both))
    session.add(LevelNames(names=cleaned, set_at=database_now(session), set_by_id=actor.person_id))
    session.flush()
    record(session, LevelsNamed(), by=actor)
