"""Keeping the list: coming into office, leaving it, corrections, and which account belongs to whom."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.queries import names_of_people
from consult.audit.services import record
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import begin_write, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import slug_from
from consult.office import events
from consult.office.facts import LABELS, TermFacts, facts_of, hold_list, period, require_free, require_whole
from consult.office.models import OfficeHolder, OfficeTerm
from consult.office.records import TERM
from consult.records.corrections import correct_row


def add_term(session: Session, actor: Actor, facts: TermFacts, *, holder: OfficeHolder | None = None) -> OfficeTerm:
    """Enter a term of somebody known, or of a new person in office; entering it a second time changes nothing.

    Raises `Invalid` when it is not whole, or does not fit beside the other terms.
    """
    hold_list(session)
    facts = facts.cleaned()
    require_whole(facts)
    same = _same_term(session, facts, holder)
    if same is not None:
        return same
    require_free(session, holder.id if holder else 0, facts)
    term = put_in_office(session, facts, holder or new_holder(session, free_key(session, facts.name)))
    record(session, events.TermAdded(term_id=term.id), by=actor)
    return term


def edit_term(
    session: Session, actor: Actor, term: OfficeTerm, facts: TermFacts, *, reason: str, version: int
) -> OfficeTerm:
    """Correct what a term says; each value that changes is kept as a correction with what it said before.

    Raises `ChangedMeanwhile` when somebody else saved other things since `version`, and `Invalid` as `add_term` does.
    """
    hold_list(session)
    lock_row(session, term)
    facts, now = facts.cleaned(), facts_of(term)
    compared = (Compared(LABELS[name], value, facts.plain()[name]) for name, value in now.plain().items())
    require_version(term.version, version, *compared)
    if facts.role != now.role:
        raise Invalid(fields={"role": _("A term keeps its role. End this one and add another")})
    require_whole(facts)
    said = {
        name: value.isoformat() if isinstance(value, date) else str(value or "")
        for name, value in facts.plain().items()
        if value != now.plain()[name]
    }
    correct_row(session, actor, TERM, term, said, reason=reason)
    return term


def end_term(session: Session, actor: Actor, term: OfficeTerm, last_day: date) -> None:
    """Give a running term its last day, which counts; the same day a second time changes nothing.

    Raises `Invalid` for a day before the term began, and `Conflict` for a term that has another last day.
    """
    lock_row(session, term)
    if term.to_on == last_day:
        return
    if term.to_on is not None:
        raise Conflict(
            _(
                "This term has a last day already: it runs %(period)s. Correct the term if that is wrong.",
                period=period(term),
            )
        )
    if last_day < term.from_on:
        raise Invalid(fields={"last_day": _("The last day must be the first day or later")})
    term.to_on = last_day
    session.flush()
    record(session, events.TermEnded(term_id=term.id, last_day=last_day.isoformat()), by=actor)


def link_account(session: Session, actor: Actor, holder: OfficeHolder, person_id: int | None, *, version: int) -> None:
    """Say which account belongs to somebody in office; no name on the list follows from it.

    Raises `Invalid` when the account belongs to somebody else or is not there, and `ChangedMeanwhile` when somebody
    else linked another account since `version`.
    """
    begin_write(session)
    lock_row(session, holder)
    names = names_of_people(session, [number for number in (holder.person_id, person_id) if number])
    saved, sent = names.get(holder.person_id or 0, ""), names.get(person_id or 0, "")
    require_version(holder.version, version, Compared("Account", saved, sent))
    if holder.person_id == person_id:
        return
    if person_id is not None:
        if session.get(Person, person_id) is None:
            raise Invalid(fields={"person_id": _("Select an account from the list")})
        other = session.scalar(select(OfficeHolder).where(OfficeHolder.person_id == person_id))
        if other is not None:
            taken = _("This account belongs to %(key)s already. Take it off there first", key=other.key)
            raise Invalid(fields={"person_id": taken})
    holder.person_id = person_id
    session.flush()
    record(session, events.AccountLinked(holder_id=holder.id, person_id=person_id), by=actor)


def put_in_office(session: Session, facts: TermFacts, holder: OfficeHolder) -> OfficeTerm:
    """Add a term that was found to fit."""
    term = OfficeTerm(holder=holder, **facts.plain())
    session.add(term)
    session.flush()
    return term


def new_holder(session: Session, key: str) -> OfficeHolder:
    """Add a person in office under a short name that is free."""
    holder = OfficeHolder(key=key)
    session.add(holder)
    session.flush()
    return holder


def free_key(session: Session, name: str) -> str:
    """Return a short name for a new person, made of their name, that nobody has."""
    wanted = slug_from(name)
    taken = set(session.scalars(select(OfficeHolder.key).where(OfficeHolder.key.startswith(wanted, autoescape=True))))
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key


def _same_term(session: Session, facts: TermFacts, holder: OfficeHolder | None) -> OfficeTerm | None:
    query = select(OfficeTerm).filter_by(**facts.plain())
    return session.scalar(query.where(OfficeTerm.holder_id == holder.id) if holder else query)
