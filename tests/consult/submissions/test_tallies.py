"""Counts that stay true whatever happens to a submission."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.desk.exclusions import EXCLUSION_REASONS, exclude, reinstate
from consult.journey.drafts import Content, PageAnswers, save_page, start_draft
from consult.journey.services import content_of, submit, withdraw
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import DomainError
from consult.submissions import tallies
from consult.submissions.models import Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from tests.factories import make_activity, make_actor, make_consultation, make_submission

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "position": st.sampled_from(["support", "oppose", "neither", "dont_know"]),
        "reasons": st.sampled_from(["Because.", "I was asked.", "=1+1"]),
    },
).filter(bool)


def machine_for(database: Database) -> type[RuleBasedStateMachine]:
    """Return the state machine of submissions on this database."""

    class Submissions(RuleBasedStateMachine):
        session: Session

        @initialize()
        def open_a_consultation(self) -> None:
            self.session = database.sessions()
            self.actor = make_actor(self.session, Role.OFFICER)
            self.activity = make_activity(self.session, make_consultation(self.session))
            self.codes: list[str] = []

        def one(self, number: int) -> tuple[str, Submission] | None:
            if not self.codes:
                return None
            code = self.codes[number % len(self.codes)]
            reference = submit(self.session, code)
            return code, self.session.scalars(select(Submission).where(Submission.reference == reference)).one()

        @rule(answers=ANSWERS, area=st.sampled_from(["Abbey", "", "E13"]))
        def send(self, answers: dict[str, Any], area: str) -> None:
            content = Content(answers=answers, area=area)
            code = start_draft(self.session, self.activity.id, self.activity.settings_version, content=content)
            submit(self.session, code)
            self.codes.append(code)

        @rule(number=st.integers(0, 50), answers=ANSWERS)
        def change(self, number: int, answers: dict[str, Any]) -> None:
            found = self.one(number)
            if found is None or found[1].status != "submitted":
                return
            code, sent = found
            start_draft(self.session, self.activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
            save_page(self.session, code, PageAnswers(page="position", answers={"position": None, **answers}))
            submit(self.session, code)
            self.session.refresh(sent)

        @rule(number=st.integers(0, 50))
        def take_back(self, number: int) -> None:
            if found := self.one(number):
                withdraw(self.session, found[0])

        @rule(number=st.integers(0, 50), code=st.sampled_from(sorted(EXCLUSION_REASONS)))
        def leave_out(self, number: int, code: str) -> None:
            if found := self.one(number):
                try:
                    exclude(self.session, self.actor, self.activity, found[1], code, "")
                except DomainError:
                    assert found[1].status != "submitted"

        @rule(number=st.integers(0, 50))
        def put_back(self, number: int) -> None:
            if found := self.one(number):
                try:
                    reinstate(self.session, self.actor, self.activity, found[1])
                except DomainError:
                    assert found[1].status != "excluded"

        @invariant()
        def counts_are_true(self) -> None:
            if not hasattr(self, "activity"):
                return
            kept = tallies.counts_of(self.session, self.activity.id)
            versions = all_versions(self.session, self.activity)
            assert kept == tallies.recount(self.session, self.activity.id, versions, known_kinds(self.session))
            counted = kept.get("status", {}).get("submitted", 0)
            assert sum(kept.get("channel", {}).values()) == sum(kept.get("area", {}).values()) == counted

        def teardown(self) -> None:
            if hasattr(self, "session"):
                self.session.rollback()
                self.session.close()

    return Submissions


def test_kept_counts_equal_a_recount_after_any_history(database: Database) -> None:
    run_state_machine_as_test(
        machine_for(database),
        settings=settings(
            max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_rebuild_gives_the_same_counts(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    content = Content(answers={"position": "oppose"}, area="Abbey")
    submit(session, start_draft(session, activity.id, activity.settings_version, content=content))
    kept = tallies.counts_of(session, activity.id)
    tallies.rebuild(session, activity.id, kept)
    assert tallies.counts_of(session, activity.id) == kept


def test_what_is_no_answer_counts_under_its_mark_and_under_no_option(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    marks = {
        "position": {"mark": "several", "said": ["support", "oppose"]},
        "reasons": {"mark": "not_asked", "said": "Because."},
    }
    make_submission(session, activity, answers={}, marks=marks)
    counts = tallies.counts_of(session, activity.id)
    assert counts["q:position@1"] == {"!several": 1}
    assert counts["q:reasons@1"] == {"!not_asked": 1}
    assert counts["form"] == {"blank": 1}
