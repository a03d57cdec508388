"""The pages on which amendments are proposed, read and agreed to."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.amendment_queries import amendments_of
from plugins.motion.services.amendments import rule_on_amendment, second_amendment
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


def as_it_stands(told: story.Story) -> dict[str, str]:
    """What the form holds before anything is changed."""
    assert told.motion.frozen is not None
    clauses = told.motion.frozen.clause_texts
    return {
        "title": told.motion.frozen.title,
        "version": "1",
        "drawn": "C-AAAA-BBBB",
        "seconder_id": str(told.people["drafter"].id),
        "reason": "It is clearer <i>.",
        **{f"text_{clause.key}": clause.text for clause in clauses},
        **{f"place_{clause.key}": "1" for clause in clauses},
    }


def test_a_councillor_proposes_and_everybody_reads_what_changes(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    page = f"/motions/{told.motion.number}/amend"
    sign_in(client, told.people["other"])
    assert "Clause of resolves." in client.get(page).text
    refused = client.post_form(page, as_it_stands(told))
    assert refused.status_code == 422
    assert "changes nothing" in refused.text
    key = told.clauses()[2].key
    asked = {**as_it_stands(told), f"text_{key}": "Clause of motions.", "new_resolves": "Mend.\n\nReport."}
    assert [client.post_form(page, asked).status_code for _ in range(2)] == [303, 303]
    (amendment,) = amendments_of(session, told.motion)
    assert [clause.text for clause in amendment.asked.of("resolves")] == ["Clause of motions.", "Mend.", "Report."]
    client.post_form("/sign-out")
    read = client.get(f"/motions/amendments/{amendment.number}").text
    assert "<del>" in read
    assert "<ins>" in read
    assert "It is clearer &lt;i&gt;." in read
    assert "<strong>resolves 1</strong>" in read
    assert "Clause of notes." not in read
    assert "Clause of notes." in client.get(f"/motions/amendments/{amendment.number}?view=whole").text
    assert "Clause of motions." in client.get(f"/motions/amendments/{amendment.number}?view=result").text
    assert "Clause of motions." not in client.get(f"/motions/amendments/{amendment.number}?view=original").text
    assert amendment.number in client.get(f"/motions/{told.motion.number}").text


def test_all_clauses_are_left_out_and_others_stand_in_their_place(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    sign_in(client, told.people["other"])
    asked = {**as_it_stands(told), "is_all": "y", "new_resolves": "Do nothing of it."}
    assert client.post_form(f"/motions/{told.motion.number}/amend", asked).status_code == 303
    (amendment,) = amendments_of(session, told.motion)
    assert [clause.text for clause in amendment.asked.clauses] == ["Do nothing of it."]


def test_the_seconder_agrees_and_proposer_and_seconder_of_the_motion_take_it_in(
    told: story.Story, client: FormClient, sign_in: SignIn
) -> None:
    amendment = debate.propose(told, "Clause of motions.")
    page = f"/motions/amendments/{amendment.number}"
    sign_in(client, told.people["other"])
    assert client.post_form(f"{page}/second").status_code == 403
    assert client.post_form(f"{page}/consent").status_code == 403
    sign_in(client, told.people["drafter"])
    assert client.post_form(f"{page}/second").status_code == 303
    rule_on_amendment(
        told.session, told.officer, amendment, is_in_order=True, reason="x", place=None, version=amendment.version
    )
    sign_in(client, told.people["proposer"])
    assert client.post_form(f"{page}/consent").status_code == 303
    assert client.post_form(f"{page}/withdraw").status_code == 403
    sign_in(client, told.people["other"])
    assert client.post_form(f"{page}/withdraw").status_code == 303


def test_two_versions_are_compared_word_by_word(
    told: story.Story, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    amendment = debate.in_order(told, "Clause of motions.")
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    page = client.get(f"/motions/{told.motion.number}/compare").text
    assert "From version 1 to version 2" in page
    assert "motions" in page.partition("<ins>")[2]
    only = client.get(f"/motions/{told.motion.number}/compare?show=changes").text
    assert ["<strong>notes 1</strong>" in shown for shown in (page, only)] == [True, False]
    assert "From version 1 to version 1" in client.get(f"/motions/{told.motion.number}/compare?from=1&to=1").text
    motion = client.get(f"/motions/{told.motion.number}").text
    assert "This is version 2." in motion
    assert f"Vote on amendment {amendment.number}" in motion


def test_an_amendment_is_amended_on_the_same_page(
    told: story.Story, client: FormClient, sign_in: SignIn, session: Session
) -> None:
    above = debate.propose(told, "Clause of motions.")
    second_amendment(told.session, told.drafter, above)
    sign_in(client, told.people["other"])
    page = f"/motions/{told.motion.number}/amend?to={above.number}"
    assert "Clause of motions." in client.get(page).text
    asked = {**as_it_stands(told), f"text_{told.clauses()[2].key}": "Clause of all motions."}
    assert client.post_form(page, asked).status_code == 303
    assert [one.parent for one in amendments_of(session, told.motion)] == [None, above]
