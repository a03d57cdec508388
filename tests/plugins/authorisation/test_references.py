"""Everybody may know of a case by its number; what it is called waits until it is public."""

from datetime import timedelta

from consult.citations.queries import links, read_references, reference_to
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.steps.services import Withheld
from plugins.authorisation import cases
from plugins.authorisation.condition_models import Status
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note


def test_a_case_is_cited_by_its_number_and_named_once_it_is_public(desk: Desk) -> None:
    until = clock.now() + timedelta(days=1)
    case = cases.open_case(desk.session, desk.applicant, "Hidden", withheld=Withheld(until=until, exemption="s31"))
    reference = reference_to(case)
    assert read_references(desk.session, ANONYMOUS, case.number.lower()) == [reference]
    assert links(desk.session, ANONYMOUS, [reference])[reference].title == f"Case {case.number}"
    with clock.set_clock(until):
        assert links(desk.session, ANONYMOUS, [reference])[reference].title == f"Case {case.number}: Hidden"


def test_conditions_are_cited_and_followed_by_their_number(desk: Desk) -> None:
    found = make_list(desk.session)
    finding = note(desk.session, make_condition(desk.session, found), Status.MET)
    assert read_references(desk.session, ANONYMOUS, "s-2023-001") == [reference_to(found)]
    named = links(desk.session, ANONYMOUS, [reference_to(found), reference_to(finding)])
    assert [link.title for link in named.values()] == [
        "Conditions S-2023-001: Safeguards first",
        "What was found of condition S-2023-001.1",
    ]


def test_who_follows_conditions_is_written_to_when_one_is_answered(desk: Desk) -> None:
    condition = make_condition(desk.session, make_list(desk.session))
    following(desk.session, reference_to(condition.asked), "reader@example.org")
    note(desk.session, condition, Status.MET)
    run_jobs(desk.session)
    (*_confirmed, (_to, subject, body)) = [mail for mail in mails(desk.session) if "Conditions S-2023-001" in mail[1]]
    assert subject == "Conditions S-2023-001: something changed"
    assert "/authorisation/conditions/S-2023-001" in body
