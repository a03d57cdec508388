"""A group's pages for evidence that it sent, in the browser."""

from collections.abc import Callable

from consult.accounts.models import Person
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.factories import XSS, make_person
from tests.plugins.impact.conftest import Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def _at(evidence: Evidence, page: str = "") -> str:
    return f"/impact/evidence/{evidence.id}" + (f"/{page}" if page else "")


def test_a_group_appeals_once(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    evidence = case.brought_to(Status.OUT_OF_SCOPE)
    assert "Appeal" in client.get(_at(evidence)).text
    assert "It is about another borough." in client.get(_at(evidence, "appeal")).text
    assert client.post_form(_at(evidence, "appeal"), {"reason": ""}).status_code == 422
    assert client.post_form(_at(evidence, "appeal"), {"reason": f"We live here. {XSS}"}).status_code == 303
    assert evidence.stands_at is Status.APPEALED
    assert "We live here." in client.get(_at(evidence)).text
    assert client.post_form(_at(evidence, "appeal"), {"reason": "Again."}).status_code == 409
    assert client.get(_at(evidence, "appeal")).status_code == 303


def test_a_group_withdraws_after_a_question(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    evidence = case.brought_to(Status.ACCEPTED)
    assert "Do you want to withdraw" in client.get(_at(evidence, "withdraw")).text
    assert client.post_form(_at(evidence, "withdraw")).status_code == 303
    assert evidence.stands_at is Status.WITHDRAWN
    shown = client.get(_at(evidence)).text
    assert "Your group withdrew this evidence" in shown
    assert "Fewer people" not in shown
    assert "Fewer people" not in client.get(f"/impact/{case.activity.id}").text
    assert client.get(_at(evidence, "withdraw")).status_code == 303


def test_a_group_chooses_who_may_read_it(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    evidence = case.brought_to(Status.RESPONDED)
    assert client.get(_at(evidence, "readers")).status_code == 200
    client.post_form(_at(evidence, "readers"), {"publication": "officers_only"})
    assert "Fewer people" not in client.get(f"/impact/{case.activity.id}").text
    refused = client.post_form(_at(evidence, "readers"), {"publication": "public"})
    assert refused.status_code == 422
    assert "Confirm that everybody whose experience it tells agrees" in refused.text
    client.post_form(_at(evidence, "readers"), {"publication": "public", "has_consent": "y"})
    assert (evidence.publication, evidence.is_cleared) == ("public", False)


def test_a_group_adds_to_what_it_sent(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    evidence = case.brought_to(Status.RESPONDED)
    begun = client.post_form(_at(evidence, "add"))
    assert begun.location.endswith("/statement")
    assert evidence.reference in client.get(begun.location.replace("statement", "check")).text


def test_earlier_versions_of_a_page_are_readable(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.member_person)
    draft = case.draft()
    client.post_form(_at(draft, "statement"), {"version": "1", "statement": "Said anew."})
    shown = client.get(_at(draft, "statement/versions")).text
    assert [words in shown for words in ("Said anew.", "Fewer people came to the market.")] == [True, True]
    assert client.get(_at(draft, "place/versions")).status_code == 200
    assert client.get(_at(draft, "affected/versions")).status_code == 200
    assert client.get(_at(draft, "dance/versions")).status_code == 404


def test_nobody_else_speaks_for_the_group(case: Case, client: FormClient, sign_in: SignIn) -> None:
    evidence = case.brought_to(Status.OUT_OF_SCOPE)
    for person, status in ((make_person(case.session), 404), (case.officer_person, 403)):
        sign_in(client, person)
        for page in ("appeal", "withdraw", "readers", "add"):
            assert client.post_form(_at(evidence, page), {"reason": "x"}).status_code == status
