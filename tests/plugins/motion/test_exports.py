"""Motions as data."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.sdk.publishing import Audience
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.exports import EXPORTS
from plugins.motion.records import Choice
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import story

PARTS = ("proposer", "seconder", "drafter", "other")


def table(session: Session, name: str, subject_id: int = 0) -> list[dict[str, Any]]:
    """Return an export as dictionaries."""
    (export,) = [export for export in EXPORTS if export.name == name]
    names = [column.name for column in export.columns(session, subject_id)]
    return [dict(zip(names, row, strict=True)) for row in export.rows(session, subject_id, names, Audience.PUBLIC)]


def test_motions_votes_and_page_reconcile(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    story.begin(session, title="Private draft")
    (motion,) = table(session, "motion.motions")
    votes = table(session, "motion.votes")
    division = told.motion.division
    assert division is not None
    assert sorted(vote["councillor"] for vote in votes) == sorted(told.people[part].name for part in PARTS)
    for choice in Choice:
        names = [vote for vote in votes if vote["vote"] == choice]
        assert motion[f"votes_{choice}"] == len(names) == division.count(choice)
    assert table(session, "motion.votes_on_motion", told.motion.id) == votes
    assert table(session, "motion.votes_on_motion", told.motion.id + 1) == []
    assert (motion["number"], motion["outcome"], motion["has_names"]) == ("M2026-001", "carried", True)


def test_the_text_is_exported_as_it_was_hashed_and_a_returned_one_is_not(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    returned = story.begin(session, title="Returned")
    returned.submit_in_public()
    returned.check(is_lawful=False, reason="Not lawful.")
    unchecked = story.begin(session, title="Not public")
    unchecked.submit()
    unchecked.motion.public_at = None
    session.flush()
    carried, other = table(session, "motion.motions")
    assert sha256(carried["text"].encode()).hexdigest() == carried["text_sha256"]
    assert all(clause.text in carried["text"] for clause in told.clauses())
    assert carried["resolution_text"] == "1. Clause of resolves."
    assert (other["state"], other["text"], other["text_sha256"]) == ("returned", None, None)


def test_unknown_numbers_stay_empty(session: Session) -> None:
    enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    (motion,) = table(session, "motion.motions")
    assert motion["votes_for"] is None
    assert motion["seconder"] == ""
    assert table(session, "motion.votes") == []
    actions = table(session, "motion.actions")
    assert [action["kind"] for action in actions] == ["binding", "binding", "binding", "request"]
    assert {action["state"] for action in actions} == {"not_known"}


def test_columns_come_in_the_order_asked_for(session: Session) -> None:
    enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    (export,) = [export for export in EXPORTS if export.name == "motion.motions"]
    assert list(export.rows(session, 0, ["outcome", "number"], Audience.PUBLIC)) == [("carried", "M2023-001")]


def test_everything_about_motions_is_public(session: Session) -> None:
    assert all(column.is_public for export in EXPORTS for column in export.columns(session, 0))
