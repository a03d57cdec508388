"""The page on which the proposer alters a motion, and what everybody reads of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.amendment_queries import amendments_of
from tests.plugins.motion import debate, story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def test_the_mover_asks_the_seconder_consents_and_everybody_reads_both_texts(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    motion = f"/motions/{told.motion.number}"
    sign_in(client, told.people["proposer"])
    assert f"{motion}/alter" in client.get(motion).text
    assert "your seconder, is asked to consent" in client.get(f"{motion}/alter").text
    assert told.motion.frozen is not None
    typed = {f"text_{clause.key}": clause.text for clause in told.motion.frozen.clause_texts}
    typed |= {f"place_{clause.key}": "1" for clause in told.motion.frozen.clause_texts}
    typed |= {"title": told.motion.frozen.title, "version": "1", "drawn": "C-AAAA-BBBB", "reason": "It is clearer."}
    assert client.post_form(f"{motion}/alter", typed).status_code == 422
    typed[f"text_{told.clauses()[2].key}"] = "Mend the lamps."
    assert client.post_form(f"{motion}/alter", typed).status_code == 303
    (alteration,) = amendments_of(session, told.motion)
    page, staff = f"/motions/amendments/{alteration.number}", f"/staff/motions/amendments/{alteration.number}"
    assert "Consent to this alteration" not in client.get(page).text
    sign_in(client, told.people["seconder"])
    assert "Consent to alteration" in client.get("/waiting").text
    assert "Consent to this alteration" in client.get(page).text
    assert client.post_form(f"{page}/second").status_code == 303
    sign_in(client, told.people["officer"])
    debate.rule_in_order(told, alteration)
    assert "Make alteration" in client.get("/waiting").text
    assert f"{staff}/take-in" in client.get(page).text
    assert f"{staff}/vote" not in client.get(page).text
    assert client.post_form(f"{staff}/take-in").status_code == 303
    assert "already recorded" in client.get(f"{staff}/take-in").text
    client.post_form("/sign-out")
    read = client.get(motion).text
    assert "The mover altered the motion before the meeting, with the consent of the seconder." in read
    assert "From version 1 to version 2" in client.get(f"{motion}/compare?from=1&to=2").text


def test_after_the_meeting_an_officer_enters_what_was_altered_there(
    told: story.Story, client: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    motion = f"/motions/{told.motion.number}"
    sign_in(client, told.people["officer"])
    assert f"{motion}/alter" not in client.get(motion).text
    clock_at(story.AFTER_MEETING)
    sign_in(client, told.people["officer"])
    assert f"{motion}/alter" in client.get(motion).text
    assert "as Cllr Ada Proposer altered it at the meeting" in client.get(f"{motion}/alter").text
    alteration = debate.alter(told, "Mend the lamps.", by="officer")
    debate.rule_in_order(told, alteration)
    staff = f"/staff/motions/amendments/{alteration.number}/take-in"
    refused = client.post_form(staff)
    assert refused.status_code == 422
    assert "Confirm that the proposer, the seconder and the meeting agreed" in refused.text
    assert client.post_form(staff, {"is_agreed": "y"}).status_code == 303
    assert "of the meeting of 30 November 2026" in client.get(motion).text
