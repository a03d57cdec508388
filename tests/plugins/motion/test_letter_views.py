"""Letters on their way to everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from plugins.motion.correspondence import Letter
from tests.plugins.motion import story
from tests.plugins.motion.services.test_resolutions import letter as add_letter
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def test_a_letter_begins_from_a_template_and_is_public_once_it_is_sent(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    action = add_letter(told)
    page = f"/staff/motions/actions/{action.id}/letters/new"
    sign_in(client, told.people["officer"])
    begun = client.get(page).text
    assert "Write to the Home Secretary" in begun
    assert "We ask you to reply" in begun
    given = {"recipient": "Home Office", "body": "We ask you.", "signatory": "Chief executive"}
    assert client.post_form(page, {**given, "body": ""}).status_code == 422
    assert client.post_form(page, given).status_code == 303
    letter = session.scalars(select(Letter)).one()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert client.get(f"/motions/letters/{letter.id}/{kind}").data.startswith(start)
    assert client.get(f"/motions/letters/{letter.id}/exe").status_code == 404
    client.post_form("/sign-out")
    assert client.get(f"/motions/letters/{letter.id}/docx").status_code == 404
    sign_in(client, told.people["officer"])
    move = f"/staff/motions/actions/{action.id}"
    assert 'value="sent"' not in client.get(move).text
    send = f"/staff/motions/letters/{letter.id}/send"
    assert "We ask you." in client.get(send).text
    assert client.post_form(send, {"way": "email", "address": "nobody"}).status_code == 422
    assert client.post_form(send, {"way": "post"}).status_code == 422
    mailed = {"way": "email", "address": "office@home.example"}
    assert [client.post_form(send, mailed).status_code for _ in range(2)] == [303, 303]
    assert action.state == "sent"
    client.post_form("/sign-out")
    assert client.get(f"/motions/letters/{letter.id}/docx").status_code == 200
    public = client.get(f"/motions/{told.motion.number}").text
    assert "Letter 1 to Home Office" in public
    assert "Sent by email on 1 December 2026." in public
    assert "office@home.example" not in public
    assert client.get(send).status_code != 200


def test_an_action_names_its_clause_and_says_why_it_has_no_day(
    told: story.Story, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, told.people["officer"])
    page = f"/staff/motions/{told.motion.id}/actions/new"
    assert "1. Clause of resolves." in client.get(page).text
    key = told.clauses()[-1].key
    given = {"text": "Write", "kind": "binding", "owner": "Clerk", "number": "1", "clause_key": key, "has_date": "no"}
    assert client.post_form(page, given).status_code == 422
    assert client.post_form(page, {**given, "no_date_reason": "It goes on for good."}).status_code == 303
    resolution = told.motion.resolution
    assert resolution is not None
    assert (resolution.actions[0].clause_key, resolution.actions[0].due_on) == (key, None)
    assert "It goes on for good." in client.get(f"/motions/{told.motion.number}").text
