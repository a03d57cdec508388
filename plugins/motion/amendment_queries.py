"""Finding amendments, what each would make of the text as it stands, and in which order they are voted on."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from consult.sdk.access import Actor
from consult.sdk.errors import NotFound
from consult.sdk.texts import clean_line
from plugins.motion.amendment_course import ADOPTED, OPEN, AmendmentState
from plugins.motion.amendments import Amendment, wording_of
from plugins.motion.changes import Wording
from plugins.motion.merging import Collision, Merged, collisions_between, merged
from plugins.motion.models import Motion
from plugins.motion.records import Division


def amendments_of(session: Session, motion: Motion) -> Sequence[Amendment]:
    """Return the amendments of a motion, in the order in which they were proposed."""
    query = select(Amendment).where(Amendment.motion_id == motion.id).options(*_whole()).order_by(Amendment.id)
    return session.scalars(query).all()


def open_amendments(session: Session, motion: Motion) -> Sequence[Amendment]:
    """Return the amendments of a motion that are still to be settled."""
    query = select(Amendment).where(Amendment.motion_id == motion.id, Amendment.state.in_(OPEN))
    return session.scalars(query.order_by(Amendment.id)).all()


def waiting_amendments() -> Select[Amendment]:
    """Select the amendments that wait for somebody."""
    return select(Amendment).where(Amendment.state.in_(OPEN)).options(*_whole()).order_by(Amendment.id)


def find_amendment(session: Session, number: str, actor: Actor) -> Amendment:
    """Return the amendment with this number; raises `NotFound` where the actor may not read its motion."""
    found = session.scalar(select(Amendment).where(Amendment.number == clean_line(number)).options(*_whole()))
    if found is None or not actor.can("motion.read", found.motion):
        raise NotFound
    return found


def order_of_voting(amendments: Sequence[Amendment]) -> list[Amendment]:
    """Return the amendments in the order of their turns: as the clerk set them, else as they come in the text.

    An amendment to an amendment comes before the one that it amends.
    """

    def turn(amendment: Amendment) -> tuple[tuple[int, int, int], int]:
        above = amendment.parent or amendment
        return _turn(above), amendment.id if amendment.parent is not None else 1 << 60

    return sorted(amendments, key=turn)


def _turn(amendment: Amendment) -> tuple[int, int, int]:
    keys = [*amendment.base.keys]
    places = [keys.index(act.key) for act in amendment.acts if act.key in keys]
    place = amendment.place if amendment.place is not None else 1 << 20
    return place, min(places, default=len(keys)), amendment.id


def asked_now(session: Session, amendment: Amendment) -> Wording:
    """Return what an amendment asks for, with the amendments to it that were carried, in the order of their votes."""
    below = (
        select(Amendment, Division)
        .join(Amendment.division)
        .where(Amendment.parent_id == amendment.id, Amendment.state.in_(ADOPTED))
        .order_by(Division.number)
    )
    asked = amendment.asked
    for child, vote in session.execute(below):
        asked = merged(amendment.asked, asked, child.asked, _settled(child, vote.text_id)).text
    return asked


def brought_in(session: Session, amendment: Amendment) -> Merged:
    """Return what an amendment would make of the text as it stands, and where the two collide."""
    newest = amendment.motion.frozen or amendment.text
    settled = _settled(amendment, newest.id)
    if amendment.parent is not None:
        return merged(amendment.base, asked_now(session, amendment.parent), amendment.asked, settled)
    return merged(wording_of(amendment.text), wording_of(newest), asked_now(session, amendment), settled)


def _settled(amendment: Amendment, against_id: int | None) -> dict[str, str | None]:
    return {one.key: one.text for one in amendment.wordings if one.against_id == against_id}


def clashes(amendments: Sequence[Amendment]) -> Iterator[tuple[Amendment, Amendment, Sequence[Collision]]]:
    """Yield each two amendments that wait for a vote and cannot both be carried as they are, and where they collide."""
    waiting = [one for one in amendments if one.is_open and one.status is not AmendmentState.PROPOSED]
    for first, second in combinations(waiting, 2):
        if (first.text_id, first.parent_id) == (second.text_id, second.parent_id):
            found = collisions_between(first.base, first.asked, second.asked)
            if found:
                yield first, second, found


def _whole() -> tuple[ExecutableOption, ...]:
    # Not a constant: the tables that a motion points to are all there only once the plugin was imported.
    return (
        joinedload(Amendment.motion).selectinload(Motion.texts),
        joinedload(Amendment.text),
        selectinload(Amendment.consents),
        selectinload(Amendment.wordings),
    )
