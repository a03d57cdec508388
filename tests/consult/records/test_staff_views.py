"""The officer's pages: find words, take them out, put them back, correct."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.documents import add_document
from consult.consultations.models import Activity, Override
from consult.kernel.authz import Role
from consult.kernel.clock import now
from consult.records.models import Correction, Redaction
from consult.submissions.models import Cause
from consult.submissions.revision import revise
from tests.factories import actor_for, make_person, make_submission
from tests.support.documents import small_pdf
from tests.support.redaction import seen_on
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def hits_on(page: str) -> list[str]:
    """Return the passages that a page offers."""
    return re.findall(r'name="hits"[^>]*value="([^"]+)"', page)


def test_only_what_was_selected_is_taken_out(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Mrs May told the Mayor in May"})
    address = f"/staff/records/submission/{sent.id}/words?words=may"
    page = client.get(address).text
    assert "2 passages found" in page
    assert "<mark>May</mark>" in page
    chosen = {"which": "some", "hits": hits_on(page)[0], "seen": seen_on(page), "code": "third_party"}
    assert client.post_form(address, chosen).status_code == 303
    assert sent.answers["reasons"] == "Mrs [redacted: somebody else’s personal details] told the Mayor in May"


def test_words_are_found_and_taken_out_everywhere_in_a_consultation(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    one = make_submission(session, activity, answers={"reasons": "Ann said so."})
    other = make_submission(session, activity, answers={"reasons": "So said ann."})
    activity.consultation.summary = "As Ann asked."
    session.flush()
    address = f"/staff/records/find/{activity.consultation_id}?words=Ann"
    page = client.get(address).text
    assert len(hits_on(page)) == 3
    fields = {"which": "all", "seen": seen_on(page), "code": "personal", "public_note": "Not ours to tell"}
    assert client.post_form(address, fields).status_code == 303
    session.expire_all()
    assert "ann" not in (str(one.answers) + str(other.answers) + activity.consultation.summary).lower()
    assert "These words are nowhere here" in client.get(address).text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"which": ""}, "Select which passages you want to take out"),
        ({"which": "some"}, "Select at least one passage"),
        ({"code": ""}, "Select why this may not be public"),
        ({"code": "dislike"}, "Select from the options shown"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    client: FormClient, session: Session, activity: Activity, officer: Person, more: dict[str, str], sentence: str
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    address = f"/staff/records/submission/{sent.id}/words?words=ann"
    fields = {"which": "all", "seen": seen_on(client.get(address).text), "code": "abuse", "note": "Kept note", **more}
    refused = client.post_form(address, fields)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert "Kept note" in refused.text
    assert sent.answers == {"reasons": "Ask Ann."}


def test_a_text_that_was_changed_since_the_search_is_shown_again(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    address = f"/staff/records/submission/{sent.id}/words?words=ann"
    seen = seen_on(client.get(address).text)
    revise(session, activity, sent, Cause.CORRECTION, answers={"reasons": "Do not ask Ann."})
    refused = client.post_form(address, {"which": "all", "seen": seen, "code": "abuse"})
    assert refused.status_code == 409
    assert "Look at the passages again" in refused.text
    assert sent.answers["reasons"] == "Do not ask Ann."


def test_a_second_officer_puts_it_back(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    taken = client.post_form(
        f"/staff/records/submission/{sent.id}/take-down/answers.reasons", {"code": "safety", "public_note": "Later"}
    )
    assert taken.status_code == 303
    assert sent.answers["reasons"] == "[taken down: somebody’s safety]"
    undo = f"/staff/redactions/{session.scalars(select(Redaction.id)).one()}/undo"
    assert undo in client.get(f"/staff/responses/{sent.id}").text
    assert "another officer must decide" in client.get(undo).text
    assert client.post_form(undo).status_code == 409
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get(undo).status_code == 200
    assert client.post_form(undo).status_code == 303
    assert sent.answers["reasons"] == "Ask Ann."
    assert "Put back by" in client.get(f"/staff/records/submission/{sent.id}").text


def test_a_record_is_corrected_and_both_are_shown(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    row = Override(consultation_id=activity.consultation_id, check="length", reason="Shrot notice", made_at=now())
    session.add(row)
    session.flush()
    address = f"/staff/records/consultation_override/{row.id}/correct/reason"
    page = client.get(address).text
    assert "Shrot notice" in page
    refused = client.post_form(address, {"says": "Short notice", "version": "0", "reason": ""})
    assert refused.status_code == 422
    assert "Short notice" in refused.text
    sent: Any = {"says": "Short notice", "version": "0", "reason": "A slip"}
    assert client.post_form(address, sent).status_code == 303
    shown = client.get(f"/staff/records/consultation_override/{row.id}").text
    assert re.search(r"Corrected on .* by .*: it said", shown)
    late = client.post_form(address, {"says": "Brief notice", "version": "0", "reason": "A slip"})
    assert late.status_code == 409
    assert "Brief notice" in late.text
    assert "Short notice" in late.text
    assert len(session.scalars(select(Correction)).all()) == 1


@pytest.mark.parametrize("address", ["nothing/1", "submission/0", "submission/1-2", "submission/x", "person/1"])
def test_what_is_not_declared_or_not_there_is_not_found(client: FormClient, officer: Person, address: str) -> None:
    assert client.get(f"/staff/records/{address}").status_code == 404


def test_the_public_reads_marks_with_their_note_and_corrections_beside_what_was_said(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    consultation = activity.consultation
    given: Any = {"title": "Plna", "name": "plan.pdf", "content": io.BytesIO(small_pdf()), "reason": "Asked for"}
    made = add_document(session, actor_for(session, officer), consultation, is_material=False, **given)
    base = "/staff/records"
    page = client.get(f"{base}/consultation/{consultation.id}").text
    assert f"{base}/document/{made.id}" in page
    down = {"code": "legal", "public_note": "A court said so.", "note": "Order 12"}
    assert client.post_form(f"{base}/consultation/{consultation.id}/take-down/summary", down).status_code == 303
    right = {"says": "Plan", "version": "0", "reason": "A slip"}
    assert client.post_form(f"{base}/document/{made.id}/correct/title", right).status_code == 303
    public = client.get(f"/consultations/{consultation.slug}").text
    assert "[taken down: may not be published by law]" in public
    assert "A court said so." in public
    assert "Order 12" not in public
    assert re.search(r">Plan</a>", public)
    assert "Plna" in public
    assert "A slip" in public
