"""Adding to the log of a draft, and that all pages come to the same text whatever happens to them."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from operator import methodcaller
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import Document, Refused
from plugins.motion.drafting.log import MOST_AT_ONCE, SNAPSHOT_EVERY, NotTheirs, TooFast, take_updates, write_draft
from plugins.motion.drafting.models import DraftDocument, DraftUpdate
from plugins.motion.drafting.queries import document_at, read_document
from plugins.motion.meetings import Meeting
from plugins.motion.models import Drafter, Motion
from plugins.motion.policies import NotADraft
from plugins.motion.services.submission import reopen_motion
from tests.plugins.motion import story
from tests.plugins.motion.drafting.page import Page


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def rows(session: Session, motion: Motion) -> int:
    """How many entries the log of a draft has."""
    query = select(func.count()).select_from(DraftUpdate).where(DraftUpdate.motion_id == motion.id)
    return session.scalar(query) or 0


def test_what_two_pages_send_is_joined_and_numbered_without_a_gap(session: Session, told: story.Story) -> None:
    ada, cy = Page(session, told.motion), Page(session, told.motion)
    first = told.clauses()[0]
    assert ada.types(session, told.proposer, first.key, "Clause of many notes.") == first.version + 1
    assert cy.types(session, told.drafter, first.key, "The clause of notes.") == first.version + 2
    assert told.clauses()[0].text == "The clause of many notes."
    assert told.clauses()[0].changed_by == told.people["drafter"]
    assert rows(session, told.motion) == first.version + 2


def test_the_same_sent_twice_is_stored_once(session: Session, told: story.Story) -> None:
    page = Page(session, told.motion)
    page.changes(lambda document: document.write(told.clauses()[0].key, "Once."))
    sent = list(page.waiting)
    seqs = [take_updates(session, told.proposer, told.motion, sent) for _ in range(2)]
    assert seqs[0] == seqs[1] == rows(session, told.motion)


def test_typing_ends_agreements_and_shows_that_a_co_drafter_takes_part(session: Session, told: story.Story) -> None:
    told.agree()
    page = Page(session, told.motion)
    page.types(session, told.drafter, told.clauses()[0].key, "Other.")
    assert all(consent.void_at for consent in told.motion.consents)
    drafter = session.get(Drafter, (told.motion.id, told.people["drafter"].id))
    assert drafter is not None
    assert drafter.joined_at


def test_title_and_meeting_are_the_proposers(session: Session, told: story.Story) -> None:
    def work(document: Document) -> None:
        document.set_title("Another title")
        document.set_meeting(date(2027, 1, 18))

    session.add(Meeting(held_on=date(2027, 1, 18)))
    session.flush()
    page = Page(session, told.motion)
    page.changes(work)
    with pytest.raises(NotTheirs):
        page.sends(session, told.drafter)
    page.sends(session, told.proposer)
    assert (told.motion.title, told.motion.meeting_on) == ("Another title", date(2027, 1, 18))


def test_a_day_without_a_meeting_is_refused(session: Session, told: story.Story) -> None:
    page = Page(session, told.motion)
    page.changes(lambda document: document.set_meeting(date(2027, 1, 19)))
    with pytest.raises(Invalid):
        page.sends(session, told.proposer)


def test_an_empty_title_leaves_the_motion_the_one_it_had(session: Session, told: story.Story) -> None:
    page = Page(session, told.motion)
    page.changes(lambda document: document.set_title(""))
    page.sends(session, told.proposer)
    assert told.motion.title == "Stop live facial recognition"


def test_nothing_is_taken_once_the_draft_was_submitted(session: Session, told: story.Story) -> None:
    page = Page(session, told.motion)
    told.submit()
    before = rows(session, told.motion)
    with pytest.raises(NotADraft):
        page.types(session, told.drafter, told.motion.texts[0].clause_texts[0].key, "Late.")
    assert rows(session, told.motion) == before


def test_a_returned_motion_goes_on_with_the_day_the_officers_set(session: Session, told: story.Story) -> None:
    told.submit()
    told.check(is_lawful=False, reason="Names somebody.")
    session.add(Meeting(held_on=date(2027, 2, 22)))
    told.motion.meeting_on = date(2027, 2, 22)
    session.flush()
    reopen_motion(session, told.proposer, told.motion)
    assert read_document(session, told.motion)[0].meeting_on == date(2027, 2, 22)
    assert told.clauses()[0].text == "Clause of notes."


def test_the_id_of_a_clause_of_another_motion_is_refused(session: Session, told: story.Story) -> None:
    key = story.begin(session, title="Another").clauses()[0].key
    page = Page(session, told.motion)
    page.changes(lambda document: document.add(key, Section.NOTES, "Stolen."))
    with pytest.raises(Refused):
        page.sends(session, told.proposer)


def test_whoever_sends_faster_than_people_type_is_stopped_and_nobody_else(session: Session, told: story.Story) -> None:
    ada, cy = Page(session, told.motion), Page(session, told.motion)
    key = told.clauses()[0].key
    for number in range(MOST_AT_ONCE):
        cy.types(session, told.drafter, key, f"Words {number}.")
    with pytest.raises(TooFast):
        cy.types(session, told.drafter, key, "One too many.")
    assert ada.types(session, told.proposer, told.clauses()[1].key, "Calm.")
    assert told.clauses()[1].text == "Calm."


def test_a_long_log_is_read_from_its_snapshot_and_says_the_same(session: Session, told: story.Story) -> None:
    key = told.clauses()[0].key
    for number in range(SNAPSHOT_EVERY + 5):
        write_draft(session, told.proposer, told.motion, methodcaller("write", key, f"At {number}."))
    kept = session.get_one(DraftDocument, told.motion.id)
    assert 0 < kept.snapshot_seq < kept.seq
    read, seq = read_document(session, told.motion)
    assert seq == kept.seq == rows(session, told.motion)
    assert read.clauses == document_at(session, told.motion, seq).clauses
    assert read.clauses[0].text == f"At {SNAPSHOT_EVERY + 4}."


STEPS = ("type", "type", "add", "move", "delete", "restore", "send", "send", "fetch", "restart")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 99)), max_size=60),
)
def test_all_pages_come_to_the_same_text(
    session: Session, clock_at: Callable[..., Any], plan: list[tuple[str, int, int]]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    people = [told.proposer, told.drafter, told.proposer]
    pages = [Page(session, told.motion) for _ in people]
    added: list[str] = []
    for number, (step, who, chance) in enumerate(plan):
        page = pages[who]
        if step == "send":
            page.sends(session, people[who])
        elif step == "fetch":
            page.fetches(session)
        elif step == "restart":
            session.expire_all()
        else:
            page.changes(partial(act, step=step, number=number, chance=chance))
            added += [f"n{number}"] if step == "add" else []
    for page, person in zip(pages, people, strict=True):
        page.sends(session, person)
    for page in pages:
        page.fetches(session)
    stored = read_document(session, told.motion)[0]
    assert [page.document.clauses for page in pages] == [stored.clauses] * 3
    assert Document([page.document.whole() for page in pages]).clauses == stored.clauses
    assert {f"C-{told.motion.id}-{name}" for name in added} <= {
        f"C-{told.motion.id}-{clause.key.rpartition('-')[2]}" for clause in stored.clauses
    }


def act(document: Document, step: str, number: int, chance: int) -> None:
    """Do one thing to a document, as chance has it."""
    clause = random.Random(chance).choice(document.clauses)
    if step == "type":
        place = chance % (len(clause.text) + 1)
        document.write(clause.key, f"{clause.text[:place]} é😀{number} {clause.text[place + chance % 3 :]}")
    elif step == "add":
        document.add(f"{clause.key[:8]}-n{number}", clause.section, f"New {number}.")
    elif step == "move" and not clause.is_deleted:
        document.move(clause.key, 1 if chance % 2 else -1)
    elif step in {"delete", "restore"}:
        document.mark(clause.key, is_deleted=step == "delete")


def test_of_many_who_send_at_once_each_gets_a_number_of_its_own(live_database: Database) -> None:
    with clock.set_clock(clock.from_london(datetime.fromisoformat(story.STARTS))):
        with live_database.unit_of_work() as session:
            told = story.begin(session)
            motion_id, begun = told.motion.id, told.clauses()[0].version
            pages = [Page(session, told.motion) for _ in range(10)]
            key, actor = told.clauses()[0].key, told.proposer

        def send(number: int) -> int:
            pages[number].changes(lambda document: document.write(key, f"Clause of notes. Word{number}"))
            return live_database.write(lambda session: pages[number].sends(session, actor))

        with ThreadPoolExecutor(max_workers=5) as pool:
            seqs = sorted(pool.map(send, range(10)))
        assert seqs == list(range(begun + 1, begun + 11))
        with live_database.reading() as session:
            text = read_document(session, session.get_one(Motion, motion_id))[0].clauses[0].text
        assert all(f"Word{number}" in text for number in range(10))
