"""What councillors type: what is refused with which sentence, and that nothing hidden on a page can do harm."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.web.forms import Form
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import MAX_CHARACTERS
from plugins.motion.forms import (
    ClauseForm,
    ConsentForm,
    CouncillorForm,
    DetailsForm,
    FilterForm,
    NewClauseForm,
    WithdrawForm,
)
from plugins.motion.lifecycle import State
from tests.plugins.motion import story
from tests.support.forms import faults, filled
from tests.support.web import FormClient


@pytest.mark.parametrize("sent", ["9" * 5_000, "x", ""])
def test_a_tampered_version_is_that_of_no_clause_and_a_tampered_councillor_is_nobody(
    application: Flask, sent: str
) -> None:
    clause = filled(application, ClauseForm, {"text": "Notes that.", "version": sent})
    assert (clause.seen_version(), clause.text.data) == (0, "Notes that.")

    def offered() -> CouncillorForm:
        form = CouncillorForm()
        form.offer([(7, "Cllr Ada")])
        return form

    with application.test_request_context("/", method="POST", data={"person_id": sent}):
        form = offered()
        assert not form.validate()
        assert form.chosen_id == 0
    with application.test_request_context("/", method="POST", data={"person_id": "7"}):
        form = offered()
        assert form.validate()
        assert form.chosen_id == 7


def offering(**_: Any) -> DetailsForm:
    """Return the form with one meeting on its list."""
    form = DetailsForm()
    form.meeting_on.offer([story.NOTICE], nothing="Choose it later")
    return form


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"title": "Lights", "meeting_on": "2026-11-30"}, {}),
        ({"title": "x" * 200, "meeting_on": ""}, {}),
        ({"title": " "}, {"title": ["Enter a title"]}),
        ({"title": "x" * 201}, {"title": ["Title must be 200 characters or less"]}),
        ({"title": "Lights", "meeting_on": "2026-12-01"}, {"meeting_on": ["Select from the options shown"]}),
    ],
)
def test_a_draft_has_a_title_and_one_of_the_meetings_or_none_yet(
    application: Flask, typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    form: Any = filled(application, offering, typed)
    assert faults(form) == fault
    assert form.meeting_on.day == (story.MEETING if typed.get("meeting_on") == "2026-11-30" else None)


@pytest.mark.parametrize("form", [ClauseForm, NewClauseForm])
def test_a_clause_has_words_and_not_too_many(application: Flask, form: type[Form]) -> None:
    section = {"section": next(iter(Section)).value}
    assert faults(filled(application, form, {**section, "text": "x" * MAX_CHARACTERS})) == {}
    assert faults(filled(application, form, {**section, "text": " "})) == {"text": ["Enter the text of the clause"]}
    long = filled(application, form, {**section, "text": "x" * (MAX_CHARACTERS + 1)})
    assert faults(long) == {"text": [f"Text of the clause must be {MAX_CHARACTERS:,} characters or less"]}
    assert len(long["text"].data) == MAX_CHARACTERS + 1


def test_a_clause_belongs_to_a_part_of_the_motion(application: Flask) -> None:
    assert faults(filled(application, NewClauseForm, {"text": "Notes."})) == {
        "section": ["Select the part of the motion"]
    }
    assert "section" in faults(filled(application, NewClauseForm, {"text": "Notes.", "section": "demands"}))


@pytest.mark.postgresql
def test_the_id_on_the_page_is_kept_and_one_that_no_page_shows_is_replaced(application: Flask) -> None:
    typed = {"text": "Notes.", "section": next(iter(Section)).value}
    assert filled(application, NewClauseForm, {**typed, "key": "C-7F3K-92QX"}).key.data == "C-7F3K-92QX"
    for tampered in ("", "x" * 5_000, "C-7f3k-92qx", "a/b", "\x00"):
        drawn = [filled(application, NewClauseForm, {**typed, "key": tampered}).key.data for _ in range(2)]
        assert tampered not in drawn
        assert len(set(drawn)) == 2
        assert all(str(key).startswith("C-") for key in drawn)


@pytest.mark.postgresql
@pytest.mark.parametrize("key", ["", "x" * 5_000, "a/b\x00"])
def test_a_clause_sent_with_a_tampered_id_is_added_with_one_that_can_be_found(
    session: Session, client: FormClient, sign_in: Any, clock_at: Callable[..., Any], key: str
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    sign_in(client, told.people["proposer"])
    typed = {"text": "Written for an hour.", "section": Section.NOTES, "key": key}
    sent = client.post_form(f"/motions/drafts/{told.motion.id}/clauses/new", typed)
    assert sent.status_code == 303
    (clause,) = [clause for clause in told.clauses() if clause.text == "Written for an hour."]
    assert client.get(f"/motions/drafts/{told.motion.id}/clauses/{clause.key}").status_code == 200


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (ConsentForm, {"seen": "0" * 64}, {"is_agreed": ["Tick the box to agree to the text"]}),
        (ConsentForm, {"is_agreed": "yes"}, {}),
        (WithdrawForm, {"reason": " "}, {"reason": ["Say why you withdraw the motion"]}),
        (WithdrawForm, {"reason": "x" * 1_000}, {}),
        (
            WithdrawForm,
            {"reason": "x" * 1_001},
            {"reason": ["Your answer must be 1,000 characters or less"]},
        ),
    ],
)
def test_agreement_is_ticked_and_a_withdrawal_has_a_reason(
    application: Flask, form: type[Form], typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    assert faults(filled(application, form, typed)) == fault


def test_drafts_cannot_be_searched_for(application: Flask) -> None:
    with application.test_request_context("/"):
        offered = {choice.value for choice in FilterForm().state.choices}
    assert offered == {"", *State} - {State.DRAFT}
