"""What pages send of a draft, and what they get."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from plugins.motion.drafting.document import Document
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


def news_in(answer: Any) -> dict[str, Any]:
    """What an answer says."""
    found: dict[str, Any] = answer.json
    return found


def document_in(answer: Any) -> Document:
    """The document that an answer to a page that has nothing makes."""
    return Document(b64decode(update) for update in news_in(answer)["updates"])


def written(document: Document, key: str, text: str) -> str:
    """What a page sends that wrote these words into a clause."""
    return b64encode(document.change(lambda: document.write(key, text))).decode()


def test_what_one_page_sends_another_gets(told: story.Story, browser_of: Callable[[str], FormClient]) -> None:
    ada, cy = browser_of("proposer"), browser_of("drafter")
    url = f"/motions/drafts/{told.motion.id}/together"
    begun = ada.get(f"{url}?since=0")
    key = told.clauses()[0].key
    sent = {"update": written(document_in(begun), key, "Words – é 😀."), "since": news_in(begun)["seq"], "editing": key}
    answers = [ada.post_form(url, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert news_in(answers[0])["seq"] == news_in(answers[1])["seq"] == news_in(begun)["seq"] + 1
    news = news_in(cy.get(f"{url}?since={news_in(begun)['seq']}"))
    assert len(news["updates"]) == 1
    assert news["people"] == [{"name": "Cllr Ada Proposer", "clause": key}]
    assert document_in(cy.get(url)).clauses[0].text == "Words – é 😀."
    assert news_in(cy.get(f"{url}?since={news['seq']}"))["updates"] == []
    assert document_in(cy.get(f"{url}?since=999999")).clauses[0].text == "Words – é 😀."


def test_asking_for_news_writes_nothing(
    told: story.Story, browser_of: Callable[[str], FormClient], count_queries: Callable[[], Any]
) -> None:
    ada = browser_of("proposer")
    with count_queries() as statements:
        assert ada.get(f"/motions/drafts/{told.motion.id}/together").status_code == 200
    assert not [one for one in statements if one.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("update", ["not base64!", "AQIDBA==", "", "gA==", "A" * 100_000])
def test_what_is_no_change_is_refused_and_not_stored(
    told: story.Story, browser_of: Callable[[str], FormClient], update: str
) -> None:
    before = told.clauses()
    answer = browser_of("proposer").post_form(f"/motions/drafts/{told.motion.id}/together", {"update": update})
    assert answer.status_code == 422
    assert told.clauses() == before


@pytest.mark.parametrize(("part", "status"), [("seconder", 403), ("other", 404), ("officer", 404)])
def test_only_those_who_write_send_or_get(
    told: story.Story, browser_of: Callable[[str], FormClient], part: str, status: int
) -> None:
    browser = browser_of(part)
    url = f"/motions/drafts/{told.motion.id}/together"
    assert browser.get(url).status_code == status
    assert browser.post_form(url, {"update": "AAA="}).status_code == status


def test_whoever_is_taken_off_the_draft_or_comes_too_late_is_stopped(
    told: story.Story, browser_of: Callable[[str], FormClient]
) -> None:
    ada, cy = browser_of("proposer"), browser_of("drafter")
    url = f"/motions/drafts/{told.motion.id}/together"
    update = written(document_in(cy.get(url)), told.clauses()[0].key, "Late.")
    ada.post_form(f"/motions/drafts/{told.motion.id}/drafters/remove", {"person_id": told.people["drafter"].id})
    assert cy.post_form(url, {"update": update}).status_code == 404
    told.submit()
    assert ada.post_form(url, {"update": update}).status_code == 409
    assert told.clauses()[0].text == "Clause of notes."
