"""The gate: whatever officers and groups do, in whatever order, nothing is published while something has no answer."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.queries import coverage_of, texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.consultations.models import State
from consult.decisions import advice, issues, services
from consult.decisions.models import Disposition, Expertise, Issue
from consult.decisions.presentation import shown_issues
from consult.decisions.queries import draft_of, issues_of, published_of
from consult.kernel.db import Database
from consult.kernel.errors import DomainError, Invalid
from consult.submissions.passages import marked_in
from plugins.impact import scope
from plugins.impact import services as evidence_services
from plugins.impact.models import Evidence
from plugins.impact.procedure import SETTLED
from tests.consult.decisions.conftest import DETAILS, TEXTS
from tests.plugins.impact.conftest import Case, make_case

PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
OUTCOMES = st.sampled_from(list(Disposition))


class Gate(RuleBasedStateMachine):
    """Officers list, answer, drop, publish and correct; evidence is screened, ruled out, reopened, answered."""

    database: Database
    listed: Bundle[Issue] = Bundle("listed")
    filed: Bundle[Evidence] = Bundle("filed")

    def __init__(self) -> None:
        super().__init__()
        self.session: Session = self.database.sessions()
        self.case: Case = make_case(self.session)
        self.early = [self.case.sent() for _ in range(2)]
        self.case.consultation.state = State.ANALYSING
        self.session.flush()

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.session.rollback()
        self.session.close()

    @initialize(target=filed)
    def first_piece(self) -> Evidence:
        """One piece was filed before closing."""
        return self.early[0]

    @initialize(target=filed)
    def second_piece(self) -> Evidence:
        """So was another."""
        return self.early[1]

    @rule(target=listed)
    def list_issue(self) -> MultipleResults[Issue]:
        """List an issue."""
        with suppress(DomainError):
            return multiple(issues.add_issue(self.session, self.case.officer, self.case.consultation, "A point", ""))
        return multiple()

    @rule(issue=listed, outcome=OUTCOMES)
    def answer_issue(self, issue: Issue, outcome: Disposition) -> None:
        """Answer an issue."""
        officer = self.case.officer
        self._try(
            lambda: issues.answer_issue(
                self.session, officer, issue, outcome, "Because.", "Cabinet", issue.version, DETAILS
            )
        )

    @rule(issue=listed)
    def drop_issue(self, issue: Issue) -> None:
        """Take an issue from the list."""
        self._try(lambda: issues.drop_issue(self.session, self.case.officer, issue, "Twice."))

    @rule(piece=filed, deed=st.sampled_from(["screen", "accept", "rule_out", "confirm", "weigh", "respond", "query"]))
    def handle(self, piece: Evidence, deed: str) -> None:
        """Make one move with a piece of evidence, allowed or not."""
        session, officer = self.session, self.case.officer
        deeds: dict[str, Callable[[], object]] = {
            "screen": lambda: evidence_services.screen_evidence(session, officer, piece, "Again."),
            "accept": lambda: evidence_services.accept_evidence(session, officer, piece, is_cleared=True),
            "rule_out": lambda: scope.rule_out(session, officer, piece, "other_place", "Elsewhere."),
            "confirm": lambda: scope.confirm_rule_out(session, self.case.second_officer, piece),
            "weigh": lambda: evidence_services.consider_evidence(session, officer, piece, "some", "Few."),
            "respond": lambda: evidence_services.respond(session, officer, piece, "We moved it."),
            "query": lambda: evidence_services.query_evidence(session, officer, piece, "When?"),
        }
        self._try(deeds[deed])

    @rule(by=st.sampled_from(["respond", "rule_out"]))
    def settle_all(self, by: str) -> None:
        """Bring every piece to an end, so that a publication is within reach."""
        for piece in self._pieces():
            for deed in (
                ("screen", "rule_out", "confirm") if by == "rule_out" else ("screen", "accept", "weigh", "respond")
            ):
                self.handle(piece, deed)

    @rule()
    def write(self) -> None:
        """Write the decision."""
        draft = self.session.scalar(draft_of(self.case.consultation.id))
        seen = draft.version if draft else 0
        self._try(
            lambda: services.save_decision(
                self.session, self.case.officer, self.case.consultation, TEXTS, "Cabinet", date(2023, 1, 16), seen
            )
        )

    @rule()
    def correct(self) -> None:
        """Begin a correction."""
        self._try(
            lambda: services.begin_correction(self.session, self.case.officer, self.case.consultation, "Wrong date.")
        )

    @rule(piece=filed, code=st.sampled_from([POINT, "background"]))
    def mark_passages(self, piece: Evidence, code: str) -> None:
        """Mark what is open in a piece."""
        submission = piece.submission
        assert submission is not None
        texts = texts_of(submission, self.session.scalars(marked_in([submission.id])).all())
        chosen = [
            Selection.of(text, part.begins, part.ends) for text in texts for part in text.pieces if part.passage is None
        ]
        self._try(lambda: mark(self.session, self.case.officer, submission, chosen, code))

    @rule(issue=listed)
    def ask(self, issue: Issue) -> None:
        """Ask the second officer for advice on an issue."""
        number = self.case.second_officer.person_id or 0
        asked = advice.Asked(number, Expertise.LAWYER, "May we?", date(2099, 1, 16))
        self._try(lambda: advice.ask_for_advice(self.session, self.case.officer, issue, asked))

    @rule(is_given=st.booleans())
    def answer_question(self, is_given: bool) -> None:
        """Give the advice that is due first, or take the question back."""
        for waiting in self.session.scalars(advice.waiting_advice(self.case.consultation.id).limit(1)).all():
            if is_given:
                self._try(
                    lambda waiting=waiting: advice.give_advice(  # type: ignore[misc]
                        self.session, self.case.second_officer, waiting, "You may.", waiting.version
                    )
                )
            else:
                self._try(
                    lambda waiting=waiting: advice.take_back_question(  # type: ignore[misc]
                        self.session, self.case.officer, waiting
                    )
                )

    @rule(reason=st.sampled_from(["", "Late."]))
    def publish(self, reason: str) -> None:
        """Publish, and see that nothing was without an answer, or open without a reason, at that moment."""
        consultation = self.case.consultation
        left_open = coverage_of(self.session, consultation).open
        waiting = advice.number_waiting(self.session, consultation)
        unanswered = [issue for issue in self.session.scalars(issues_of(consultation.id)) if issue.disposition is None]
        unsettled = [piece for piece in self._pieces() if piece.stands_at not in SETTLED]
        try:
            decision = services.publish_decision(self.session, self.case.officer, consultation, unread_reason=reason)
        except (services.NotReady, Invalid):
            return
        assert reason or not (left_open or waiting)
        assert bool(decision.unread_reason) == bool(left_open or waiting)
        assert not unanswered
        assert not unsettled
        assert all(kept.disposition and kept.reason for kept in shown_issues(decision.issues))

    @invariant()
    def nothing_published_is_without_an_answer(self) -> None:
        """Whatever is decided: every issue of every published version has an answer, and every piece is settled."""
        consultation = self.case.consultation
        versions = list(self.session.scalars(published_of(consultation.id)))
        assert bool(versions) == (consultation.state == State.DECIDED)
        for decision in versions:
            assert all(kept.disposition and kept.reason for kept in shown_issues(decision.issues))
        if versions:
            assert all(piece.stands_at in SETTLED for piece in self._pieces())

    def _pieces(self) -> list[Evidence]:
        return list(self.session.scalars(select(Evidence).where(Evidence.activity_id == self.case.activity.id)))

    @staticmethod
    def _try(deed: Callable[[], object]) -> None:
        with suppress(DomainError):
            deed()


def test_a_decision_is_never_published_while_an_issue_or_evidence_has_no_answer(database: Database) -> None:
    class GateHere(Gate):
        """The gate on this test's database."""

    GateHere.database = database
    test_case = GateHere.TestCase
    test_case.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, phases=PHASES)
    test_case().runTest()
