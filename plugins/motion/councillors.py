"""Finding the members of the council, now and before, and the motions and amendments that each brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor
from consult.sdk.database import clock
from consult.sdk.errors import NotFound
from consult.sdk.office import OfficeHolder, OfficeRole, OfficeTerm, find_holder, terms_of
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion


@dataclass(frozen=True)
class Councillor:
    """Somebody who sits or sat on the council, with each term, the first one first."""

    holder: OfficeHolder
    terms: Sequence[OfficeTerm]

    @property
    def last(self) -> OfficeTerm:
        """The newest term."""
        return self.terms[-1]

    def term_on(self, day: date | None) -> OfficeTerm | None:
        """Return the term that runs on a day."""
        return next((term for term in self.terms if day is not None and term.holds_on(day)), None)

    def is_in_office(self, today: date) -> bool:
        """Whether the person sits on the council."""
        return self.term_on(today) is not None

    def is_called(self, person_id: int | None, name: str, ward: str, day: date | None) -> bool:
        """Whether a motion names this person: by the account, else by name and ward of a term that ran on the day."""
        if person_id is not None and self.holder.person_id is not None:
            return person_id == self.holder.person_id
        term = self.term_on(day)
        return term is not None and name == term.name and ward in {term.ward, ""}


@dataclass(frozen=True)
class Brought:
    """What a councillor proposed and seconded, as everybody may know it, the newest first."""

    proposed: Sequence[Motion]
    seconded: Sequence[Motion]
    amendments_proposed: Sequence[Amendment]
    amendments_seconded: Sequence[Amendment]


def all_councillors(session: Session) -> list[Councillor]:
    """Return everybody who sits or sat on the council, by name."""
    query = select(OfficeTerm).where(OfficeTerm.role == OfficeRole.MEMBER).options(joinedload(OfficeTerm.holder))
    found: dict[int, list[OfficeTerm]] = {}
    for term in session.scalars(query.order_by(OfficeTerm.from_on, OfficeTerm.id)):
        found.setdefault(term.holder_id, []).append(term)
    councillors = [Councillor(terms[0].holder, terms) for terms in found.values()]
    return sorted(councillors, key=lambda councillor: (councillor.last.name, councillor.holder.id))


def find_councillor(session: Session, holder_id: int, actor: Actor) -> Councillor:
    """Return somebody who sits or sat on the council; raises `NotFound`."""
    holder = find_holder(session, holder_id)
    members = [term for term in session.scalars(terms_of(holder.id)) if term.role == OfficeRole.MEMBER]
    if not members:
        raise NotFound
    return Councillor(holder, members)


def holders_of_terms(session: Session, term_ids: Sequence[int]) -> dict[int, int]:
    """Return by term who held it."""
    query = select(OfficeTerm.id, OfficeTerm.holder_id).where(OfficeTerm.id.in_(term_ids))
    return {row.id: row.holder_id for row in session.execute(query)}


def brought_by(session: Session, councillor: Councillor) -> Brought:
    """Return what a councillor proposed and seconded; of a motion that is drafted anew, who did when it was public."""
    names = {term.name for term in councillor.terms}
    person = councillor.holder.person_id
    mine = (Motion.proposer_id == person, Motion.seconder_id == person) if person is not None else ()
    named = (Motion.proposer_name.in_(names), Motion.seconder_name.in_(names), Motion.state == State.DRAFT)
    query = select(Motion).where(Motion.public_at.is_not(None), or_(*mine, *named))
    motions = session.scalars(query.options(selectinload(Motion.texts)).order_by(Motion.number.desc())).all()
    amendments = _amendments(session, councillor, names)
    return Brought(
        proposed=[motion for motion in motions if _proposed(councillor, motion)],
        seconded=[motion for motion in motions if _seconded(councillor, motion)],
        amendments_proposed=[
            one
            for one in amendments
            if councillor.is_called(one.proposer_id, one.proposer_name, "", one.motion.meeting_on)
        ],
        amendments_seconded=[
            one
            for one in amendments
            if councillor.is_called(one.seconder_id, one.seconder_name, "", one.motion.meeting_on)
        ],
    )


def _amendments(session: Session, councillor: Councillor, names: set[str]) -> Sequence[Amendment]:
    person = councillor.holder.person_id
    mine = (Amendment.proposer_id == person, Amendment.seconder_id == person) if person is not None else ()
    named = (Amendment.proposer_name.in_(names), Amendment.seconder_name.in_(names))
    query = select(Amendment).join(Amendment.motion).where(Motion.public_at.is_not(None), or_(*mine, *named))
    whole = joinedload(Amendment.motion).selectinload(Motion.texts)
    return session.scalars(query.options(whole).order_by(Amendment.id.desc())).all()


def _proposed(councillor: Councillor, motion: Motion) -> bool:
    account = None if motion.status is State.DRAFT else motion.proposer_id
    ward = "" if motion.status is State.DRAFT else motion.proposer_ward
    return councillor.is_called(account, motion.public_proposer, ward, _day_of(motion))


def _seconded(councillor: Councillor, motion: Motion) -> bool:
    account = None if motion.status is State.DRAFT else motion.seconder_id
    ward = "" if motion.status is State.DRAFT else motion.seconder_ward
    return councillor.is_called(account, motion.public_seconder, ward, _day_of(motion))


def _day_of(motion: Motion) -> date | None:
    """Return the day on which the names of a motion held: that of its submission, else that of its meeting."""
    if motion.submitted_at is not None:
        return clock.london(motion.submitted_at).date()
    return motion.meeting_on
