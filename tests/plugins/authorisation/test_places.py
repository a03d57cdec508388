"""A deployment shows the conditions of its case, its ward and the whole area, and a place elsewhere shows none."""

from sqlalchemy import select

from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.kernel.authz import SYSTEM
from plugins.authorisation.condition_models import Status
from plugins.register.models import Deployment
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note
from tests.plugins.register.conftest import OXFORD, TWELVE, taken
from tests.support.web import FormClient


def test_a_deployment_shows_what_was_asked_for_its_ward_and_its_case(desk: Desk, client: FormClient) -> None:
    case = desk.opened()
    taken(desk.session, OXFORD, head=TWELVE)
    row = desk.session.scalars(select(Deployment)).one()
    address = f"/register/deployments/{row.number}"
    whole, ward = make_list(desk.session, title="For all"), make_list(desk.session, title="In Beckton", ward="Beckton")
    own = make_list(desk.session, title="For the case", case=case)
    note(desk.session, make_condition(desk.session, whole), Status.NOT_MET)
    assert "Conditions that were asked for" not in client.get(address).text
    row.ward = "Beckton"
    desk.session.flush()
    page = client.get(address).text
    assert [found.title in page for found in (whole, ward, own)] == [True, True, False]
    assert "Not met" in page
    row.ward = ""
    cite(desk.session, SYSTEM, reference_to(row), [reference_to(case)])
    desk.session.flush()
    page = client.get(address).text
    assert [found.title in page for found in (whole, ward, own)] == [True, False, True]
