"""Drafters talk about a clause, on pages that need no script."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from plugins.motion.drafting.comments import ClauseComment
from plugins.motion.models import Motion
from plugins.motion.privacy import collect, erase
from plugins.motion.services.drafts import remove_drafter
from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


@pytest.fixture
def browser_of(
    application: Flask, session: Session, told: story.Story, sign_in: Callable[[FormClient, Any], None]
) -> Callable[[str], FormClient]:
    """`browser_of("drafter")` is a browser in which that person is signed in."""

    def signed_in(part: str) -> FormClient:
        made = application.test_client()
        assert isinstance(made, FormClient)
        made.shared = session
        sign_in(made, told.people[part])
        return made

    return signed_in


def test_drafters_comment_answer_and_settle_and_the_draft_counts_what_is_open(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    ada, cy = browser_of("proposer"), browser_of("drafter")
    draft, key = f"/motions/drafts/{told.motion.id}", told.clauses()[2].key
    page = f"{draft}/clauses/{key}/comments"
    assert "Nobody has commented" in ada.get(page).text
    wrong = ada.post_form(page, {"text": " "})
    assert wrong.status_code == 422
    assert "Enter what you want to say" in wrong.text
    sent = {"text": "Is this lawful?\n<script>", "key": "C-7F3K-92QX"}
    assert [ada.post_form(page, sent).status_code for _ in range(2)] == [303, 303]
    comment = session.scalars(select(ClauseComment)).one()
    shown = cy.get(page).text
    assert "Comments on Clause 1, This Council resolves to" in shown
    assert "Is this lawful?" in shown
    assert "&lt;script&gt;" in shown
    counted = cy.get(draft).text
    assert "1 comment" in counted
    assert f"&#34;{key}&#34;: 1" in counted or f'"{key}": 1' in counted

    reply, settle = f"{draft}/comments/{comment.id}/reply", f"{draft}/comments/{comment.id}/settle"
    assert "Is this lawful?" in cy.get(reply).text
    assert cy.post_form(settle).status_code == 303
    assert "Settled by Cllr Cy Drafter" in ada.get(page).text
    assert "1 comment" not in ada.get(draft).text
    assert cy.post_form(reply, {"text": "The officers say yes."}).status_code == 303
    assert "Settled by" not in ada.get(page).text
    assert "The officers say yes." in ada.get(page).text
    cy.post_form(settle)
    assert ada.post_form(f"{draft}/comments/{comment.id}/open").status_code == 303
    assert "Settled by" not in ada.get(page).text


def test_only_those_who_write_the_draft_read_or_say_anything(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    draft = f"/motions/drafts/{told.motion.id}"
    page = f"{draft}/clauses/{told.clauses()[0].key}/comments"
    cy = browser_of("drafter")
    cy.post_form(page, {"text": "Among us."})
    comment = session.scalars(select(ClauseComment)).one()
    reply = f"{draft}/comments/{comment.id}/reply"
    for part, status in {"seconder": 403, "other": 404, "officer": 404}.items():
        browser = browser_of(part)
        assert [browser.get(page).status_code, browser.get(reply).status_code] == [status, status]
        assert browser.post_form(page, {"text": "Let me in."}).status_code == status
        assert browser.post_form(f"{draft}/comments/{comment.id}/settle").status_code == status
    other = story.begin(session, title="Another")
    assert cy.get(f"/motions/drafts/{other.motion.id}/comments/{comment.id}/reply").status_code == 404
    remove_drafter(session, told.proposer, told.motion, told.people["drafter"].id)
    assert cy.post_form(page, {"text": "Still here."}).status_code == 404
    told.submit()
    assert browser_of("proposer").post_form(page, {"text": "Too late."}).status_code == 409
    assert len(session.scalars(select(ClauseComment)).all()) == 1


def test_what_a_person_said_is_handed_over_and_goes_with_the_account_and_with_the_draft(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    page = f"/motions/drafts/{told.motion.id}/clauses/{told.clauses()[0].key}/comments"
    browser_of("drafter").post_form(page, {"text": "My own words."})
    comment = session.scalars(select(ClauseComment)).one()
    reply = f"/motions/drafts/{told.motion.id}/comments/{comment.id}/reply"
    browser_of("proposer").post_form(reply, {"text": "An answer."})
    drafter = told.people["drafter"].id
    assert [said["text"] for said in collect(session, drafter)["comments on clauses"]] == ["My own words."]
    erase(session, drafter)
    session.expire_all()
    shown = browser_of("proposer").get(page).text
    assert "My own words." not in shown
    assert "These words were deleted with the account." in shown
    assert "An answer." in shown
    session.execute(delete(Motion).where(Motion.id == told.motion.id))
    assert session.scalars(select(ClauseComment.id)).all() == []
