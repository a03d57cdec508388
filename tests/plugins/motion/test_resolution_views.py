"""The page of a resolution, and the register of what has to be done."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import ActionState
from plugins.motion.services.resolutions import move_action
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_resolutions import DAY, letter
from tests.support.pages import parsed, words_in
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with its resolution."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def read(client: FormClient, address: str) -> str:
    return str(words_in(parsed(client.get(address).text, is_page=True)))


def test_a_resolution_has_a_page_that_can_be_cited_clause_by_clause(told: story.Story, client: FormClient) -> None:
    letter(told)
    key = told.clauses()[-1].key
    page = client.get("/motions/resolutions/R2026-001")
    assert f'href="#resolved-{key}"' in page.text
    assert f'id="resolved-{key}"' in page.text
    said = read(client, "/motions/resolutions/R2026-001")
    assert "Link to resolved 1" in said
    assert "resolution R2026-001, “Stop live facial recognition”, adopted on 30 November 2026." in said
    assert "/motions/resolutions/R2026-001" in said
    assert "Action 1" in said
    assert client.get("/motions/resolutions/R2026-009").status_code == 404
    motion = client.get(f"/motions/{told.motion.number}").text
    assert 'href="/motions/resolutions/R2026-001"' in motion
    assert f'href="#{key}"' in motion
    assert motion.index('id="resolution"') < motion.index('id="text"') < motion.index('id="vote"')


def test_a_resolution_is_not_there_while_its_motion_is_not_public(told: story.Story, client: FormClient) -> None:
    told.motion.public_at = None
    assert client.get("/motions/resolutions/R2026-001").status_code == 404
    assert "Stop live" not in client.get("/motions/actions").text


def test_a_rescission_is_entered_with_the_check_and_both_pages_say_it(
    told: story.Story, client: FormClient, sign_in: Callable[..., None], clock_at: Callable[..., Any]
) -> None:
    other = story.begin(told.session, title="Start it again")
    clock_at(story.STARTS)
    other.submit()
    story.call(told.session, date(2027, 1, 25))
    clock_at(story.AFTER_MEETING)
    sign_in(client, told.people["officer"])
    check, page = f"/staff/motions/{other.motion.id}/check", f"/motions/{other.motion.number}"
    assert "needs 10 members to sign it" in client.get(check).text
    given = {"meeting_on": "2027-01-25", "version": "1", "number": "1", "is_in_scope": "yes", "is_lawful": "yes"}
    given |= {"earlier": "rescinds", "rescinded": "r2026-009", "signatures": "10"}
    unknown = client.post_form(check, given)
    assert unknown.status_code == 422
    assert "There is no resolution with this number" in unknown.text
    few = client.post_form(check, {**given, "rescinded": "r2026-001", "signatures": "9"})
    assert "Until 30 May 2027 the motion needs 10 signatures of members and has 9" in few.text
    assert client.post_form(check, {**given, "rescinded": "r2026-001"}).status_code == 303
    assert "It rescinds resolution R2026-001 of 30 November 2026. 10 members signed it" in read(client, page)
    rescinded = "The council rescinded this resolution."
    assert rescinded not in read(client, "/motions/resolutions/R2026-001")
    other.place(date(2027, 1, 25))
    clock_at("2027-01-26 09:00")
    debate.vote(other, None)
    for address in ("/motions/resolutions/R2026-001", f"/motions/{told.motion.number}"):
        assert f"{rescinded} On 25 January 2027 it carried motion {other.motion.number}" in read(client, address)


def test_overdue_actions_come_first_and_say_for_how_long(
    told: story.Story, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    done = letter(told, text="Done thing", due_on=date(2026, 12, 2))
    letter(told, 2, text="Open thing", due_on=date(2027, 6, 1))
    letter(told, 3, text="Late thing", due_on=date(2026, 12, 30))
    letter(told, 4, text="Later thing", due_on=date(2026, 12, 10))
    move_action(told.session, told.officer, done, to=ActionState.CLOSED, happened_on=DAY, note="Done", version=1)
    clock_at("2027-01-09 09:00")
    said = read(client, "/motions/actions")
    order = [said.index(words) for words in ("Later thing", "Late thing", "Open thing", "Done thing")]
    assert order == sorted(order)
    assert "2 overdue" in said
    assert "30 days overdue" in said
    assert "10 days overdue" in said
    listed = json.loads(client.get("/motions/actions.json?standing=overdue&sort=due_on").data)
    assert [(row["text"], row["days_overdue"], row["age"]) for row in listed] == [
        ("Later thing", 30, 40),
        ("Late thing", 10, 40),
    ]
    assert '"Done thing"' in client.get("/motions/actions.csv?q=done").text
    assert "1 of 4 shown." in read(client, "/motions/actions?q=open&standing=open")
