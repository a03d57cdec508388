"""The officers' pages of votes around a debate, and what everybody reads of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from plugins.motion.lifecycle import State
from tests.plugins.motion import story
from tests.support.web import FormClient

COUNCILLOR = "/motions/councillors/%s"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion whose meeting was yesterday."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    return made


def test_a_closure_an_equal_vote_its_casting_vote_and_a_minuted_vote_are_recorded(
    client: FormClient, told: story.Story, sign_in: Callable[[FormClient, Any], None]
) -> None:
    sign_in(client, told.people["officer"])
    base, page = f"/staff/motions/{told.motion.id}", f"/motions/{told.motion.number}"
    assert client.post_form(f"{base}/closure", {"threshold": "simple", "outcome": "lost"}).status_code == 422
    closure = {"closure": "next_business", "is_named": "no", "outcome": "lost", "for_count": "1", "against_count": "3"}
    closure["threshold"] = "simple"
    assert [client.post_form(f"{base}/closure", closure).status_code for _ in range(2)] == [303, 303]
    assert client.post_form(f"{base}/closure", {**closure, "for_count": "0"}).status_code == 409
    assert client.post_form(f"{base}/outcome", {"threshold": "simple", "outcome": "tied"}).status_code == 303
    assert f"{base}/casting-vote" in client.get(page).text
    ids = [str(number) for number in told.term_ids()]
    minuted = f"{base}/votes/2/minuted"
    assert minuted in client.get(page).text
    assert client.post_form(minuted, {"member": ids[1], "choice": "absent"}).status_code == 422
    assert client.post_form(minuted, {"member": ids[1], "choice": "against"}).status_code == 303
    assert client.get(f"{base}/votes/9/minuted").status_code == 404
    cast = {"casting_vote": "for", "chair_id": ids[0]}
    assert client.post_form(f"{base}/casting-vote", {"casting_vote": "for"}).status_code == 422
    assert [client.post_form(f"{base}/casting-vote", cast).status_code for _ in range(2)] == [303, 303]
    assert told.motion.status is State.CARRIED
    read = client.get(page).text
    seconder = told.roll()[1].holder_id
    (linked,) = set(
        re.findall(rf'href="({page}[^"]*)">{told.motion.number}', client.get(COUNCILLOR % seconder).text)
    ) - {page}
    assert client.get(linked).status_code == 200
    for words in ("proceeds to the next business", "gave the casting vote for", "minuted because the member asked"):
        assert words in read


def test_a_closure_is_recorded_by_name_as_a_motion_is(
    client: FormClient, told: story.Story, sign_in: Callable[[FormClient, Any], None]
) -> None:
    sign_in(client, told.people["officer"])
    base, page = f"/staff/motions/{told.motion.id}", f"/motions/{told.motion.number}"
    named = {"closure": "put_now", "is_named": "yes", "threshold": "simple"}
    by_name = client.post_form(f"{base}/closure", named)
    assert by_name.location.endswith(f"{base}/closures/put_now/vote")
    assert "That the question is now put" in client.get(by_name.location).text
    assert client.get(f"{base}/closures/lunch/vote").status_code == 404
    totals = {"for_count": "2", "against_count": "2", "abstain_count": "0", "threshold": "simple"}
    names = "Against: Cllr Ben Seconder, Cllr Cy Drafter"
    given = {**totals, "casting_vote": "none", "chair_id": "", "rest": "for", "names": names}
    assert client.post_form(f"{base}/closures/put_now/vote/list", given).status_code == 303
    read = client.get(page).text
    assert f"{page}/votes/1" in read
    assert f"{base}/closures/put_now/casting-vote" in read
    cast = {"casting_vote": "for", "chair_id": str(told.term_ids()[0])}
    assert client.post_form(f"{base}/closures/put_now/casting-vote", cast).status_code == 303
    assert "gave the casting vote for" in client.get(page).text
    assert told.motion.status is State.ON_AGENDA
    read_by_name = client.get(f"{page}/votes/1").text
    assert "Cllr Cy Drafter" in read_by_name
    assert "The vote was on ending the debate: “That the question is now put”." in read_by_name
