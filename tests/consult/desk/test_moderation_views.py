"""Redacting and excluding as officers do it: what must not be read is gone from every page, the rest stays."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.models import Redaction
from consult.submissions.models import Submission
from consult.submissions.tallies import counts_of
from tests.factories import canary, make_person, make_submission
from tests.support.redaction import seen_on
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
CODE = "0000-0000-0000-0003"


def redact(client: FormClient, sent: Submission, passage: str, **more: str) -> int:
    """Redact a passage of the reasons, and return how the page answered."""
    address = f"/staff/records/submission/{sent.id}/words?words={quote(passage)}"
    fields = {"which": "all", "seen": seen_on(client.get(address).text), "code": "third_party", **more}
    return client.post_form(address, fields).status_code


def test_what_was_redacted_stands_on_no_page_but_the_sealed_original(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    secret = canary("neighbour")
    sent = make_submission(session, activity, answers={"reasons": f"My neighbour {secret} agrees."}, code=CODE)
    assert redact(client, sent, secret) == 303
    pages = [f"/staff/responses/{sent.id}", f"/staff/activities/{activity.id}/responses"]
    pages += [f"/staff/records/submission/{sent.id}", f"/staff/responses/{sent.id}/exclude"]
    for address in pages:
        assert secret not in client.get(address).text, address
    kept = session.scalars(select(Redaction)).one()
    original = f"/staff/redactions/{kept.id}/original"
    assert secret not in client.get(original).text
    assert [audit_entry.name for audit_entry in session.scalars(select(AuditEntry))].count(
        "records.original_opened"
    ) == 0
    assert secret in client.post_form(original).text
    assert [audit_entry.name for audit_entry in session.scalars(select(AuditEntry))].count(
        "records.original_opened"
    ) == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.COUNCILLOR])
def test_only_an_officer_opens_a_sealed_original(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn, role: Role
) -> None:
    secret = canary("sealed")
    redact(client, sent := make_submission(session, activity, answers={"reasons": f"Ask {secret}."}), secret)
    sign_in(client, make_person(session, role))
    refused = client.post_form(f"/staff/redactions/{session.scalars(select(Redaction.id)).one()}/original")
    assert refused.status_code in {403, 404}
    assert secret not in refused.text
    assert sent.answers["reasons"] == "Ask [redacted: somebody else’s personal details]."


def test_a_choice_cannot_be_redacted_since_it_would_not_count_any_more(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "Safer."})
    assert redact(client, sent, "support") == 409
    assert client.get(f"/staff/records/submission/{sent.id}/take-down/answers.position").status_code == 404
    assert sent.answers["position"] == "support"
    assert counts_of(session, activity.id)["q:position@1"] == {"*": 1, "support": 1}


def test_the_author_reads_why_a_response_does_not_count(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent, note = make_submission(session, activity, code=CODE), canary("note")
    refused = client.post_form(f"/staff/responses/{sent.id}/exclude", {"code": "", "note": note})
    assert refused.status_code == 422
    assert note in refused.text
    client.post_form(f"/staff/responses/{sent.id}/exclude", {"code": "test", "note": note})
    resident = client.application.test_client()
    assert isinstance(resident, FormClient)
    resident.shared = session
    own = resident.get(f"/responses/{sent.reference}").text
    assert "It was sent to test the system" in own
    assert note not in own
    resident.post_form("/take-part/return", {"code": CODE})
    assert "This response is not counted" in resident.get(f"/take-part/{activity.id}/done").text
    client.post_form(f"/staff/responses/{sent.id}/reinstate")
    assert "Response sent" in resident.get(f"/take-part/{activity.id}/done").text


def test_excluding_twice_by_two_windows_says_what_happened(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity)
    address = f"/staff/responses/{sent.id}/exclude"
    assert client.post_form(address, {"code": "duplicate"}).status_code == 303
    second = client.post_form(address, {"code": "abusive"})
    assert second.status_code == 422
    assert "already withdrawn or excluded" in second.text
    assert sent.exclusion_code == "duplicate"


def test_the_page_of_a_response_is_read_by_keyboard_in_the_order_it_is_seen(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity)
    redact(client, sent, "missing people")
    client.get(f"/staff/responses/{sent.id}")  # says once what was done
    shown = client.get(f"/staff/responses/{sent.id}").text
    main = shown.split("<main")[1].split("</main>")[0]
    heads = re.findall(r"<h([1-6])[^>]*>", main)
    assert heads[0] == "1"
    assert heads.count("1") == 1
    assert "tabindex" not in re.sub(r'tabindex="(0|-1)"', "", main)
    reached = re.findall(r'(?:href|action)="([^"]+)"', main)
    kept = session.scalars(select(Redaction.id)).one()
    wanted = [f"/staff/redactions/{kept}/original", f"/staff/responses/{sent.id}/read"]
    wanted += [f"/staff/records/submission/{sent.id}/words", f"/staff/responses/{sent.id}/exclude"]
    assert [item for item in reached if item in wanted] == wanted
