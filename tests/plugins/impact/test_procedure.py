"""The table of moves, and that nothing but the table moves evidence."""

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from consult.accounts.models import Membership
from consult.consultations.models import State
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, Invalid
from plugins.impact import evidence_drafts, publication, scope, sent, services
from plugins.impact.pages import BY_ID
from plugins.impact.policies import PERMISSIONS
from plugins.impact.procedure import COURSE, MOVES, SETTLED, NotNow, Status
from plugins.impact.requirements import unanswered
from tests.factories import actor_for, make_person
from tests.plugins.impact.conftest import STEPS, WAY_TO, make_case

WORDS = "Fewer people came to the market."


def test_every_status_has_words_and_a_row_in_the_table() -> None:
    assert set(MOVES) == set(Status)
    assert len({status.label for status in Status}) == len(Status)
    assert all(status.colour for status in Status)


def test_only_these_do_not_hold_up_a_decision() -> None:
    assert {Status.DRAFT, Status.OUT_OF_SCOPE, Status.RESPONDED, Status.WITHDRAWN} == SETTLED


def test_from_every_status_an_answer_or_out_of_scope_can_be_reached() -> None:
    reached = set(SETTLED - {Status.DRAFT})
    while more := {status for status in Status if MOVES[status] & reached} - reached:
        reached |= more
    assert reached == set(Status)


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_a_move_is_allowed_exactly_when_the_table_says_so(before: Status, after: Status) -> None:
    if after in MOVES[before]:
        COURSE.require(before, after)
    else:
        with pytest.raises(NotNow, match=before.label):
            COURSE.require(before, after)


OUT = "other_place", "It is about another borough."
OFFICERS_DEEDS: dict[str, Any] = {
    "screen": lambda session, by, piece: services.screen_evidence(session, by, piece, "Again."),
    "query": lambda session, by, piece: services.query_evidence(session, by, piece, "How many?"),
    "accept": lambda session, by, piece: services.accept_evidence(session, by, piece, is_cleared=False),
    "rule_out": lambda session, by, piece: scope.rule_out(session, by, piece, *OUT),
    "confirm": lambda session, by, piece: scope.confirm_rule_out(session, by, piece),
    "refuse": lambda session, by, piece: scope.refuse_rule_out(session, by, piece, "It is about us."),
    "allow": lambda session, by, piece: scope.decide_appeal(session, by, piece, is_allowed=True, reason="Right."),
    "dismiss": lambda session, by, piece: scope.decide_appeal(session, by, piece, is_allowed=False, reason="No."),
    "weigh": lambda session, by, piece: services.consider_evidence(session, by, piece, "some", "Twelve of thirty."),
    "respond": lambda session, by, piece: services.respond(session, by, piece, "We asked the police."),
    "release": lambda session, by, piece: publication.release_evidence(session, by, piece, "They agreed."),
    "take_back": lambda session, by, piece: publication.take_back(session, by, piece),
}
GROUPS_DEEDS: dict[str, Any] = {
    "answer": lambda session, by, piece: evidence_drafts.answer_query(session, by, piece, "Seven."),
    "appeal": lambda session, by, piece: scope.appeal(session, by, piece, "We live there."),
    "withdraw": lambda session, by, piece: sent.withdraw_evidence(session, by, piece),
    "narrow": lambda session, by, piece: publication.choose_publication(session, by, piece, "officers_only"),
    "widen": lambda session, by, piece: publication.choose_publication(session, by, piece, "public", has_consent=True),
    "save": lambda session, by, piece: evidence_drafts.save_page(
        session, by, piece, BY_ID["statement"], {"statement": "x"}, 1
    ),
}

NEXT = {
    Status.SUBMITTED: ("screen",),
    Status.SCREENED: ("rule_out", "query", "accept"),
    Status.QUERIED: ("answer", "accept", "rule_out"),
    Status.OUT_PROPOSED: ("confirm", "refuse"),
    Status.OUT_OF_SCOPE: ("appeal", "screen"),
    Status.APPEALED: ("dismiss", "allow"),
    Status.ACCEPTED: ("release", "weigh"),
    Status.CONSIDERED: ("release", "respond"),
}
"""What leads on from each status: of deeds drawn blindly, hardly any path is long enough to break a rule."""


class Evidences(RuleBasedStateMachine):
    """Anybody tries anything with a piece of evidence, in any order."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session: Session = self.database.sessions()
        self.case = make_case(self.session)
        self.session.add(Membership(organisation_id=self.case.group.id, person_id=self.case.third_person.id))
        self.session.flush()
        self.evidence = self.case.sent(personal_data="yes", statement=WORDS)
        self.case.consultation.state = State.CLOSED
        self.session.flush()
        self.people = [self.case.officer, self.case.second_officer, actor_for(self.session, self.fourth())]

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.session.rollback()
        self.session.close()

    def fourth(self) -> Any:
        """Make one more officer, since the third belongs to the group here."""
        return make_person(self.session, Role.OFFICER)

    @initialize(status=st.sampled_from(sorted(set(WAY_TO) - {Status.WITHDRAWN, Status.RESPONDED})))
    def begin_further_on(self, status: Status) -> None:
        """Begin at any status, since few paths that begin at the first come to the last."""
        for step in WAY_TO[status]:
            STEPS[step](self.case, self.evidence)

    @rule(deed=st.sampled_from(sorted(OFFICERS_DEEDS)), place=st.integers(0, 2))
    def officer_acts(self, deed: str, place: int) -> None:
        """Let an officer try one move."""
        self._act_as_officer(deed, place)

    @rule(deed=st.sampled_from(sorted(GROUPS_DEEDS)))
    def group_acts(self, deed: str) -> None:
        """Let a member of the group try one move."""
        self._act_as_group(deed)

    @rule(data=st.data(), place=st.integers(0, 2))
    def whoever_it_is_goes_on(self, data: st.DataObject, place: int) -> None:
        """Let somebody try what leads on from where the piece stands."""
        deed = data.draw(st.sampled_from(NEXT.get(self.evidence.stands_at, ("take_back",))))
        if deed in OFFICERS_DEEDS:
            self._act_as_officer(deed, place)
        else:
            self._act_as_group(deed)

    def _act_as_officer(self, deed: str, place: int) -> None:
        self._try(lambda: OFFICERS_DEEDS[deed](self.session, self.people[place], self.evidence))

    def _act_as_group(self, deed: str) -> None:
        self._try(lambda: GROUPS_DEEDS[deed](self.session, self.case.member, self.evidence))

    def _try(self, act: Callable[[], object]) -> None:
        before, steps, was_public = self.evidence.stands_at, len(self.evidence.steps), self.evidence.is_cleared
        asked_by = self.evidence.clearing_by_id
        with suppress(Conflict, Invalid):
            act()
        self.session.expire(self.evidence)
        after = self.evidence.stands_at
        assert after == before or after in MOVES[before]
        assert len(self.evidence.steps) == steps + (after != before)
        if self.evidence.is_cleared and not was_public:
            assert asked_by is not None

    @invariant()
    def a_piece_that_is_settled_says_why(self) -> None:
        """Nothing ends without words that its group and the public can read."""
        evidence = self.evidence
        assert bool(unanswered(self.session, self.case.consultation.id)) == (evidence.stands_at not in SETTLED)
        if evidence.stands_at is Status.RESPONDED:
            assert evidence.answer
        if evidence.stands_at is Status.OUT_OF_SCOPE:
            assert evidence.scope_code
            assert evidence.scope_reason

    @invariant()
    def no_words_are_lost_but_by_the_group_itself(self) -> None:
        """What was sent stays as it was sent until its group withdraws it."""
        assert (self.evidence.text("statement") == WORDS) == (self.evidence.stands_at is not Status.WITHDRAWN)

    @invariant()
    def no_two_steps_that_need_two_were_taken_by_one(self) -> None:
        """The officer who proposed never confirmed, and neither of the two decided the appeal."""
        steps = self.evidence.steps
        involved: set[int | None] = set()
        for earlier, later in pairwise(steps):
            if later.stands_at is Status.OUT_PROPOSED:
                involved = {later.by_id}
            if later.stands_at is Status.OUT_OF_SCOPE:
                assert later.by_id not in involved
                involved.add(later.by_id)
            if earlier.stands_at is Status.APPEALED and later.stands_at is Status.SCREENED:
                assert later.by_id not in involved

    @invariant()
    def officers_of_the_group_may_do_nothing(self) -> None:
        """An officer who belongs to the group is refused on every page of handling."""
        own = actor_for(self.session, self.case.third_person)
        assert not PERMISSIONS["impact.handle"].allows(own, self.evidence)


def test_whatever_anybody_tries_in_whatever_order_the_rules_hold(live_database: Database) -> None:
    machine = type("Evidences", (Evidences,), {"database": live_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
