"""Agreeing, submitting and withdrawing, through real pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from plugins.motion.services.clauses import save_clause
from plugins.motion.services.consents import draft_as_it_stands
from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


@pytest.fixture
def browser_of(
    application: Flask, session: Session, told: story.Story, sign_in: Callable[[FormClient, Any], None]
) -> Callable[[str], FormClient]:
    """`browser_of("proposer")` is a browser in which this person is signed in."""

    def signed_in(part: str) -> FormClient:
        made = application.test_client()
        assert isinstance(made, FormClient)
        made.shared = session
        sign_in(made, told.people[part])
        return made

    return signed_in


def test_both_agree_and_the_proposer_submits(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    base = f"/motions/drafts/{told.motion.id}"
    ada, ben = browser_of("proposer"), browser_of("seconder")
    seen = draft_as_it_stands(session, told.motion).seen
    for browser in (ada, ben):
        assert browser.post_form(f"{base}/consent", {"seen": seen}).status_code == 422
        assert browser.post_form(f"{base}/consent", {"seen": seen, "is_agreed": "yes"}).status_code == 303
    assert ben.post_form(f"{base}/submit").status_code == 403
    answers = [ada.post_form(f"{base}/submit") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(told.motion.texts) == 1
    assert "Clause of resolves." in ada.get(answers[0].location).text
    assert client.get(answers[0].location).status_code == 404
    told.check()
    assert "Clause of resolves." in client.get(answers[0].location).text


def test_a_text_that_changed_under_the_reader_must_be_read_again(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    url = f"/motions/drafts/{told.motion.id}/consent"
    read = draft_as_it_stands(session, told.motion).seen
    save_clause(session, told.drafter, told.clauses()[0], text="Changed.", version=told.clauses()[0].version)
    answer = browser_of("seconder").post_form(url, {"seen": read, "is_agreed": "yes"})
    assert answer.status_code == 409
    assert "Changed." in answer.text
    assert draft_as_it_stands(session, told.motion).seen in answer.text
    assert told.motion.consents == []


def test_submitting_without_agreement_is_refused(told: story.Story, browser_of: Callable[[str], FormClient]) -> None:
    answer = browser_of("proposer").post_form(f"/motions/drafts/{told.motion.id}/submit")
    assert answer.status_code == 409
    assert told.motion.texts == []


def test_an_agreement_is_taken_back(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    told.agree()
    assert browser_of("seconder").post_form(f"/motions/drafts/{told.motion.id}/consent/take-back").status_code == 303
    assert draft_as_it_stands(session, told.motion).seconder is None


def test_after_the_meeting_the_pages_offer_no_withdrawal_and_keep_what_was_typed(
    told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    base = f"/motions/drafts/{told.motion.id}"
    assert "Withdraw this motion" in browser_of("proposer").get(base).text
    clock_at(story.AFTER_MEETING)
    ada = browser_of("proposer")
    assert "Withdraw this motion" not in ada.get(base).text
    late = ada.post_form(f"{base}/withdraw", {"reason": "We lost the vote."})
    assert late.status_code == 409
    assert "The day of the meeting has come" in late.text
    assert "We lost the vote." in late.text
    assert "We lost the vote." not in client.get(f"/motions/{told.motion.number}").text


def test_a_withdrawn_motion_stays_visible_with_its_reason(
    told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    told.submit_in_public()
    base = f"/motions/drafts/{told.motion.id}"
    ada, ben = browser_of("proposer"), browser_of("seconder")
    assert ada.post_form(f"{base}/withdraw", {"reason": ""}).status_code == 422
    assert ada.post_form(f"{base}/withdraw", {"reason": "Done otherwise <b>"}).status_code == 303
    assert "has asked to withdraw" in client.get(f"/motions/{told.motion.number}").text
    assert ada.post_form(f"{base}/withdraw/call-off").status_code == 303
    assert ada.post_form(f"{base}/withdraw", {"reason": "Done otherwise <b>"}).status_code == 303
    assert ada.post_form(f"{base}/withdraw/agree").status_code == 403
    assert "Done otherwise" in ben.get(f"{base}/withdraw/agree").text
    assert [ben.post_form(f"{base}/withdraw/agree").status_code for _ in range(2)] == [303, 303]
    page = client.get(f"/motions/{told.motion.number}").text
    assert "Withdrawn" in page
    assert "Done otherwise &lt;b&gt;" in page
    assert told.motion.public_title in client.get("/motions/").text


def test_a_returned_motion_is_taken_back_into_drafting(
    told: story.Story, browser_of: Callable[[str], FormClient], client: FormClient
) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Names a private person.")
    ada = browser_of("proposer")
    base = f"/motions/drafts/{told.motion.id}"
    assert "Names a private person." in ada.get(base).text
    public = client.get(f"/motions/{told.motion.number}")
    assert "Clause of notes." not in public.text
    assert client.get(f"/motions/{told.motion.number}/text").status_code == 404
    assert [ada.post_form(f"{base}/reopen").status_code for _ in range(2)] == [303, 303]
    save_clause(told.session, told.proposer, told.clauses()[0], text="canary-draft", version=told.clauses()[0].version)
    assert "canary-draft" not in client.get(f"/motions/{told.motion.number}").text


def test_the_proposer_is_asked_before_a_draft_is_deleted(
    session: Session, told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    base = f"/motions/drafts/{told.motion.id}"
    ada, cy = browser_of("proposer"), browser_of("drafter")
    assert f"{base}/delete" in ada.get(base).text
    assert f"{base}/delete" not in cy.get(base).text
    page = ada.get(f"{base}/delete")
    assert "Delete the draft" in page.text
    clause = told.clauses()[0]
    save_clause(session, told.drafter, clause, text="Words written meanwhile.", version=clause.version)
    assert ada.post_form(f"{base}/delete").status_code == 409, "without saying what was shown"
    late = ada.post_form(f"{base}/delete", {"seen": seen_on(page.text)})
    assert late.status_code == 409
    assert "changed while you were reading" in late.text
    assert ada.post_form(f"{base}/delete", {"seen": seen_on(late.text)}).status_code == 303
    assert "is deleted" in ada.get("/motions/drafts/").text
    assert ada.get(base).status_code == 404


def seen_on(page: str) -> str:
    """Return what a page says it shows."""
    found = re.search(r'name="seen"[^>]* value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_whoever_submits_after_the_last_moment_of_notice_is_warned(
    told: story.Story, browser_of: Callable[[str], FormClient], clock_at: Callable[..., Any]
) -> None:
    page = f"/motions/drafts/{told.motion.id}/submit"
    told.agree()
    assert "Notice for this meeting could be given until" not in browser_of("proposer").get(page).text
    clock_at("2026-11-27 09:00")
    assert "Notice for this meeting could be given until" in browser_of("proposer").get(page).text
