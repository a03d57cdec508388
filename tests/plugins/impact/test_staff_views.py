"""An officer handles evidence in the browser."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.accounts.models import Membership, Person
from consult.consultations.models import State
from consult.kernel.authz import Role
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.factories import XSS, make_person
from tests.plugins.impact.conftest import Case
from tests.support.redaction import seen_on
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def _at(evidence: Evidence, action: str = "") -> str:
    return f"/staff/impact/evidence/{evidence.id}" + (f"/{action}" if action else "")


def test_an_officer_brings_evidence_from_screening_to_an_answer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.officer_person)
    evidence = case.sent()
    assert evidence.reference in client.get(f"/staff/impact/{case.activity.id}").text
    assert "I have read this evidence" in client.get(_at(evidence)).text
    steps = [
        ("screen", {}, Status.SCREENED),
        ("query", {"question": "How many?"}, Status.QUERIED),
        ("accept", {"is_cleared": "y"}, Status.ACCEPTED),
        ("weigh", {"weight": "great", "reason": "All agree."}, Status.CONSIDERED),
        ("respond", {"answer": "We moved the cameras."}, Status.RESPONDED),
    ]
    for action, filled, leads_to in steps:
        if action == "respond":
            assert client.post_form(_at(evidence, action), filled).status_code == 409
            case.consultation.state = State.CLOSED
        if action != "screen":
            assert client.get(_at(evidence, action)).status_code == 200
        assert client.post_form(_at(evidence, action), filled).location == _at(evidence), action
        assert evidence.stands_at is leads_to
    assert "We moved the cameras." in client.get(_at(evidence)).text


@pytest.mark.parametrize(("action", "status"), [("query", Status.SCREENED), ("rule-out", Status.SCREENED)])
def test_a_move_without_its_reason_is_not_made(
    case: Case, client: FormClient, sign_in: SignIn, action: str, status: Status
) -> None:
    sign_in(client, case.officer_person)
    evidence = case.brought_to(status)
    assert client.post_form(_at(evidence, action), {}).status_code == 422
    assert evidence.stands_at is status


def test_a_move_that_the_table_forbids_is_refused(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    evidence = case.sent()
    case.consultation.state = State.CLOSED
    answer = client.post_form(_at(evidence, "respond"), {"answer": "We moved the cameras."})
    assert answer.status_code == 409
    assert "“Submitted”" in answer.text
    assert client.get(_at(evidence, "respond")).location == _at(evidence)
    assert client.get(_at(evidence, "dance")).status_code == 404


def test_evidence_out_of_scope_is_looked_at_again(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    evidence = case.brought_to(Status.OUT_OF_SCOPE)
    shown = client.get(_at(evidence)).text
    assert "It is about another borough." in shown
    assert "Look at this evidence again" in shown
    client.post_form(_at(evidence, "reopen"), {"reason": "The place was wrong."})
    assert evidence.stands_at is Status.SCREENED


def test_accepted_evidence_is_published_and_taken_back(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    evidence = case.brought_to(Status.ACCEPTED)
    assert "Stop publishing it" in client.get(_at(evidence)).text
    client.post_form(_at(evidence, "publication"), {"is_cleared": "no"})
    assert not evidence.is_cleared
    client.post_form(_at(evidence, "publication"), {"is_cleared": "yes"})
    assert evidence.is_cleared


def test_an_officer_who_belongs_to_the_group_must_leave_it_to_another(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.sent()
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.officer_person.id))
    case.session.flush()
    case.session.expire(case.officer_person)
    sign_in(client, case.officer_person)
    answer = client.post_form(_at(evidence, "screen"))
    assert answer.status_code == 403
    assert "another officer must handle" in answer.text
    assert "I have read this evidence" not in client.get(_at(evidence)).text


def test_the_list_narrows_to_one_status(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    answered, sent = case.brought_to(Status.RESPONDED), case.sent()
    shown = client.get(f"/staff/impact/{case.activity.id}?status=submitted").text
    assert sent.reference in shown
    assert answered.reference not in shown


def test_an_auditor_reads_but_does_not_act(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(case.session, Role.AUDITOR))
    evidence = case.sent(statement=f"Statement {XSS}")
    shown = client.get(_at(evidence)).text
    assert "I have read this evidence" not in shown
    assert "<img src=x" not in shown
    assert client.post_form(_at(evidence, "screen")).status_code == 403


@pytest.mark.parametrize("roles", [(), (Role.COUNCILLOR,), (Role.GROUP_MEMBER,)])
def test_nobody_else_comes_onto_the_desk(
    case: Case, client: FormClient, sign_in: SignIn, roles: tuple[Role, ...]
) -> None:
    evidence = case.sent()
    sign_in(client, make_person(case.session, *roles))
    assert client.get(f"/staff/impact/{case.activity.id}").status_code == 403
    assert client.get(_at(evidence)).status_code in {403, 404}
    assert case.session.scalars(select(Evidence)).one().stands_at is Status.SUBMITTED


def test_the_authorising_officer_reads_what_was_accepted_and_changes_nothing(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    accepted, sent = case.brought_to(Status.ACCEPTED), case.sent()
    kept_back = [case.brought_to(Status.ACCEPTED, publication=choice) for choice in ("anonymous", "officers_only")]
    sign_in(client, make_person(case.session, Role.AUTHORISING_OFFICER))
    listed = client.get(f"/staff/impact/{case.activity.id}").text
    assert accepted.reference in listed
    assert sent.reference not in listed
    assert client.get(_at(accepted)).status_code == 200
    for piece in kept_back:
        assert piece.reference not in listed
        assert client.get(_at(piece)).status_code == 404
    assert client.get(_at(sent)).status_code == 404
    assert client.post_form(_at(accepted, "weigh"), {"weight": "great", "reason": "x"}).status_code == 403


def test_a_passage_is_redacted_from_the_desk_and_gone_from_the_public_page(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.brought_to(Status.ACCEPTED, statement="Mr Smith was stopped at the market.")
    sign_in(client, case.officer_person)
    address = f"/staff/records/submission/{evidence.submission_id}/words"
    assert address in client.get(_at(evidence)).text
    seen = seen_on(client.get(f"{address}?words=mr+smith").text)
    client.post_form(f"{address}?words=mr+smith", {"which": "all", "seen": seen, "code": "third_party"})
    for page in (f"/impact/{case.activity.id}", _at(evidence)):
        shown = client.get(page).text
        assert "Mr Smith" not in shown
        assert "was stopped at the market." in shown
