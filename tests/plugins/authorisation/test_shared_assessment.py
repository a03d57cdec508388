"""Two cases stand on one assessment: whatever comes in, no authority stands beside a view that nobody weighed."""

from contextlib import suppress
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from consult.decisions.issues import edit_issue
from consult.decisions.models import Issue
from consult.decisions.queries import newest_published
from consult.decisions.services import begin_correction
from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, DomainError, Invalid
from plugins.authorisation import cases
from plugins.authorisation.applicants import applicants_of
from plugins.authorisation.changes import RATIFIED
from plugins.authorisation.lifecycle import DECISIONS, State
from plugins.authorisation.models import Case
from plugins.authorisation.sections import APPLICATION, NOTICE
from plugins.authorisation.views_about import views_to_weigh
from plugins.impact import sent
from plugins.impact.assessments import signing
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.consult.decisions.conftest import make_case as make_decision
from tests.plugins.authorisation.conftest import AHEAD, make_officers
from tests.plugins.impact.assessments.conftest import IMPACT
from tests.plugins.impact.assessments.conftest import make_desk as make_assessors
from tests.plugins.impact.engagement.conftest import DAY, Log

POLICE = ("applicant", "superintendent", "inspector")
MOVES = (State.AUTHORISED, State.AUTHORISED, State.URGENT, State.REVIEW, State.REFUSED, State.RETURNED)


class SharedAssessment(RuleBasedStateMachine):
    """Groups, bodies, authors and police act in any order about two cases that stand on one assessment."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session = self.database.sessions()
        self.desk = make_officers(self.session)
        self.assessors = make_assessors(self.session)
        self.assessment = self.assessors.signed()
        self.desk.assessment_id = self.assessment.id
        self.council = make_decision(self.session)
        self.desk.decided_ids = (self.council.consultation.id,)
        self.log = Log(self.session, self.assessors, self.assessment)
        self.cases: list[Case] = []

    @initialize(is_helped=st.booleans())
    def both_come_before_the_officer(self, is_helped: bool) -> None:
        """Bring both to review; of the second, whoever could decide may have written a part."""
        for is_helped_with in (False, is_helped):
            case = self.desk.opened()
            if is_helped_with:
                cases.write_section(self.session, self.desk.superintendent, case, APPLICATION[0], "Mine.", 1)
            for state in AHEAD:
                self.desk.move(case, state, self.desk.applicant)
            self.cases.append(case)
        self.all_is_weighed_and_an_authority_recorded(0)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.session.rollback()
        self.session.close()

    @rule()
    def a_group_is_heard(self) -> None:
        """Evidence of the consultation is accepted."""
        self.desk.evidence.brought_to(Status.ACCEPTED)

    @rule()
    def a_group_withdraws(self) -> None:
        """The newest evidence is taken back."""
        newest = self.session.scalars(select(Evidence).order_by(Evidence.id.desc())).first()
        if newest is not None:
            with suppress(DomainError), self.session.begin_nested():
                sent.withdraw_evidence(self.session, self.desk.evidence.member, newest)

    @rule()
    def a_body_is_heard(self) -> None:
        """What a body said about the assessment is noted."""
        self.log.heard(self.log.held(held_on=DAY), said="Not on a market day.")

    @rule(is_new=st.booleans())
    def an_issue_is_published(self, is_new: bool) -> None:
        """The council decides on another consultation, or corrects its decision: with an issue more, or other words."""
        council = self.council
        published = newest_published(self.session, council.consultation.id)
        if published is not None:
            begin_correction(self.session, council.officer, council.consultation, "A point was left out.")
        listed = list(self.session.scalars(select(Issue).where(Issue.consultation_id == council.consultation.id)))
        if is_new or not listed:
            council.answered()
        else:
            newest = listed[-1]
            words = (f"People fear mistakes, {newest.version}", "Many say so.", newest.version)
            edit_issue(self.session, council.officer, newest, *words)
        if published is None:
            council.write()
        decided = council.publish()
        assert decided.published_at is not None

    @rule()
    def an_impact_is_added(self) -> None:
        """A further version is signed, which names one impact more."""
        signing.renew(self.session, self.assessors.author, self.assessment, "The hours changed.")
        self.assessors.write(self.assessment, "impacts", IMPACT)
        self.assessors.sign_again(self.assessment)

    @rule(number=st.sampled_from([0, 1]), is_all=st.booleans())
    def views_are_weighed(self, number: int, is_all: bool) -> None:
        """An officer weighs one view that is open in one of the cases, or all."""
        case = self.cases[number]
        waiting = [view.viewpoint.reference for view in views_to_weigh(self.session, case, only_open=True)]
        with suppress(DomainError), self.session.begin_nested():
            for reference in waiting if is_all else waiting[:1]:
                self.desk.consider(case, reference)

    @rule(number=st.sampled_from([0, 1]), state=st.sampled_from(MOVES), who=st.sampled_from(POLICE))
    def a_step_is_recorded(self, number: int, state: State, who: str) -> None:
        """Somebody tries to record a step."""
        case, by, before = self.cases[number], getattr(self.desk, who), self.cases[number].stands_at
        waiting = views_to_weigh(self.session, case, only_open=True)
        try:
            with self.session.begin_nested():
                self.desk.move(case, state, by)
        except (Conflict, Invalid):
            assert case.stands_at is before
            return
        if state in DECISIONS:
            assert by.person_id not in applicants_of(self.session, case)
        if state is State.AUTHORISED:
            assert waiting == []
            assert who == "superintendent"

    @rule(number=st.sampled_from([0, 1]))
    def all_is_weighed_and_an_authority_recorded(self, number: int) -> None:
        """An officer does what is asked, so that what comes in afterwards meets an authority."""
        self.views_are_weighed(number, is_all=True)
        self.a_step_is_recorded(number, State.AUTHORISED, "superintendent")

    @rule(number=st.sampled_from([0, 1]))
    def notice_is_given(self, number: int) -> None:
        """The applicant goes on where an authority is recorded."""
        case = self.cases[number]
        with suppress(DomainError), self.session.begin_nested():
            cases.write_section(self.session, self.desk.applicant, case, NOTICE, "Signs.", 0)
            self.desk.move(case, State.NOTIFIED, self.desk.applicant)

    @invariant()
    def no_authority_stands_beside_a_view_that_nobody_weighed(self) -> None:
        """Hold what everybody relies on: also when a view comes after the decision, or through the other case."""
        for case in self.cases:
            if case.stands_at in RATIFIED:
                assert views_to_weigh(self.session, case, only_open=True) == []
                assert case.authority_ends_at is not None
                assert case.authority_ends_at <= clock.now() + timedelta(days=3)

    @invariant()
    def every_view_waits_in_both(self) -> None:
        """Hold that weighing a view in one case weighs it in no other, and that both know of each."""
        known = [{view.viewpoint.reference for view in views_to_weigh(self.session, case)} for case in self.cases]
        assert known in ([], [known[0], known[0]])


def test_no_authority_stands_beside_a_view_that_nobody_weighed(live_database: Database) -> None:
    machine = type("SharedAssessment", (SharedAssessment,), {"database": live_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=4, stateful_step_count=12, deadline=None))


def test_the_machine_meets_authorities_that_a_published_issue_takes_back(live_database: Database) -> None:
    machine = type("SharedAssessment", (SharedAssessment,), {"database": live_database})()
    machine.both_come_before_the_officer(is_helped=False)
    assert machine.cases[0].stands_at is State.AUTHORISED
    machine.an_issue_is_published(is_new=True)
    (view,) = views_to_weigh(machine.session, machine.cases[0], only_open=True)
    assert view.viewpoint.reference.kind == "issue"
    machine.a_step_is_recorded(1, State.AUTHORISED, "superintendent")
    assert [case.stands_at in RATIFIED for case in machine.cases] == [False, False]
    machine.teardown()
