"""Whoever it is the turn of is written to, with the address; nobody is told of what they did themselves."""

from collections.abc import Callable

from consult.kernel import clock
from consult.mail.services import Letter
from plugins.authorisation.jobs import settle_case
from plugins.authorisation.lifecycle import State
from tests.plugins.authorisation.conftest import Desk

Outbox = Callable[..., list[Letter]]


def _to(desk: Desk, outbox: Outbox) -> dict[str, list[str]]:
    people = {
        "applicant": desk.applicant_person,
        "superintendent": desk.superintendent_person,
        "inspector": desk.inspector_person,
    }
    return {name: [letter.subject for letter in outbox(person.email)] for name, person in people.items()}


def test_those_who_may_decide_are_written_to_and_the_applicant_when_it_is_returned(desk: Desk, outbox: Outbox) -> None:
    case = desk.brought_to(State.REVIEW)
    waits = f"Case {case.number} waits for a decision"
    assert _to(desk, outbox) == {"applicant": [], "superintendent": [waits], "inspector": [waits]}
    letter = outbox(desk.superintendent_person.email)[0]
    assert f"http://localhost/staff/authorisation/cases/{case.id}" in letter.body
    assert case.operation not in letter.subject + letter.body
    desk.move(case, State.RETURNED, desk.superintendent)
    assert _to(desk, outbox)["applicant"] == [f"Case {case.number} was returned to you"]
    assert _to(desk, outbox)["superintendent"] == [waits]


def test_an_urgent_authority_asks_others_at_once_to_ratify_it_and_its_end_is_told(desk: Desk, outbox: Outbox) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    (subject,) = _to(desk, outbox)["superintendent"]
    assert subject.startswith(f"Case {case.number}: ratify the urgent authority in writing by ")
    assert _to(desk, outbox)["inspector"] == []
    assert case.ratify_by is not None
    with clock.set_clock(case.ratify_by):
        assert settle_case(desk.session, case, clock.now())
    assert _to(desk, outbox)["applicant"] == [f"Case {case.number} was cancelled"]
