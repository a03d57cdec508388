"""Whoever listed, cited, answered, wrote and published reads so when they ask; the decision stays without them."""

import pytest

from consult.accounts.models import Person
from consult.citations.models import Citation
from consult.consultations.models import State
from consult.decisions import issues
from consult.decisions.models import Decision, Issue
from consult.kernel.authz import Role
from consult.privacy.services import collect, erase, find_subject
from tests.consult.decisions.conftest import Case
from tests.factories import make_actor
from tests.support.web import FormClient


@pytest.fixture
def decided(case: Case) -> Case:
    """A case in which one officer did everything."""
    case.officer_person.name = "Olive Officer"
    issue, response = case.answered(), case.response()
    issues.cite(case.session, issue, response, case.officer)
    case.write()
    case.publish()
    return case


def test_what_was_done_in_office_is_handed_over_whole(decided: Case) -> None:
    session = decided.session
    held = collect(session, find_subject(session, decided.officer_person.email))
    issue, decision = session.query(Issue.id).scalar(), session.query(Decision.id).scalar()
    for column in ("issue.created_by_id", "issue.disposed_by_id"):
        assert held[column] == [issue]
    for column in ("decision.created_by_id", "decision.published_by_id"):
        assert held[column] == [decision]
    assert len(held[f"{Citation.__tablename__}.cited_by_id"]) == session.query(Citation).count() == 2


def test_a_colleague_is_handed_nothing_of_it(decided: Case) -> None:
    colleague = make_actor(decided.session, Role.OFFICER)
    email = decided.session.get_one(Person, colleague.person_id).email
    held = collect(decided.session, find_subject(decided.session, email))
    assert not [name for name in held if name.startswith(("issue", "decision", "citation"))]


def test_erasing_the_officer_takes_nothing_from_the_decision(decided: Case, client: FormClient) -> None:
    session = decided.session
    address = f"/consultations/{decided.consultation.slug}/outcome"
    before = client.get(address).text
    subject = find_subject(session, decided.officer_person.email)
    erase(session, make_actor(session, Role.ADMINISTRATOR), subject, "known")
    session.expire_all()
    after = client.get(address).text
    assert "We asked for a check by a person." in after
    assert "Olive Officer" not in before + after
    assert decided.consultation.state == State.DECIDED
