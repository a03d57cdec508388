"""Whoever cited reads so when they ask, and a colleague reads nothing of it."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.kernel.authz import Role
from consult.privacy.services import collect, find_subject
from tests.consult.decisions.conftest import make_case
from tests.factories import make_actor


def test_a_citation_is_handed_over_to_whoever_made_it(session: Session) -> None:
    case = make_case(session)
    cite(session, case.officer, reference_to(case.issue()), [reference_to(case.response())])
    colleague = session.get_one(Person, make_actor(session, Role.OFFICER).person_id)
    held = [collect(session, find_subject(session, person.email)) for person in (case.officer_person, colleague)]
    assert [len(item.get("citation.cited_by_id", [])) for item in held] == [1, 0]
