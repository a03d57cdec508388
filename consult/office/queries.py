"""Who was in office on a day."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from consult.kernel.errors import NotFound
from consult.kernel.text import folded
from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm


def terms_on(day: date) -> Select[OfficeTerm]:
    """Select the terms that run on a day, those of the council by ward and seat."""
    runs = (OfficeTerm.from_on <= day, or_(OfficeTerm.to_on.is_(None), OfficeTerm.to_on >= day))
    return _terms().where(*runs).order_by(OfficeTerm.ward, OfficeTerm.seat, OfficeTerm.name, OfficeTerm.id)


def members_on(session: Session, day: date) -> Sequence[OfficeTerm]:
    """Return the members who sat on the council on a day, by ward and seat: the roll of that day."""
    return session.scalars(terms_on(day).where(OfficeTerm.role == OfficeRole.MEMBER)).all()


def vacant_seats_on(session: Session, day: date) -> Sequence[OfficeTerm]:
    """Return the seats of the council that nobody held on a day, each as its last term, by ward and seat.

    A seat is vacant once its term ended while others who sat then still sit: with an election, when all terms end,
    seats that nobody takes are no seats of the new council.
    """
    respondent = members_on(session, day)
    held = {_seat(term) for term in respondent}
    ended = _terms().where(OfficeTerm.role == OfficeRole.MEMBER, OfficeTerm.to_on < day)
    last = {_seat(term): term for term in session.scalars(ended.order_by(OfficeTerm.to_on, OfficeTerm.id))}
    return [
        term
        for seat, term in sorted(last.items())
        if seat not in held and any(term.to_on is not None and other.from_on <= term.to_on for other in respondent)
    ]


def _seat(term: OfficeTerm) -> tuple[str, str]:
    return folded(term.ward), folded(term.seat)


def holder_of(session: Session, role: OfficeRole, day: date, remit: str = "") -> OfficeTerm | None:
    """Return who held a role on a day, or `None`; of a role with several holders, say which by its remit."""
    held = terms_on(day).where(OfficeTerm.role == role)
    return session.scalars(held.where(OfficeTerm.remit == remit) if remit else held).first()


def member_of_account(session: Session, person_id: int, day: date) -> OfficeTerm | None:
    """Return the seat that the owner of an account had on a day, or `None`."""
    return term_of_account(session, person_id, OfficeRole.MEMBER, day)


def term_of_account(session: Session, person_id: int, role: OfficeRole, day: date) -> OfficeTerm | None:
    """Return the term in which the owner of an account held a role on a day, or `None`."""
    own = terms_on(day).join(OfficeTerm.holder).where(OfficeHolder.person_id == person_id)
    return session.scalars(own.where(OfficeTerm.role == role)).first()


def all_terms() -> Select[OfficeTerm]:
    """Select every term: by person, in the order in which they began."""
    in_order = (OfficeHolder.key, OfficeTerm.from_on, OfficeTerm.role, OfficeTerm.ward, OfficeTerm.remit)
    return _terms().join(OfficeTerm.holder).order_by(*in_order, OfficeTerm.command, OfficeTerm.id)


def terms_of(holder_id: int) -> Select[OfficeTerm]:
    """Select the terms of one person, the first one first."""
    return _terms().where(OfficeTerm.holder_id == holder_id).order_by(OfficeTerm.from_on, OfficeTerm.id)


def find_term(session: Session, term_id: int) -> OfficeTerm:
    """Return a term; raises `NotFound`."""
    found = session.scalar(_terms().where(OfficeTerm.id == term_id))
    if found is None:
        raise NotFound
    return found


def find_holder(session: Session, holder_id: int) -> OfficeHolder:
    """Return a person in office; raises `NotFound`."""
    found = session.get(OfficeHolder, holder_id)
    if found is None:
        raise NotFound
    return found


def holders() -> Select[OfficeHolder]:
    """Select everybody who is or was in office, by short name."""
    return select(OfficeHolder).order_by(OfficeHolder.key)


def _terms() -> Select[OfficeTerm]:
    return select(OfficeTerm).options(joinedload(OfficeTerm.holder))


def names_of_terms(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return terms in words, as the audit log names them."""
    return {term.id: f"{term.name}, {term.post}" for term in session.scalars(_terms().where(OfficeTerm.id.in_(ids)))}


def names_of_holders(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return people in office by their short names."""
    query = select(OfficeHolder.id, OfficeHolder.key).where(OfficeHolder.id.in_(ids))
    return {row.id: row.key for row in session.execute(query)}
