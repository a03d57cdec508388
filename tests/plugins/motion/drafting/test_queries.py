"""Reading a draft from its log."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel import clock
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.log import take_updates, write_draft
from plugins.motion.drafting.queries import (
    PAUSE,
    all_clauses,
    changed_at,
    document_at,
    draft_text,
    entries,
    read_document,
    versions_of,
)
from plugins.motion.services.clauses import delete_clause, save_clause
from tests.plugins.motion import story
from tests.plugins.motion.drafting.page import Page


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_each_entry_of_the_log_can_be_read_as_the_draft_was_then(session: Session, told: story.Story) -> None:
    first = told.clauses()[0]
    save_clause(session, told.proposer, first, text="Later.", version=first.version)
    assert document_at(session, told.motion, first.version).clauses[0].text == "Clause of notes."
    assert read_document(session, told.motion)[0].clauses[0].text == "Later."
    assert read_document(session, told.motion)[1] == first.version + 1
    assert [entry.seq for entry in entries(session, told.motion, after=first.version)] == [first.version + 1]


def test_a_clause_without_words_is_no_part_of_the_text(session: Session, told: story.Story) -> None:
    write_draft(session, told.proposer, told.motion, lambda document: document.write(told.clauses()[0].key, " \n"))
    assert [clause.section for clause in draft_text(session, told.motion)] == ["believes", "resolves"]
    assert len(all_clauses(session, told.motion)) == 3


def test_what_is_typed_is_frozen_without_the_signs_that_hide(session: Session, told: story.Story) -> None:
    key = told.clauses()[0].key
    write_draft(session, told.proposer, told.motion, lambda document: document.write(key, " Ne\u202ewham e\u0301. "))
    assert draft_text(session, told.motion)[0].text == "Newham é."


def test_words_typed_in_one_go_are_one_version_and_another_person_begins_another(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    page = Page(session, told.motion)
    key = page.document.clauses[0].key
    for words in ("A", "Ab", "Abc"):
        page.types(session, told.proposer, key, words)
    page.types(session, told.drafter, key, "Abcd")
    clock_at((clock.now() + PAUSE + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M"))
    page.types(session, told.drafter, key, "Abcde")
    history = told.history(told.clauses()[0])
    assert [(version.text, version.saved_by and version.saved_by.name) for version in history] == [
        ("Clause of notes.", "Cllr Ada Proposer"),
        ("Abc", "Cllr Ada Proposer"),
        ("Abcd", "Cllr Cy Drafter"),
        ("Abcde", "Cllr Cy Drafter"),
    ]


def test_the_history_says_what_was_deleted(session: Session, told: story.Story) -> None:
    clause = told.clauses()[0]
    delete_clause(session, told.proposer, clause, version=clause.version)
    assert [(version.number, version.is_deletion) for version in told.history(clause)] == [(1, False), (2, True)]
    assert changed_at(session, told.motion) == clock.now()


def test_a_motion_without_a_document_has_no_words(session: Session, told: story.Story) -> None:
    other = story.begin(session, title="Another").motion
    take_updates(session, told.proposer, told.motion, [])
    assert {version.key for version in versions_of(session, other)} == {
        clause.key for clause in all_clauses(session, other)
    }
    assert Document().clauses == []
