"""A consultation that is being analysed, with responses, and an officer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.models import Citation
from consult.consultations.models import Activity, Consultation, State
from consult.decisions import issues, services
from consult.decisions.answers import AnswerDetails
from consult.decisions.models import Decision, Disposition, Issue
from consult.decisions.queries import draft_of
from consult.kernel.authz import Actor, Role
from consult.submissions.models import Submission
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission

TEXTS = {
    "summary": "The cameras are not welcome.",
    "decided": "The council opposes the cameras.",
    "asked": "Should the police use the cameras?",
    "said": "Most of you said no.",
    "did": "We told the police.",
}


DETAILS = AnswerDetails(
    authority="The council’s own rules",
    look_again="New figures from the police",
    who_can_act="The Mayor of London",
    changed_paragraph="Draft letter, paragraph 3",
)
UNREAD = "The last ten came on the day itself."


@dataclass
class Case:
    """What a test about decisions starts from."""

    session: Session
    consultation: Consultation
    activity: Activity
    officer_person: Person

    @property
    def officer(self) -> Actor:
        """A council officer."""
        return actor_for(self.session, self.officer_person)

    def response(self) -> Submission:
        """Make a response that counts."""
        return make_submission(self.session, self.activity)

    def cited(self) -> list[int]:
        """Return the numbers of what issues cite."""
        query = select(Citation.target_id).where(Citation.source_kind == "issue").order_by(Citation.target_id)
        return list(self.session.scalars(query))

    def issue(self, title: str = "People fear to be mistaken for others") -> Issue:
        """List an issue."""
        return issues.add_issue(self.session, self.officer, self.consultation, title, "Many say so.")

    def answered(self, disposition: Disposition = Disposition.CHANGED) -> Issue:
        """List an issue and answer it."""
        issue = self.issue()
        self.answer(issue, disposition)
        return issue

    def answer(self, issue: Issue, disposition: Disposition = Disposition.CHANGED) -> None:
        """Answer an issue."""
        reason = "We asked for a check by a person."
        answer = (disposition, reason, "Cabinet", issue.version, DETAILS)
        issues.answer_issue(self.session, self.officer, issue, *answer)

    def write(self, **changes: str) -> Decision:
        """Write the decision, or write it again."""
        draft = self.session.scalar(draft_of(self.consultation.id))
        seen = draft.version if draft else 0
        texts = {**TEXTS, **changes}
        on = date(2023, 1, 16)
        return services.save_decision(self.session, self.officer, self.consultation, texts, "Cabinet", on, seen)

    def publish(self) -> Decision:
        """Publish what is written."""
        return services.publish_decision(self.session, self.officer, self.consultation, unread_reason=UNREAD)


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation that is being analysed."""
    return make_case(session)


def make_case(session: Session, state: State = State.ANALYSING, *, xss: bool = False) -> Case:
    """Make a consultation in this state, with a written response."""
    consultation = make_consultation(
        session,
        state=state,
        xss=xss,
        opens_at=datetime(2022, 11, 1, 9, tzinfo=UTC),
        closes_at=datetime(2022, 12, 31, 17, tzinfo=UTC),
    )
    return Case(session, consultation, make_activity(session, consultation), make_person(session, Role.OFFICER))
