"""Everybody reads that there is a case, how its views were weighed, and what withholds the rest."""

from datetime import timedelta

from consult.kernel import clock
from consult.steps.services import Withheld
from plugins.authorisation import cases
from plugins.authorisation.lifecycle import State
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk
from tests.support.web import FormClient


def test_the_list_has_every_case_and_names_what_is_withheld(desk: Desk, client: FormClient) -> None:
    shown = desk.opened()
    until = clock.now() + timedelta(days=1)
    hidden = cases.open_case(
        desk.session, desk.applicant, "Secret name", withheld=Withheld(until=until, exemption="s31")
    )
    page = client.get("/authorisation/").text
    assert shown.number in page
    assert hidden.number in page
    assert "Secret name" not in page
    assert "section 31" in page
    assert "It never authorises anything." in page
    assert "Secret name" not in client.get(f"/authorisation/cases/{hidden.number}").text


def test_a_case_shows_how_each_view_was_weighed(desk: Desk, client: FormClient) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    address = f"/authorisation/cases/{case.number}"
    assert "Not considered as it stands now" in client.get(address).text
    desk.consider_all(case)
    page = client.get(address).text
    assert evidence.reference in page
    assert "The hours are shorter now." in page
    assert "It changed the plan" in page
    assert "About intelligence." not in page
    assert "About aim." in page
    assert "with the authorising officer (Superintendent, North East)" in page
    assert client.get("/authorisation/cases/A-1999-001").status_code == 404
