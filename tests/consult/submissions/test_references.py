"""A submission is found by its reference by the desk, and by those whom its plugin lets know of it."""

from sqlalchemy.orm import Session

from consult.citations.queries import links, reference_to
from consult.kernel.authz import ANONYMOUS, Role
from plugins.impact.procedure import Status
from tests.consult.decisions.conftest import make_case
from tests.factories import make_actor
from tests.plugins.impact.conftest import make_case as make_impact_case


def test_a_response_is_known_to_the_desk_alone(session: Session) -> None:
    case = make_case(session)
    reference = reference_to(case.response())
    assert list(links(session, case.officer, [reference])) == [reference]
    assert links(session, ANONYMOUS, [reference]) == {}


def test_evidence_is_known_to_its_group_and_once_published_to_everybody(session: Session) -> None:
    case = make_impact_case(session)
    sent = reference_to(case.sent().submission)
    accepted = reference_to(case.brought_to(Status.ACCEPTED).submission)
    assert set(links(session, case.member, [sent, accepted])) == {sent, accepted}
    assert set(links(session, ANONYMOUS, [sent, accepted])) == {accepted}
    assert links(session, make_actor(session, Role.GROUP_MEMBER), [sent]) == {}
