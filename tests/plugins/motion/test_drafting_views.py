"""The councillors' workspace, through real pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from plugins.motion.models import Motion
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Any], None]


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


@pytest.fixture
def browser_of(application: Flask, session: Session, told: story.Story, sign_in: SignIn) -> Callable[[str], FormClient]:
    """`browser_of("proposer")` is a browser in which this person is signed in."""

    def signed_in(part: str) -> FormClient:
        made = application.test_client()
        assert isinstance(made, FormClient)
        made.shared = session
        sign_in(made, told.people[part])
        return made

    return signed_in


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_two_councillors_who_change_one_clause_lose_neither_text(
    told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    ada, cy = browser_of("proposer"), browser_of("drafter")
    clause = told.clauses()[0]
    url = f"/motions/drafts/{told.motion.id}/clauses/{clause.key}"
    version = hidden(ada.get(url).text, "version")
    assert version == hidden(cy.get(url).text, "version")

    assert ada.post_form(url, {"text": "Cameras scan <every> face.", "version": version}).status_code == 303
    answer = cy.post_form(url, {"text": "Cameras scan no & face.", "version": version})
    assert answer.status_code == 409
    page = answer.text
    assert "Cameras scan &lt;every&gt; face." in page
    assert re.search(r"<textarea[^>]*>\nCameras scan no &amp; face\.</textarea>", page)
    assert "<ins>" in page
    assert "<del>" in page
    assert "Cllr Ada Proposer saved this clause" in page
    assert told.clauses()[0].text == "Cameras scan <every> face."

    both = {"text": "Cameras scan every face, and no one knows.", "version": hidden(page, "version")}
    assert cy.post_form(url, both).status_code == 303
    assert [clause_version.text for clause_version in told.history(clause)] == [
        "Clause of notes.",
        "Cameras scan <every> face.",
        "Cameras scan every face, and no one knows.",
    ]


def test_saving_twice_is_harmless(told: story.Story, browser_of: Callable[[str], FormClient]) -> None:
    ada = browser_of("proposer")
    url = f"/motions/drafts/{told.motion.id}/clauses/{told.clauses()[0].key}"
    begun = told.clauses()[0].version
    sent = {"text": "Once.", "version": str(begun)}
    assert [ada.post_form(url, sent).status_code for _ in range(2)] == [303, 303]
    assert told.clauses()[0].version == begun + 1


def test_a_new_clause_is_added_once_and_nothing_typed_is_lost_when_it_is_wrong(
    told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    ada = browser_of("proposer")
    url = f"/motions/drafts/{told.motion.id}/clauses/new"
    page = ada.get(f"{url}?section=notes").text
    assert re.search(r'value="notes" checked', page)
    wrong = ada.post_form(url, {"text": "Kept words", "key": hidden(page, "key")})
    assert wrong.status_code == 422
    assert "Kept words" in wrong.text
    assert "Select the part of the motion" in wrong.text
    sent = {"section": "notes", "text": "More.", "key": hidden(wrong.text, "key")}
    assert [ada.post_form(url, sent).status_code for _ in range(2)] == [303, 303]
    assert [clause.text for clause in told.clauses()].count("More.") == 1


def test_words_written_while_the_motion_was_submitted_are_given_back(
    told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    cy = browser_of("drafter")
    clause = told.clauses()[0]
    told.submit()
    url = f"/motions/drafts/{told.motion.id}/clauses/{clause.key}"
    answer = cy.post_form(url, {"text": "Precious words.", "version": "1"})
    assert answer.status_code == 409
    assert "Precious words." in answer.text
    assert told.clauses()[0].text == "Clause of notes."
    assert cy.get(url).status_code == 409


def test_clauses_are_moved_deleted_and_put_back(told: story.Story, browser_of: Callable[[str], FormClient]) -> None:
    cy = browser_of("drafter")
    base = f"/motions/drafts/{told.motion.id}"
    page = cy.get(f"{base}/clauses/new").text
    cy.post_form(f"{base}/clauses/new", {"section": "notes", "text": "Second.", "key": hidden(page, "key")})
    second = told.clauses()[1]
    cy.post_form(f"{base}/clauses/{second.key}/move", {"direction": "up", "position": second.position})
    assert [clause.text for clause in told.clauses()][:2] == ["Second.", "Clause of notes."]
    seen = {"version": str(told.clauses()[0].version)}
    assert cy.post_form(f"{base}/clauses/{second.key}/delete", seen).status_code == 303
    assert "Put back" in cy.get(base).text
    assert second.key not in [clause.key for clause in told.clauses()]
    cy.post_form(f"{base}/clauses/{second.key}/restore")
    assert second.key in [clause.key for clause in told.clauses()]
    cy.post_form(f"{base}/clauses/{second.key}", {"text": "Another.", "version": str(told.clauses()[0].version)})
    stale = cy.post_form(f"{base}/clauses/{second.key}/delete", seen)
    assert stale.status_code == 409
    assert "was not deleted" in stale.text


def test_a_draft_is_unknown_to_everybody_else(
    told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    url = f"/motions/drafts/{told.motion.id}"
    assert browser_of("other").get(url).status_code == 404
    assert browser_of("officer").get(url).status_code == 404
    assert client.get(url).status_code == 303
    assert client.get("/motions/drafts/999999").status_code == 303
    assert browser_of("seconder").get(url).status_code == 200
    assert told.motion.title not in client.get("/motions/").text


@pytest.mark.parametrize("part", ["seconder", "other", "officer"])
def test_only_drafters_write(told: story.Story, browser_of: Callable[[str], FormClient], part: str) -> None:
    clause = told.clauses()[0]
    url = f"/motions/drafts/{told.motion.id}/clauses/{clause.key}"
    answer = browser_of(part).post_form(url, {"text": "Mine now.", "version": "1"})
    assert answer.status_code == (403 if part == "seconder" else 404)
    assert told.clauses()[0].text == "Clause of notes."


def test_a_co_drafter_does_not_lead(told: story.Story, browser_of: Callable[[str], FormClient]) -> None:
    cy = browser_of("drafter")
    base = f"/motions/drafts/{told.motion.id}"
    for path in ("details", "drafters", "seconder", "submit", "withdraw", "consent"):
        assert cy.get(f"{base}/{path}").status_code == 403, path
    assert cy.post_form(f"{base}/drafters", {"person_id": told.people["other"].id}).status_code == 403
    assert told.motion.proposer_id == told.people["proposer"].id


def test_a_draft_is_begun_and_people_invited(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    ada = browser_of("proposer")
    wrong = ada.post_form("/motions/drafts/new", {"title": "Trees for all", "meeting_on": "2026-11-01"})
    assert wrong.status_code == 422
    assert "Trees for all" in wrong.text
    sent = {
        "title": "Trees",
        "meeting_on": "2026-11-30",
    }
    answer = ada.post_form("/motions/drafts/new", sent)
    assert answer.status_code == 303
    motion = session.query(Motion).filter_by(title="Trees").one()
    assert motion.proposer_ward == "Abbey"
    other = told.people["other"].id
    url = f"/motions/drafts/{motion.id}/drafters"
    for _ in range(2):
        assert ada.post_form(url, {"person_id": other}).status_code == 303
    assert [drafter.person_id for drafter in motion.drafters] == [other]
    assert ada.post_form(f"{url}/remove", {"person_id": other}).status_code == 303
    session.expire_all()
    assert motion.drafters == []
    assert "Trees" in ada.get("/motions/drafts/").text


def test_reading_pages_writes_nothing(
    session: Session,
    told: story.Story,
    browser_of: Callable[[str], FormClient],
    count_queries: Callable[[], Any],
) -> None:
    ada = browser_of("proposer")
    base = f"/motions/drafts/{told.motion.id}"
    key = told.clauses()[0].key
    with count_queries() as statements:
        for path in ("", "/details", "/drafters", "/seconder", "/consent", "/submit", "/withdraw", f"/clauses/{key}"):
            assert ada.get(base + path).status_code == 200, path
    assert not [
        statement for statement in statements if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    ]
