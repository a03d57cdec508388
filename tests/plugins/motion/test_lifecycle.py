"""The course of a motion: tables of moves, and people of every kind acting in any order."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from plugins.motion.canonical import Section, text_hash
from plugins.motion.lifecycle import ACTION_MOVES, COMES_BACK, ENDED, MOVES, ActionState, State
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.models import Motion
from plugins.motion.policies import may_read
from plugins.motion.queries import visible_to
from plugins.motion.records import Choice
from plugins.motion.services.checks import check_motion, lapse_motion, put_on_agenda
from plugins.motion.services.clauses import add_clause, delete_clause, save_clause
from plugins.motion.services.closures import give_casting_vote
from plugins.motion.services.consents import draft_as_it_stands, give_consent, take_back_consent
from plugins.motion.services.meeting_acts import accept_as_urgent, record_act
from plugins.motion.services.submission import agree_withdrawal, ask_withdrawal, reopen_motion, submit_motion
from plugins.motion.services.votes import UnnamedVote, record_named_vote, record_unnamed_vote
from plugins.motion.voting_rules import Closure
from tests.factories import actor_for, make_actor, make_person
from tests.plugins.motion import story

PARTS = ("proposer", "seconder", "drafter", "other", "officer", "both", "resident")
# Who may ever do what, written down a second time and by hand.
ALLOWED = {
    "motion.edit": {"proposer", "drafter"},
    "motion.consent": {"proposer", "seconder"},
    "motion.submit": {"proposer"},
    "motion.reopen": {"proposer"},
    "motion.withdraw": {"proposer"},
    "motion.agree_withdrawal": {"seconder"},
    "motion.check": {"officer", "both"},
    "motion.schedule": {"officer", "both"},
    "motion.record_vote": {"officer", "both"},
    "motion.lapse": {"officer", "both"},
    "motion.record_act": {"officer", "both"},
    "motion.take_as_urgent": {"officer", "both"},
}


@pytest.mark.parametrize("moves", [MOVES, ACTION_MOVES])
def test_every_state_has_its_line_in_the_table(moves: dict[Any, frozenset[Any]]) -> None:
    kinds = set(type(next(iter(moves))).__members__.values())
    assert set(moves) == kinds
    reached = frozenset().union(*moves.values())
    assert kinds - reached <= {State.DRAFT, ActionState.NOT_STARTED, ActionState.NOT_KNOWN}


def test_every_action_can_be_closed() -> None:
    assert all(ActionState.CLOSED in follow for state, follow in ACTION_MOVES.items() if state != ActionState.CLOSED)


class People(RuleBasedStateMachine):
    """People of every role try every act at every time."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.at = clock.from_london(datetime.fromisoformat(story.STARTS))
        self.stack.enter_context(clock.set_clock(self.at))
        self.session = self.stack.enter_context(self.database.sessions())
        self.story = story.begin(self.session)
        self.motion = self.story.motion
        self.actors: dict[str, Actor] = {
            "proposer": self.story.proposer,
            "seconder": self.story.seconder,
            "drafter": self.story.drafter,
            "other": self.story.other,
            "officer": self.story.officer,
            "both": actor_for(self.session, make_person(self.session, Role.OFFICER, Role.COUNCILLOR)),
            "resident": make_actor(self.session),
        }
        self.state = self.motion.status
        self.number: str | None = None
        self.hashes: list[str] = []
        self.saved = 0

    @initialize(stage=st.integers(min_value=0, max_value=3))
    def begin_somewhere(self, stage: int) -> None:
        """Begin with a draft, a submitted motion, one on the agenda, or one whose meeting is over."""
        if stage:
            self.story.submit()
        if stage > 1:
            self.story.check()
            put_on_agenda(
                self.session,
                self.story.officer,
                self.motion,
                meeting_on=story.MEETING,
                item=1,
                version=self.motion.version,
            )
        if stage > 2:
            self.the_meeting_passes()
        self.state = self.motion.status

    def teardown(self) -> None:
        try:
            self.one_officer_brings_it_to_an_end()
        finally:
            self.session.rollback()
            self.stack.close()

    def one_officer_brings_it_to_an_end(self) -> None:
        """Whoever of the others is gone, what was submitted is decided, lapses, or goes into other hands."""
        officer = self.actors["officer"]
        if self.motion.status is State.SUBMITTED:
            self.find_valid(officer)
        if self.motion.status in {State.VALID, *COMES_BACK}:
            self.bring_back("officer")
        if self.motion.status is State.ON_AGENDA:
            self.the_meeting_passes()
            self.lapse("officer")
        if self.motion.status is State.RETURNED:
            # It is with its proposer; when they are gone another councillor takes their place.
            assert officer.can("motion.change_parts", self.motion)
        else:
            assert self.motion.status in {State.DRAFT, *ENDED}, self.motion.status

    def find_valid(self, officer: Actor) -> None:
        """Check the motion for a meeting that is still to come."""
        day = clock.london(self.at).date() + timedelta(days=20)
        story.call(self.session, day)
        check_motion(
            self.session,
            officer,
            self.motion,
            meeting_on=day,
            is_in_scope=True,
            is_lawful=True,
            reason="",
            text_number=len(self.motion.texts),
            number=len(self.motion.checks_of_text),
        )
        self.state = self.motion.status

    def attempt(self, who: str, permission: str, act: Callable[[Actor], object]) -> None:
        """Do what the rule lets this person do; a refusal leaves everything as it was."""
        actor = self.actors[who]
        allowed = actor.can(permission, self.motion)
        assert not allowed or who in ALLOWED[permission]
        if not allowed:
            return
        try:
            with self.session.begin_nested():
                act(actor)
        except DomainError:
            self.session.refresh(self.motion)
            assert self.motion.status is self.state
        assert self.motion.status is self.state or self.motion.status in MOVES[self.state]
        self.state = self.motion.status

    @rule(who=st.sampled_from(PARTS), text=st.sampled_from(["One.", "Two."]))
    def save(self, who: str, text: str) -> None:
        clauses = self.story.clauses()
        if clauses:
            self.attempt(
                who,
                "motion.edit",
                lambda actor: save_clause(self.session, actor, clauses[-1], text=text, version=clauses[-1].version),
            )

    @rule(who=st.sampled_from(PARTS))
    def add(self, who: str) -> None:
        self.saved += 1
        key = f"C-new-{self.motion.id}-{self.saved}"
        section = Section.RESOLVES
        self.attempt(
            who,
            "motion.edit",
            lambda actor: add_clause(self.session, actor, self.motion, key=key, section=section, text="More."),
        )

    @rule(who=st.sampled_from(PARTS))
    def delete(self, who: str) -> None:
        clauses = self.story.clauses()
        if clauses:
            self.attempt(
                who,
                "motion.edit",
                lambda actor: delete_clause(self.session, actor, clauses[0], version=clauses[0].version),
            )

    @rule(who=st.sampled_from(["proposer", "seconder", *PARTS]))
    def consent(self, who: str) -> None:
        seen = draft_as_it_stands(self.session, self.motion).seen
        self.attempt(who, "motion.consent", lambda actor: give_consent(self.session, actor, self.motion, seen=seen))

    @rule(who=st.sampled_from(PARTS))
    def take_back(self, who: str) -> None:
        self.attempt(who, "motion.consent", lambda actor: take_back_consent(self.session, actor, self.motion))

    @rule(who=st.sampled_from(["proposer", *PARTS]))
    def submit(self, who: str) -> None:
        self.attempt(who, "motion.submit", lambda actor: submit_motion(self.session, actor, self.motion))

    @precondition(lambda self: self.motion.status is State.DRAFT)
    @rule()
    def agree_and_submit(self) -> None:
        if any(clause.section == "resolves" for clause in self.story.clauses()):
            self.consent("proposer")
            self.consent("seconder")
            self.submit("proposer")

    @rule(who=st.sampled_from(["officer", *PARTS]), is_lawful=st.booleans(), is_again=st.booleans())
    def check(self, who: str, is_lawful: bool, is_again: bool) -> None:
        self.attempt(
            who,
            "motion.check",
            lambda actor: check_motion(
                self.session,
                actor,
                self.motion,
                meeting_on=story.MEETING,
                is_in_scope=True,
                is_lawful=is_lawful,
                reason="Not lawful",
                text_number=len(self.motion.texts),
                number=len(self.motion.checks_of_text) + is_again,
            ),
        )

    @rule(who=st.sampled_from(["officer", *PARTS]))
    def schedule(self, who: str) -> None:
        self.attempt(
            who,
            "motion.schedule",
            lambda actor: put_on_agenda(
                self.session, actor, self.motion, meeting_on=story.MEETING, item=1, version=self.motion.version
            ),
        )

    @rule(who=st.sampled_from(PARTS))
    def reopen(self, who: str) -> None:
        self.attempt(who, "motion.reopen", lambda actor: reopen_motion(self.session, actor, self.motion))

    @rule(who=st.sampled_from(PARTS))
    def ask(self, who: str) -> None:
        self.attempt(who, "motion.withdraw", lambda actor: ask_withdrawal(self.session, actor, self.motion, reason="x"))

    @rule(who=st.sampled_from(PARTS))
    def agree(self, who: str) -> None:
        self.attempt(who, "motion.agree_withdrawal", lambda actor: agree_withdrawal(self.session, actor, self.motion))

    @rule()
    def the_meeting_passes(self) -> None:
        self.at += timedelta(days=30)
        self.stack.enter_context(clock.set_clock(self.at))

    @rule(who=st.sampled_from(["officer", *PARTS]), choices=st.lists(st.sampled_from(Choice), min_size=1, max_size=5))
    def vote(self, who: str, choices: list[Choice]) -> None:
        ballot = self.story.ballot(*choices)
        self.attempt(
            who, "motion.record_vote", lambda actor: record_named_vote(self.session, actor, self.motion, ballot)
        )

    @rule(who=st.sampled_from(PARTS))
    def lapse(self, who: str) -> None:
        self.attempt(who, "motion.lapse", lambda actor: lapse_motion(self.session, actor, self.motion))

    @rule(who=st.sampled_from(["officer", *PARTS]), done=st.sampled_from(MeetingAct))
    def act(self, who: str, done: MeetingAct) -> None:
        self.attempt(
            who,
            "motion.record_act",
            lambda actor: record_act(self.session, actor, self.motion, done, body="The cabinet", reason="x"),
        )

    @rule(
        who=st.sampled_from(["officer", *PARTS]),
        closure=st.sampled_from(Closure),
        outcome=st.sampled_from([State.CARRIED, State.LOST]),
    )
    def close(self, who: str, closure: Closure, outcome: State) -> None:
        vote = UnnamedVote(outcome=outcome)
        self.attempt(
            who,
            "motion.record_act",
            lambda actor: record_unnamed_vote(self.session, actor, self.motion, vote, closure=closure),
        )

    @rule(who=st.sampled_from(["officer", *PARTS]), casting=st.sampled_from([Choice.FOR, Choice.AGAINST]))
    def cast(self, who: str, casting: Choice) -> None:
        chair = self.story.roll()[0]
        self.attempt(
            who,
            "motion.record_vote",
            lambda actor: give_casting_vote(self.session, actor, self.motion, casting, chair),
        )

    @rule(who=st.sampled_from(PARTS))
    def take_as_urgent(self, who: str) -> None:
        chair = self.story.roll()[0]
        self.attempt(
            who,
            "motion.take_as_urgent",
            lambda actor: accept_as_urgent(
                self.session, actor, self.motion, meeting_on=story.MEETING, chair=chair, reason="x"
            ),
        )

    @rule(who=st.sampled_from(["officer", *PARTS]))
    def bring_back(self, who: str) -> None:
        day = clock.london(self.at).date() + timedelta(days=20)
        story.call(self.session, day)
        self.attempt(
            who,
            "motion.schedule",
            lambda actor: put_on_agenda(
                self.session, actor, self.motion, meeting_on=day, item=2, version=self.motion.version
            ),
        )

    @invariant()
    def whatever_an_officer_meets_has_a_way_out_without_anybody_else(self) -> None:
        officer = self.actors["officer"]
        if self.motion.status in COMES_BACK:
            assert officer.can("motion.schedule", self.motion)
            assert officer.can("motion.lapse", self.motion)

    @invariant()
    def frozen_texts_stay_as_they_were(self) -> None:
        now = [text.hash for text in self.motion.texts]
        assert now[: len(self.hashes)] == self.hashes
        assert all(text_hash(text.canonical) == text.hash for text in self.motion.texts)
        self.hashes = now

    @invariant()
    def each_frozen_text_was_agreed_to_by_both(self) -> None:
        agreed = {(consent.person_id, consent.text_hash) for consent in self.motion.consents}
        for text in self.motion.texts:
            assert (self.actors["proposer"].person_id, text.hash) in agreed
            assert (self.actors["seconder"].person_id, text.hash) in agreed

    @invariant()
    def a_number_is_given_at_submission_and_kept(self) -> None:
        assert (self.motion.number is None) is (not self.motion.texts)
        assert self.number in (None, self.motion.number)
        self.number = self.motion.number

    @invariant()
    def a_vote_has_one_name_for_each_councillor_and_counts_that_agree(self) -> None:
        division = self.motion.division
        assert (division is not None) is (self.motion.status in {State.CARRIED, State.LOST, State.TIED})
        if division is not None:
            names = [vote.choice for vote in division.votes]
            assert {vote.term_id for vote in division.votes} == set(self.story.term_ids())
            assert all(division.count(choice) == names.count(choice) for choice in Choice)

    @invariant()
    def a_resolution_has_the_words_that_were_carried(self) -> None:
        resolution, division = self.motion.resolution, self.motion.division
        assert (resolution is not None) is (self.motion.status is State.CARRIED)
        if resolution is not None and division is not None:
            assert resolution.text_id == division.text_id is not None
            words = self.motion.texts[-1].clause_texts
            assert resolution.mandates == [one for one in words if one.section == "resolves"]

    @invariant()
    def nobody_sees_more_than_the_rule_allows(self) -> None:
        for actor in (ANONYMOUS, *self.actors.values()):
            listed = self.session.scalar(visible_to(actor).where(Motion.id == self.motion.id)) is not None
            assert listed is may_read.allows(actor, self.motion)


def test_people_of_every_role_acting_in_any_order_keep_the_record_true(database: Database) -> None:
    run_state_machine_as_test(
        type("PeopleHere", (People,), {"database": database}),
        settings=settings(
            max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
