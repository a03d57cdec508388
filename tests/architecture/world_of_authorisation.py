"""A case of the police in the world of which every page is asked, one that is withheld, and a view to weigh."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from consult.contract.references import Reference
from consult.kernel import clock
from consult.steps.services import Withheld
from plugins.authorisation import cases, conditions
from plugins.authorisation.condition_models import Status
from plugins.authorisation.models import Source
from plugins.authorisation.sections import SECTIONS
from plugins.authorisation.views_about import views_to_weigh
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World


def fill_cases(world: "World", consultation_id: int) -> None:
    """Open a case that stands on a consultation with evidence, and one of which only the number is public."""
    session, police = world.session, world.actor("authorising_officer")
    case = cases.open_case(session, police, f"Operation {XSS}")
    restricted = frozenset({"authorising_officer", "auditor"})
    cases.write_section(session, police, case, SECTIONS["intelligence"], world.secret("intelligence", restricted), 0)
    cases.write_section(session, police, case, SECTIONS["aim"], f"To find people. {XSS}", 0)
    source = Source(
        summary=world.secret("source-of-intelligence", restricted),
        reliability="1",
        assessment="a",
        from_on=date(2026, 1, 1),
        to_on=date(2026, 1, 2),
    )
    cases.add_source(session, police, case, source)
    cases.rest_on(session, police, case, [Reference("consultation", consultation_id)])
    withheld = Withheld(until=clock.now() + timedelta(days=3), exemption="s31")
    desk = frozenset({"authorising_officer", "officer", "officer_other", "administrator", "auditor"})
    hidden = cases.open_case(session, police, world.secret("operation-withheld", desk), withheld=withheld)
    view = views_to_weigh(session, case)[0].viewpoint.reference
    asked = conditions.Asked(
        title=f"Safeguards {XSS}"[:200],
        asked_by=f"A council {XSS}"[:200],
        asked_on=date(2023, 1, 16),
        source="Minutes",
        asks_suspension=True,
    )
    clerk = world.actor("officer")
    asked_for = conditions.enter_list(session, clerk, asked)
    condition = conditions.add_condition(session, clerk, asked_for, topic="signs", text=f"Signs {XSS}", seen=0)
    found = conditions.Found(status=Status.PARTLY, reason=f"Some {XSS}", found_on=date(2023, 2, 1))
    conditions.note_finding(session, clerk, condition, found, 0)
    world.places.update(
        conditions=asked_for.id,
        conditions_number=asked_for.number,
        condition=condition.id,
        case=case.id,
        case_number=case.number,
        withheld_case=hidden.number,
        foundation=case.foundations[0].id,
        view=f"{view.kind}/{view.id}",
    )
