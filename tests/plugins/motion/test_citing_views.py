"""Drafters say what a motion cites, and the submitted motion shows it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.consultations.models import State
from tests.factories import make_consultation
from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_what_a_draft_cites_is_chosen_or_typed_taken_out_and_kept_on_submission(
    application: Flask,
    session: Session,
    told: story.Story,
    client: FormClient,
    sign_in: Callable[[FormClient, Any], None],
) -> None:
    consultation = make_consultation(session, state=State.OPEN, title="Lamps in the park")
    earlier = story.begin(session, title="An earlier motion").submit_in_public()
    ada, di = application.test_client(), application.test_client()
    assert isinstance(ada, FormClient)
    assert isinstance(di, FormClient)
    for browser, part in ((ada, "proposer"), (di, "other")):
        browser.shared = session
        sign_in(browser, told.people[part])
    draft = f"/motions/drafts/{told.motion.id}"
    page = f"{draft}/citations"
    assert di.get(page).status_code == 404
    assert "It cites nothing yet" in ada.get(page).text
    assert ada.post_form(page, {}).status_code == 422
    wrong = ada.post_form(page, {"references": "M1999-999"})
    assert wrong.status_code == 422
    assert "Line 1: M1999-999" in wrong.text
    sent = {"chosen": f"consultation-{consultation.id}", "references": earlier.number, "note": "Asked the same."}
    assert ada.post_form(page, sent).status_code == 303
    for text in (ada.get(page).text, ada.get(draft).text):
        assert "Lamps in the park" in text
        assert f"Motion {earlier.number}: An earlier motion" in text
    assert "Stop live facial recognition" not in client.get(f"/motions/{earlier.number}").text
    assert ada.post_form(f"{page}/remove", {"kind": "consultation", "id": consultation.id}).status_code == 303
    assert "Lamps in the park" not in ada.get(draft).text
    told.submit_in_public()
    public = client.get(f"/motions/{told.motion.number}").text
    assert "What this motion cites" in public
    assert f"Motion {earlier.number}: An earlier motion" in public
    assert ada.post_form(page, sent).status_code == 409
