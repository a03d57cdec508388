"""The course of an amendment: a table of moves, and people of every part acting in any order."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from plugins.motion.amendment_course import ADOPTED, AMENDMENT_COURSE, AMENDMENT_MOVES, OPEN, AmendmentState
from plugins.motion.amendment_queries import amendments_of, brought_in
from plugins.motion.amendments import Amendment
from plugins.motion.canonical import text_hash
from plugins.motion.lifecycle import ENDED, State
from plugins.motion.records import Choice
from plugins.motion.services.alterations import consent_to_amendment, take_in_amendment
from plugins.motion.services.amendments import (
    drop_amendment,
    rule_on_amendment,
    second_amendment,
    settle_collision,
    withdraw_amendment,
)
from plugins.motion.services.closures import give_casting_vote
from tests.plugins.motion import debate, story

PARTS = ("proposer", "seconder", "drafter", "other", "officer")
WORDS = ("Mend the lamps.", "Mend all the lamps.", "Clause of resolves, and more.")
TIMES = (story.STARTS, "2026-11-30 20:00", story.AFTER_MEETING)
# Who may ever do what with an amendment, written down a second time and by hand.
ALLOWED = {
    "motion.second_amendment": {"drafter", "other", "seconder"},
    "motion.consent_amendment": {"proposer", "seconder"},
    "motion.withdraw_amendment": {"drafter", "other", "seconder", "proposer"},
    "motion.rule": {"officer"},
    "motion.vote_on_amendment": {"officer"},
}


def test_every_state_has_its_line_and_an_open_one_can_be_ended_by_one_officer() -> None:
    assert set(AMENDMENT_MOVES) == set(AmendmentState)
    assert all(AmendmentState.FALLEN in AMENDMENT_MOVES[state] for state in OPEN)


def test_a_ruling_against_an_amendment_and_its_fall_need_a_reason() -> None:
    assert AMENDMENT_COURSE.needs_reason == {AmendmentState.OUT_OF_ORDER, AmendmentState.FALLEN}


class Debate(RuleBasedStateMachine):
    """People of every part try every act on every amendment at every time."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(clock.set_clock(clock.from_london(datetime.fromisoformat(story.STARTS))))
        self.session = self.stack.enter_context(self.database.sessions())
        self.story = story.begin(self.session)
        self.story.to_agenda()
        self.motion = self.story.motion
        self.hashes: list[str] = []
        self.asked: dict[int, object] = {}

    def teardown(self) -> None:
        try:
            self.one_officer_brings_it_to_an_end()
        finally:
            self.session.rollback()
            self.stack.close()

    def one_officer_brings_it_to_an_end(self) -> None:
        """Whoever of the others is gone: after the meeting an officer lets what is open fall, and records the vote."""
        self.stack.enter_context(clock.set_clock(clock.from_london(datetime.fromisoformat(story.AFTER_MEETING))))
        while waiting := [one for one in amendments_of(self.session, self.motion) if one.is_open]:
            drop_amendment(self.session, self.story.officer, waiting[-1], reason="Nobody is there for it.")
        if self.motion.status not in ENDED:
            debate.vote(self.story, None, State.LOST)
        assert self.motion.status in ENDED

    def attempt(self, who: str, permission: str, number: int, act: Callable[[Actor, Amendment], object]) -> None:
        """Do what the rule lets this person do with one of the amendments; a refusal leaves everything as it was."""
        there = amendments_of(self.session, self.motion)
        if not there:
            return
        amendment, actor = there[number % len(there)], getattr(self.story, who)
        if not actor.can(permission, amendment):
            return
        assert who in ALLOWED[permission]
        before = (amendment.status, len(self.motion.texts), len(self.motion.divisions))
        try:
            with self.session.begin_nested():
                act(actor, amendment)
        except DomainError:
            self.session.expire_all()
            assert (amendment.status, len(self.motion.texts), len(self.motion.divisions)) == before
        assert amendment.status is before[0] or amendment.status in AMENDMENT_MOVES[before[0]]

    @initialize(at=st.sampled_from(TIMES))
    def begin_with_two(self, at: str) -> None:
        """Begin with two amendments of the same words, before the meeting, on its day or after it."""
        for words in WORDS[:2]:
            debate.in_order(self.story, words)
        self.stack.enter_context(clock.set_clock(clock.from_london(datetime.fromisoformat(at))))
        self.is_over, self.has_met = at == story.AFTER_MEETING, at != story.STARTS

    @rule(by=st.sampled_from(["other", "drafter"]), words=st.sampled_from(WORDS), place=st.integers(0, 2))
    def propose(self, by: str, words: str, place: int) -> None:
        try:
            with self.session.begin_nested():
                debate.propose(self.story, words, by=by, place=place)
        except DomainError:
            self.session.expire_all()

    @rule(by=st.sampled_from(["proposer", "officer", "seconder"]), words=st.sampled_from(WORDS))
    def alter(self, by: str, words: str) -> None:
        if not getattr(self.story, by).can("motion.alter", self.motion):
            return
        assert by in {"proposer", "officer"}
        try:
            with self.session.begin_nested():
                debate.alter(self.story, words, by=by)
        except DomainError:
            self.session.expire_all()

    @rule(words=st.sampled_from(WORDS), number=st.integers(0, 5))
    def amend_an_amendment(self, words: str, number: int) -> None:
        above = [one for one in amendments_of(self.session, self.motion) if one.parent is None]
        try:
            with self.session.begin_nested():
                debate.propose(self.story, words, parent=above[number % len(above)])
        except DomainError:
            self.session.expire_all()

    @rule(who=st.sampled_from(PARTS), number=st.integers(0, 5))
    def second(self, who: str, number: int) -> None:
        self.attempt(who, "motion.second_amendment", number, lambda a, one: second_amendment(self.session, a, one))

    @rule(who=st.sampled_from(["officer", *PARTS]), number=st.integers(0, 5), is_in_order=st.booleans())
    def rule_on(self, who: str, number: int, is_in_order: bool) -> None:
        def act(actor: Actor, one: Amendment) -> None:
            rule_on_amendment(
                self.session, actor, one, is_in_order=is_in_order, reason="x", place=None, version=one.version
            )

        self.attempt(who, "motion.rule", number, act)

    @rule(who=st.sampled_from(PARTS), number=st.integers(0, 5))
    def consent(self, who: str, number: int) -> None:
        self.attempt(who, "motion.consent_amendment", number, lambda a, one: consent_to_amendment(self.session, a, one))

    @rule(number=st.integers(0, 5), is_agreed=st.booleans())
    def take_in(self, number: int, is_agreed: bool) -> None:
        def act(actor: Actor, one: Amendment) -> None:
            take_in_amendment(self.session, actor, one, is_agreed=is_agreed)

        self.attempt("officer", "motion.rule", number, act)

    @rule(who=st.sampled_from(PARTS), number=st.integers(0, 5))
    def withdraw(self, who: str, number: int) -> None:
        self.attempt(who, "motion.withdraw_amendment", number, lambda a, one: withdraw_amendment(self.session, a, one))

    @rule(number=st.integers(0, 5))
    def drop(self, number: int) -> None:
        self.attempt("officer", "motion.rule", number, lambda a, one: drop_amendment(self.session, a, one, reason="x"))

    @rule(number=st.integers(0, 5))
    def settle(self, number: int) -> None:
        def act(actor: Actor, one: Amendment) -> None:
            for collision in brought_in(self.session, one).collisions[:1]:
                newest = len(self.motion.texts)
                settle_collision(self.session, actor, one, collision.key, text="Settled.", text_number=newest)

        self.attempt("officer", "motion.rule", number, act)

    @rule(number=st.integers(0, 5), outcome=st.sampled_from([State.CARRIED, State.LOST, State.TIED]))
    def vote(self, number: int, outcome: State) -> None:
        self.attempt(
            "officer", "motion.vote_on_amendment", number, lambda _a, one: debate.vote(self.story, one, outcome)
        )

    @rule(number=st.integers(0, 5), casting=st.sampled_from([Choice.FOR, Choice.AGAINST]))
    def cast(self, number: int, casting: Choice) -> None:
        chair = self.story.roll()[0]

        def act(actor: Actor, one: Amendment) -> None:
            give_casting_vote(self.session, actor, self.motion, casting, chair, one)

        self.attempt("officer", "motion.vote_on_amendment", number, act)

    @rule()
    def vote_on_the_motion(self) -> None:
        waiting = [one for one in amendments_of(self.session, self.motion) if one.is_open]
        try:
            with self.session.begin_nested():
                debate.vote(self.story, None)
        except DomainError:
            self.session.expire_all()
        assert not (waiting and self.motion.status is State.CARRIED)

    @invariant()
    def no_version_and_no_amendment_ever_changes(self) -> None:
        now = [text.hash for text in self.motion.texts]
        assert now[: len(self.hashes)] == self.hashes
        assert all(text_hash(text.canonical) == text.hash for text in self.motion.texts)
        self.hashes = now
        for one in amendments_of(self.session, self.motion):
            assert self.asked.setdefault(one.id, one.changes) == one.changes

    @invariant()
    def each_adopted_amendment_is_one_more_version(self) -> None:
        adopted = [one for one in amendments_of(self.session, self.motion) if one.status in ADOPTED]
        made = [one.result_id for one in adopted if one.parent is None]
        assert sorted(key for key in made if key is not None) == [text.id for text in self.motion.texts[1:]]

    @invariant()
    def nobody_accepts_their_own(self) -> None:
        movers = {self.motion.proposer_id, self.motion.seconder_id}
        for one in amendments_of(self.session, self.motion):
            assert not {consent.given_by_id for consent in one.consents} & {one.proposer_id, one.seconder_id}
            assert one.is_alteration or one.status is not AmendmentState.ACCEPTED or not movers & {one.seconder_id}

    @invariant()
    def without_a_vote_a_text_changes_with_the_consent_of_both_or_of_the_meeting(self) -> None:
        for one in amendments_of(self.session, self.motion):
            if one.status is AmendmentState.ACCEPTED:
                assert (one.agreed_on is not None) is self.has_met
                assert one.seconded_at is not None
                assert one.is_alteration or len(one.consents) == 2
            assert not one.is_alteration or one.division_id is None

    @invariant()
    def after_the_meeting_councillors_change_nothing_themselves(self) -> None:
        if getattr(self, "is_over", False):
            theirs = {getattr(self.story, part).person_id for part in PARTS if part != "officer"}
            given = [one for each in amendments_of(self.session, self.motion) for one in each.consents]
            assert not {consent.given_by_id for consent in given} & theirs
            assert all(one.status is not AmendmentState.WITHDRAWN for one in amendments_of(self.session, self.motion))

    @invariant()
    def what_is_resolved_is_the_last_version(self) -> None:
        if self.motion.resolution is not None:
            assert self.motion.resolution.text_id == self.motion.texts[-1].id


def test_people_of_every_part_acting_in_any_order_keep_the_text_true(database: Database) -> None:
    run_state_machine_as_test(
        type("DebateHere", (Debate,), {"database": database}),
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
