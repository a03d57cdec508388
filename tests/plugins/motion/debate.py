"""Amendments to the motion of a story, for tests."""

from dataclasses import replace
from typing import Any

from plugins.motion.amendments import Amendment, wording_of
from plugins.motion.canonical import ClauseText
from plugins.motion.changes import Wording, changes_between
from plugins.motion.lifecycle import State
from plugins.motion.services.alterations import propose_alteration
from plugins.motion.services.amendments import mover_of, propose_amendment, rule_on_amendment, second_amendment
from plugins.motion.services.votes import UnnamedVote, record_unnamed_vote
from tests.plugins.motion.story import Story


def with_words(text: Wording, place: int, words: str) -> Wording:
    """A text in which one clause says something else."""
    clauses = [ClauseText(one.key, one.section, words) if at == place else one for at, one in enumerate(text.clauses)]
    return replace(text, clauses=tuple(clauses))


def propose(
    told: Story, words: str, *, place: int = 2, by: str = "other", parent: Amendment | None = None, reason: str = ""
) -> Amendment:
    """Propose that one clause says something else."""
    assert told.motion.frozen is not None
    base = parent.asked if parent is not None else wording_of(told.motion.frozen)
    other = "drafter" if by == "other" else "other"
    return propose_amendment(
        told.session,
        getattr(told, by),
        told.motion,
        changes_between(base, with_words(base, place, words)),
        proposer=mover_of(told.session, told.people[by]),
        seconder=mover_of(told.session, told.people[other]),
        reason=reason,
        text_number=told.motion.frozen.number,
        parent=parent,
    )


def alter(told: Story, words: str, *, place: int = 2, by: str = "proposer") -> Amendment:
    """Ask, as the proposer, that one clause of the motion says something else, or enter it as an officer."""
    assert told.motion.frozen is not None
    base = wording_of(told.motion.frozen)
    return propose_alteration(
        told.session,
        getattr(told, by),
        told.motion,
        changes_between(base, with_words(base, place, words)),
        reason="It is clearer.",
        text_number=told.motion.frozen.number,
        is_of_meeting=by == "officer",
    )


def rule_in_order(told: Story, amendment: Amendment) -> None:
    """Let the officer rule that an amendment or alteration is in order."""
    ruling: dict[str, Any] = {"is_in_order": True, "reason": "Relevant.", "place": None, "version": amendment.version}
    rule_on_amendment(told.session, told.officer, amendment, **ruling)


def in_order(told: Story, words: str, **more: object) -> Amendment:
    """Bring an amendment to the vote."""
    amendment = propose(told, words, **more)  # type: ignore[arg-type]
    second_amendment(told.session, told.drafter, amendment)
    rule_in_order(told, amendment)
    return amendment


def vote(told: Story, amendment: Amendment | None, outcome: State = State.CARRIED) -> None:
    """Vote without names, on an amendment or on the motion."""
    record_unnamed_vote(told.session, told.officer, told.motion, UnnamedVote(outcome=outcome), amendment)
