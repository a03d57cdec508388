"""The public pages of motions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State as ConsultationState
from consult.kernel.authz import SYSTEM, Role
from consult.office.facts import TermFacts, facts_of
from consult.office.models import OfficeRole
from consult.office.services import add_term, edit_term
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.clauses import save_clause
from plugins.motion.services.council import attach_motion, enter_past_motion
from plugins.motion.services.submission import reopen_motion
from tests.factories import XSS, make_activity, make_consultation, make_person
from tests.plugins.motion import story
from tests.support.pages import parsed, words_in
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft whose every text tries to be markup."""
    clock_at(story.STARTS)
    return story.begin(session, title=f"Title {XSS}"[:200])


def test_everybody_reads_a_carried_motion_with_every_name(told: story.Story, client: FormClient) -> None:
    told.carry()
    page = client.get(f"/motions/{told.motion.number}").text
    assert XSS not in page
    assert "<script>alert" not in page
    for name in ("Cllr Ada Proposer", "Cllr Ben Seconder", "Cllr Cy Drafter", "Cllr Di Other"):
        assert name in page
    assert "carried unanimously" in page
    assert "R2026-001" in page
    assert "For officers" not in page


def test_a_vacant_seat_counts_among_the_seats_of_a_vote(told: story.Story, client: FormClient) -> None:
    facts = TermFacts(
        name="Cllr Fay Gone",
        role=OfficeRole.MEMBER,
        ward="Beckton",
        seat="1",
        from_on=story.SINCE,
        to_on=date(2026, 10, 1),
    )
    gone = add_term(told.session, SYSTEM, facts)
    told.carry()
    mended = replace(facts_of(gone), ward="Abbey", seat="99", to_on=None)
    edit_term(told.session, SYSTEM, gone, mended, reason="A slip", version=gone.version)
    page = words_in(parsed(client.get(f"/motions/{told.motion.number}").text, is_page=True))
    assert "The council had 5 seats on this day, and 1 was vacant." in page
    assert "Vacant seats 1" in page
    assert "Vacant on this day: Beckton, seat 1." in page
    meeting = words_in(parsed(client.get(f"/motions/meetings/{story.MEETING.isoformat()}").text, is_page=True))
    assert "Vacant on this day: Beckton, seat 1." in meeting


def test_anybody_can_check_the_fingerprint(told: story.Story, client: FormClient) -> None:
    told.submit_in_public()
    answer = client.get(f"/motions/{told.motion.number}/text")
    assert answer.mimetype == "text/plain"
    fingerprint = sha256(answer.data).hexdigest()
    page = client.get(f"/motions/{told.motion.number}").text.replace("<wbr>", "")
    assert fingerprint in page


def test_the_list_is_filtered_by_words_and_state(told: story.Story, client: FormClient) -> None:
    told.submit_in_public()
    other = story.begin(told.session, title="Plant trees")
    other.submit_in_public()
    draft = story.begin(told.session, title="Secret draft")
    page = client.get("/motions/?q=TREES&state=submitted").text
    assert "Plant trees" in page
    assert str(told.motion.number) not in page
    assert "Plant trees" not in client.get("/motions/?state=carried").text
    assert "Plant trees" not in client.get("/motions/?q=100%25").text
    assert draft.motion.title not in client.get("/motions/?q=secret").text
    assert client.get("/motions/?state=nonsense&before=x").status_code == 200


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    told: story.Story, client: FormClient, count_queries: Callable[[], Any]
) -> None:
    told.submit_in_public()
    with count_queries() as few:
        client.get("/motions/")
    for number in range(3):
        story.begin(told.session, title=f"More {number}").submit_in_public()
    with count_queries() as many:
        client.get("/motions/")
    assert len(many) == len(few)


def test_a_long_list_has_pages(session: Session, client: FormClient) -> None:
    for _ in range(52):
        enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    first = client.get("/motions/").text
    assert "M2023-052" in first
    assert "M2023-002<" not in first
    oldest_shown = first.split("before=")[1].split('"')[0]
    second = client.get(f"/motions/?before={oldest_shown}").text
    assert "M2023-001" in second
    assert "M2023-003" not in second


def test_what_the_public_record_does_not_say_is_said_not_to_be_known(session: Session, client: FormClient) -> None:
    motion = enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    page = client.get(f"/motions/{motion.number}").text
    assert "The public record does not name the seconder" in page
    assert "The public record does not give the numbers" in page
    assert "The public record does not say whether this was done" in page
    assert "Its full text is not available" in page
    assert "Cllr Areeq Chowdhury, Canning Town North" in page
    assert "carried unanimously" in page


def test_an_unknown_motion_is_not_found(told: story.Story, client: FormClient) -> None:
    assert client.get("/motions/M2026-999").status_code == 404
    assert client.get("/motions/None").status_code == 404
    assert client.get("/motions/M%00").status_code == 404
    assert client.get("/motions/?before=%00&q=%00").status_code == 200


def test_a_consultation_shows_its_motions_unless_it_is_a_draft(
    session: Session, told: story.Story, client: FormClient
) -> None:
    told.submit_in_public()
    open_one = make_activity(session, make_consultation(session), "motion")
    attach_motion(session, told.officer, told.motion, open_one)
    assert str(told.motion.number) in client.get(f"/motions/activities/{open_one.id}").text
    assert open_one.consultation.title in client.get(f"/motions/{told.motion.number}").text
    hidden = make_activity(session, make_consultation(session, state=ConsultationState.DRAFT), "motion")
    attach_motion(session, told.officer, told.motion, hidden)
    assert client.get(f"/motions/activities/{hidden.id}").status_code == 404
    assert hidden.consultation.title not in client.get(f"/motions/{told.motion.number}").text
    response = make_activity(session, make_consultation(session))
    assert client.get(f"/motions/activities/{response.id}").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_staff_and_auditors_read_every_text_of_a_motion_that_came_back(
    told: story.Story, client: FormClient, sign_in: Callable[[FormClient, Any], None], role: Role
) -> None:
    told.submit_in_public()
    told.check(is_lawful=False, reason="Names a private person.")
    reopen_motion(told.session, told.proposer, told.motion)
    clause = told.clauses()[0]
    save_clause(told.session, told.proposer, clause, text="A text without names.", version=clause.version)
    address = f"/motions/{told.motion.number}"
    told.submit()
    before, now = "Clause of notes.", "A text without names."
    assert before not in client.get(address).text
    assert now in client.get(address).text
    sign_in(client, make_person(told.session, role))
    shown = client.get(address).text
    assert "All submitted texts" in shown
    assert before in shown
    assert now in shown
