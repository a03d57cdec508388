"""Writing clauses together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from plugins.motion.canonical import Section
from plugins.motion.drafting.queries import all_clauses, clauses_now, newest_deleted
from plugins.motion.models import Motion
from plugins.motion.policies import NotADraft
from plugins.motion.services.clauses import (
    ClauseChanged,
    add_clause,
    delete_clause,
    move_clause,
    restore_clause,
    save_clause,
)
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_a_save_from_an_old_version_is_refused_and_both_texts_are_there(session: Session, told: story.Story) -> None:
    clause = told.clauses()[0]
    hers = save_clause(session, told.proposer, clause, text="Hers.", version=clause.version)
    with pytest.raises(ClauseChanged) as refused:
        save_clause(session, told.drafter, clause, text="His.", version=clause.version)
    assert refused.value.clause.text == "Hers."
    assert refused.value.base == "Clause of notes."
    save_clause(session, told.drafter, clause, text="His.", version=hers.version)
    assert [version.text for version in told.history(clause)] == ["Clause of notes.", "Hers.", "His."]


def test_two_saves_that_touch_other_words_are_both_kept(session: Session, told: story.Story) -> None:
    clause = told.clauses()[0]
    save_clause(session, told.proposer, clause, text="Clause of many notes.", version=clause.version)
    both = save_clause(session, told.drafter, clause, text="The clause of notes.", version=clause.version)
    assert both.text == "The clause of many notes."


def test_a_save_keeps_what_was_changed_elsewhere_meanwhile(session: Session, told: story.Story) -> None:
    first, second, _third = told.clauses()
    save_clause(session, told.proposer, second, text="Hers.", version=second.version)
    save_clause(session, told.drafter, first, text="His.", version=first.version)
    assert [clause.text for clause in told.clauses()][:2] == ["His.", "Hers."]


def test_saving_the_words_that_stand_changes_nothing(session: Session, told: story.Story) -> None:
    clause = told.clauses()[0]
    saved = [
        save_clause(session, told.proposer, clause, text="Hers.", version=clause.version).version for _ in range(2)
    ]
    assert saved == [clause.version + 1] * 2


def test_the_same_new_clause_sent_twice_is_added_once(session: Session, told: story.Story) -> None:
    for _ in range(2):
        add_clause(session, told.proposer, told.motion, key="C-again", section=Section.NOTES, text="More.")
    assert [clause.text for clause in told.clauses()].count("More.") == 1


def test_a_clause_id_of_another_motion_is_refused(session: Session, told: story.Story) -> None:
    other = story.begin(session, title="Another")
    with pytest.raises(Invalid):
        add_clause(
            session, told.proposer, told.motion, key=other.clauses()[0].key, section=Section.NOTES, text="Stolen."
        )


def test_a_deleted_clause_stays_as_a_tombstone_and_comes_back_in_its_place(session: Session, told: story.Story) -> None:
    before = [clause.key for clause in told.clauses()]
    clause = told.clauses()[1]
    delete_clause(session, told.proposer, clause, version=clause.version)
    assert clause.key not in [clause.key for clause in told.clauses()]
    assert [one.key for one in newest_deleted(all_clauses(session, told.motion))] == [clause.key]
    restore_clause(session, told.proposer, clause)
    restore_clause(session, told.proposer, clause)
    assert [clause.key for clause in told.clauses()] == before
    assert [version.is_deletion for version in told.history(clause)] == [False, True, False]


def test_a_clause_that_was_changed_is_not_deleted_unread(session: Session, told: story.Story) -> None:
    clause = told.clauses()[0]
    save_clause(session, told.drafter, clause, text="New words.", version=clause.version)
    with pytest.raises(ClauseChanged):
        delete_clause(session, told.proposer, clause, version=clause.version)
    assert clause.key in [one.key for one in told.clauses()]


def test_saving_a_clause_that_was_deleted_meanwhile_is_a_conflict_and_then_puts_it_back(
    session: Session, told: story.Story
) -> None:
    clause = told.clauses()[0]
    delete_clause(session, told.proposer, clause, version=clause.version)
    with pytest.raises(ClauseChanged):
        save_clause(session, told.drafter, clause, text="Still wanted.", version=clause.version)
    seen = all_clauses(session, told.motion)[0]
    assert not save_clause(session, told.drafter, seen, text="Still wanted.", version=seen.version).is_deleted


def test_moving_swaps_neighbours_of_one_section_and_a_repeat_moves_nothing(session: Session, told: story.Story) -> None:
    for letter in "abc":
        add_clause(session, told.proposer, told.motion, key=f"C-{letter}", section=Section.NOTES, text=letter)
    last = told.clauses()[3]
    position = last.position

    def texts() -> list[str]:
        return [clause.text for clause in clauses_now(session, told.motion) if clause.section == "notes"]

    assert texts() == ["Clause of notes.", "a", "b", "c"]
    for _ in range(2):
        move_clause(session, told.proposer, last, direction="up", position=position)
    assert texts() == ["Clause of notes.", "a", "c", "b"]
    for _ in range(2):
        now = next(clause for clause in told.clauses() if clause.key == last.key)
        move_clause(session, told.proposer, last, direction="down", position=now.position)
        assert texts() == ["Clause of notes.", "a", "b", "c"]
    move_clause(session, told.proposer, last, direction="down", position=last.position)
    assert texts() == ["Clause of notes.", "a", "b", "c"]


def test_clauses_can_be_moved_for_ever(session: Session, told: story.Story) -> None:
    for letter in "ab":
        add_clause(session, told.proposer, told.motion, key=f"C-{letter}", section=Section.NOTES, text=letter)
    for _ in range(400):
        clause = told.clauses()[1]
        move_clause(session, told.proposer, clause, direction="up", position=clause.position)
    assert max(len(clause.position) for clause in told.clauses()) <= 120
    assert sorted(clause.text for clause in told.clauses() if clause.section == "notes") == [
        "Clause of notes.",
        "a",
        "b",
    ]


def test_nothing_is_written_after_submission(session: Session, told: story.Story) -> None:
    told.submit()
    clause = told.clauses()[0]
    with pytest.raises(NotADraft):
        save_clause(session, told.proposer, clause, text="Late.", version=clause.version)
    with pytest.raises(NotADraft):
        delete_clause(session, told.proposer, clause, version=clause.version)
    with pytest.raises(NotADraft):
        move_clause(session, told.proposer, clause, direction="up", position=clause.position)
    with pytest.raises(NotADraft):
        add_clause(session, told.proposer, told.motion, key="C-late", section=Section.NOTES, text="Late.")


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 5_001])
def test_a_clause_has_words_and_not_too_many(session: Session, told: story.Story, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        save_clause(session, told.proposer, told.clauses()[0], text=text, version=told.clauses()[0].version)
    assert "text" in refused.value.fields


def test_of_ten_saves_at_once_from_one_version_exactly_one_is_taken(live_database: Database) -> None:
    with clock.set_clock(clock.from_london(datetime.fromisoformat(story.STARTS))):
        with live_database.unit_of_work() as session:
            told = story.begin(session)
            motion_id, version, actor = told.motion.id, told.clauses()[0].version, told.proposer

        def save(number: int) -> str:
            def work(session: Session) -> str:
                clause = clauses_now(session, session.get_one(Motion, motion_id))[0]
                return save_clause(session, actor, clause, text=f"Words {number}.", version=version).text

            try:
                return live_database.write(work)
            except ClauseChanged:
                return ""

        with ThreadPoolExecutor(max_workers=5) as pool:
            taken = [text for text in pool.map(save, range(10)) if text]
        with live_database.reading() as session:
            clause = clauses_now(session, session.get_one(Motion, motion_id))[0]
            assert ([clause.text], clause.version) == (taken, version + 1)
