"""Everybody may know of a case by its number; what it is called waits until it is public."""

from datetime import timedelta

from consult.citations.queries import links, read_references, reference_to
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.steps.services import Withheld
from plugins.authorisation import cases
from tests.plugins.authorisation.conftest import Desk


def test_a_case_is_cited_by_its_number_and_named_once_it_is_public(desk: Desk) -> None:
    until = clock.now() + timedelta(days=1)
    case = cases.open_case(desk.session, desk.applicant, "Hidden", withheld=Withheld(until=until, exemption="s31"))
    reference = reference_to(case)
    assert read_references(desk.session, ANONYMOUS, case.number.lower()) == [reference]
    assert links(desk.session, ANONYMOUS, [reference])[reference].title == f"Case {case.number}"
    with clock.set_clock(until):
        assert links(desk.session, ANONYMOUS, [reference])[reference].title == f"Case {case.number}: Hidden"
