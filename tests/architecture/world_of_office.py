"""The part of the world in which people are in office."""

from datetime import date
from typing import TYPE_CHECKING

from consult.office.facts import TermFacts
from consult.office.models import OfficeRole
from consult.office.services import add_term, link_account
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World

BEGINS = date(2026, 5, 11)


def fill_office(world: "World") -> None:
    """Seat the councillors, and give one of them a role."""
    session, officer = world.session, world.actor("officer")
    for number, part in enumerate(("councillor_own", "councillor_other", "somebody"), 1):
        facts = TermFacts(
            role=OfficeRole.MEMBER,
            name=f"Councillor {number} {XSS}",
            ward=f"Abbey {XSS}",
            seat=str(number),
            group_name=f"Group {XSS}",
            from_on=BEGINS,
        )
        term = add_term(session, officer, facts)
        link_account(session, officer, term.holder, world.people[part].id, version=term.holder.version)
        world.places.update(term=term.id, holder=term.holder_id)
    remit = f"Streets {XSS}"
    facts = TermFacts(role=OfficeRole.CABINET_MEMBER, name=f"Councillor {XSS}", remit=remit, from_on=BEGINS)
    world.places["role_term"] = add_term(session, officer, facts, holder=term.holder).id
