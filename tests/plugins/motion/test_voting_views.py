"""Votes by name and the pages of councillors."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.records.corrections import correct
from plugins.motion.published_votes import VOTE
from plugins.motion.records import Choice
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import debate, story
from tests.support.pages import parsed, words_in
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on which three voted for and one against."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    vote = made.ballot(Choice.FOR, Choice.FOR, Choice.FOR, Choice.AGAINST)
    record_named_vote(session, made.officer, made.motion, vote)
    return made


def read(client: FormClient, address: str) -> str:
    return str(words_in(parsed(client.get(address).text, is_page=True)))


def test_votes_stand_by_group_and_name_and_are_searched_and_sorted(told: story.Story, client: FormClient) -> None:
    page = f"/motions/{told.motion.number}/votes/1"
    everything = read(client, page)
    assert "Labour 3 1 0 0 0" in everything
    assert "4 of 4 shown." in everything
    against = read(client, f"{page}?vote=against")
    assert "1 of 4 shown." in against
    assert "Cllr Di Other" in against
    assert "Cllr Ada Proposer Abbey" not in against
    by_name = read(client, f"{page}?sort=councillor&q=abbey")
    assert by_name.index("Cllr Ada") < by_name.index("Cllr Ben") < by_name.index("Cllr Di")
    assert client.get(f"/motions/{told.motion.number}/votes/2").status_code == 404
    assert f'href="{page}"' in client.get(f"/motions/{told.motion.number}").text


def test_votes_are_downloaded_as_they_are_shown_and_as_they_were_corrected(
    told: story.Story, client: FormClient
) -> None:
    first = told.motion.divisions[0].votes[0]
    correct(told.session, told.officer, VOTE, first, "choice", says="abstain", reason="Misheard", seen=0)
    listed = json.loads(client.get(f"/motions/{told.motion.number}/votes/1.json?vote=abstain").data)
    assert listed == [{"councillor": "Cllr Ada Proposer", "ward": "Abbey", "group": "Labour", "vote": "abstain"}]
    csv = client.get(f"/motions/{told.motion.number}/votes/1.csv")
    assert csv.headers["Content-Disposition"] == f"attachment; filename={told.motion.number}-vote-1.csv"
    assert csv.text.count("\r\n") == 5


def test_a_councillor_has_a_page_with_motions_amendments_and_votes(told: story.Story, client: FormClient) -> None:
    listed = client.get("/motions/councillors").text
    term = next(term for term in told.roll() if term.name == "Cllr Ada Proposer")
    page = f"/motions/councillors/{term.holder_id}"
    assert f'href="{page}"' in listed
    shown = read(client, page)
    assert "Motions proposed Motion Meeting Where it stands M2026-001: Stop live facial recognition" in shown
    assert "No public motion was seconded." in shown
    assert "For 1" in shown
    assert "1 of 1 shown." in shown
    assert client.get("/motions/councillors/999999").status_code == 404
    other = next(term for term in told.roll() if term.name == "Cllr Di Other")
    votes = json.loads(client.get(f"/motions/councillors/{other.holder_id}/votes.json").data)
    assert [(vote["number"], vote["vote"], vote["question"]) for vote in votes] == [
        (told.motion.number, "against", "motion")
    ]


def test_what_a_councillor_drafts_is_not_told_before_it_is_public(
    told: story.Story, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    draft = story.begin(told.session, title="A secret draft")
    with clock.set_clock(clock.now()):
        draft.submit()
    holder = next(term.holder_id for term in draft.roll() if term.holder.person_id == draft.people["proposer"].id)
    assert "A secret draft" not in client.get(f"/motions/councillors/{holder}").text
    draft.check()
    assert "A secret draft" in client.get(f"/motions/councillors/{holder}").text


def test_a_vote_on_an_amendment_stands_in_the_record_with_its_number(
    session: Session, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    amendment = debate.in_order(made, "Amended words.")
    clock_at(story.AFTER_MEETING)
    record_named_vote(session, made.officer, made.motion, replace(made.ballot(Choice.FOR)), amendment)
    holder = next(term.holder_id for term in made.roll() if term.name == "Cllr Di Other")
    page = read(client, f"/motions/councillors/{holder}")
    assert f"{amendment.number}: Stop live facial recognition Proposed" in page
    assert f"{amendment.number} For Carried" in page
