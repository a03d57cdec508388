"""The people in office of the demonstration: all invented, in wards whose names are those of the public record."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.office.facts import TermFacts
from consult.office.models import OfficeHolder, OfficeRole
from consult.office.services import add_term, link_account

SINCE = date(2022, 5, 9)
FIRST, SECOND = "First group (invented)", "Second group (invented)"
MEMBERS = (
    ("councillor", "Councillor Joan Hill (invented)", "Beckton", FIRST),
    ("second_councillor", "Councillor Ade Stone (invented)", "Boleyn", FIRST),
    ("", "Councillor Mira Vale (invented)", "Canning Town North", FIRST),
    ("", "Councillor Sol Reed (invented)", "East Ham", SECOND),
    ("", "Councillor Kit Wells (invented)", "Plashet", SECOND),
)


def seat_everybody(session: Session, actors: Mapping[str, Actor]) -> None:
    """Put the invented people into office, unless somebody is there already."""
    if session.scalar(select(OfficeHolder.id).limit(1)) is not None:
        return
    officer = actors["officer"]
    terms = [
        _add(
            session,
            officer,
            actors.get(key),
            TermFacts(role="member", name=name, ward=ward, seat="1", group_name=group, from_on=SINCE),
        )
        for key, name, ward, group in MEMBERS
    ]
    chair = TermFacts(role=OfficeRole.CHAIR, name=MEMBERS[2][1], from_on=SINCE)
    add_term(session, officer, chair, holder=terms[2])
    proper = TermFacts(role=OfficeRole.PROPER_OFFICER, name="Rosa Field (invented)", from_on=SINCE)
    _add(session, officer, actors["officer"], proper)
    police = TermFacts(
        role=OfficeRole.POLICE,
        name="Superintendent Lee Moor (invented)",
        rank="superintendent",
        command="Invented command",
        from_on=SINCE,
    )
    _add(session, officer, actors["authorising_officer"], police)


def _add(session: Session, officer: Actor, account: Actor | None, facts: TermFacts) -> OfficeHolder:
    holder = add_term(session, officer, facts).holder
    if account is not None:
        link_account(session, officer, holder, account.person_id, version=holder.version)
    return holder
