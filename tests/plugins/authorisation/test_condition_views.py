"""Everybody reads what was asked for, what was found of it, and beside a case what was decided."""

from consult.citations.queries import reference_to
from consult.kernel.authz import SYSTEM
from plugins.authorisation.condition_models import Status
from plugins.authorisation.lifecycle import State
from plugins.impact.procedure import Status as Screening
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.council import enter_past_motion
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note
from tests.support.web import FormClient


def test_a_list_shows_each_condition_with_all_that_was_found(desk: Desk, client: FormClient) -> None:
    found = make_list(desk.session, asks_suspension=True)
    condition = make_condition(desk.session, found)
    address = f"/authorisation/conditions/{found.number}"
    assert "Nothing found yet" in client.get(address).text
    note(desk.session, condition, Status.REFUSED, reason="They answered no.", evidence="A letter.")
    note(desk.session, condition, Status.MET, reason="They changed their mind.")
    page = client.get(address).text
    for words in ("They answered no.", "A letter.", "They changed their mind.", "the council cannot stop the police"):
        assert words in page
    assert "It never authorises anything." in page
    assert "Note whether" not in page
    assert found.number in client.get("/authorisation/conditions/").text
    assert client.get("/authorisation/conditions/S-1999-001").status_code == 404


def test_the_conditions_of_its_place_stand_beside_the_decision(desk: Desk, client: FormClient) -> None:
    desk.evidence.brought_to(Screening.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    whole, elsewhere = make_list(desk.session), make_list(desk.session, title="For Beckton", ward="Beckton")
    own = make_list(desk.session, title="For this case", case=case)
    note(desk.session, make_condition(desk.session, whole), Status.NOT_MET)
    address = f"/authorisation/cases/{case.number}"
    page = client.get(address).text
    assert "No decision is recorded yet." in page
    assert (whole.title in page, own.title in page, elsewhere.title in page) == (True, True, False)
    case.ward = "Beckton"
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent, conditions="Signs at each entrance.")
    page = client.get(address).text
    assert elsewhere.title in page
    assert "No decision is recorded yet." not in page
    assert page.index("Not met") < page.index("Signs at each entrance.")


def test_the_answers_are_those_of_the_motion_and_go_with_it_while_the_conditions_stay(
    desk: Desk, client: FormClient
) -> None:
    motion = enter_past_motion(desk.session, SYSTEM, FACIAL_RECOGNITION)
    assert motion.resolution is not None
    case = desk.opened()
    found = make_list(desk.session, cited=reference_to(motion.resolution))
    note(desk.session, make_condition(desk.session, found), Status.PARTLY)
    address, of_case = f"/authorisation/conditions/{found.number}", f"/authorisation/cases/{case.number}"
    title = f"Resolution {motion.resolution.number}"
    for page in (client.get(address).text, client.get(of_case).text, client.get(f"/motions/{motion.number}").text):
        assert page.count("(as reported: Computer Weekly, January 2023)") == 3
        assert "City Hall goes on watching that use." in page
    assert f">{title}</a>" in client.get(address).text
    motion.public_at = None
    desk.session.flush()
    page = client.get(address).text
    assert f"{title} (taken down, or not public)" in page
    assert "Partly met" in page
    assert "as reported" not in page
    assert "Partly met" in client.get(of_case).text
