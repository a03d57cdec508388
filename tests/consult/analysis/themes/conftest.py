"""A consultation that is being analysed, with a code book, texts and two officers."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.analysis.themes import assignments, code_book
from consult.analysis.themes.counts import theme_counts
from consult.analysis.themes.models import Assignment, Source, Theme
from consult.analysis.themes.queries import CodedText, coding_of, find_text, standing
from consult.audit.models import AuditEntry
from consult.config import ModelEndpoint
from consult.consultations.models import Activity, Consultation, State
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_now, database_of
from consult.kernel.types import JsonObject
from consult.submissions.models import Submission
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support.deployments import change_deployment, with_feature

TEXT = "The cameras mistake people. My son was stopped twice, and nobody said sorry."


@dataclass
class Desk:
    """What a test about themes starts from."""

    session: Session
    consultation: Consultation
    activity: Activity
    person: Person

    @property
    def officer(self) -> Actor:
        """A council officer."""
        return actor_for(self.session, self.person)

    def colleague(self) -> Actor:
        """Return another officer."""
        return actor_for(self.session, make_person(self.session, Role.OFFICER))

    def theme(self, title: str = "Mistakes", parent: Theme | None = None) -> Theme:
        """Add a theme to the code book."""
        words = (title, f"Says: {title}")
        parent_id = parent.id if parent else None
        return code_book.add_theme(self.session, self.officer, self.consultation, *words, parent_id=parent_id)

    def response(self, text: str = TEXT) -> Submission:
        """Take in a response with this text."""
        return make_submission(self.session, self.activity, answers={"position": "oppose", "reasons": text})

    def text(self, submission: Submission) -> CodedText:
        """Return the text of a response, as its page finds it."""
        return find_text(self.session, submission.id, "reasons", actor=self.officer)

    def code(self, submission: Submission, *themes: Theme, by: Actor | None = None) -> None:
        """Code the text of a response, on a form that was just opened."""
        coding = coding_of(self.session, submission.id, "reasons")
        numbers = [theme.id for theme in themes]
        seen = coding.version if coding else 0
        assignments.code_text(self.session, by or self.officer, self.text(submission), numbers, seen)

    def propose(self, submission: Submission, theme: Theme, score: float = 0.8) -> Assignment:
        """Let a model propose a theme."""
        proposal = Assignment(
            submission_id=submission.id,
            question="reasons",
            theme_id=theme.id,
            source=Source.MODEL,
            score=score,
            made_at=database_now(self.session),
        )
        self.session.add(proposal)
        self.session.flush()
        return proposal

    def make_public(self, *submissions: Submission) -> None:
        """Let the public read what these responses say."""
        public = {(submission.id, "answers.reasons") for submission in submissions}
        database = database_of(self.session)

        def quotable(_session: Session, numbers: Collection[int]) -> set[tuple[int, str]]:
            return {(number, place) for number, place in public if number in numbers}

        change_deployment(database, registry=with_feature(deployment_of(database).registry, quotable=quotable))

    def set_model(self, endpoint: ModelEndpoint) -> None:
        """Let the council have set a model."""
        database = database_of(self.session)
        change_deployment(database, settings=replace(deployment_of(database).settings, model=endpoint))

    def facts_of(self, name: str) -> list[JsonObject]:
        """Return what the audit log says of each event of a name."""
        return list(self.session.scalars(select(AuditEntry.facts).where(AuditEntry.name == name)))

    def themes_of(self, submission: Submission) -> list[str]:
        """Return the codes of the themes that a text has, proposals apart."""
        rows = self.session.scalars(standing(submission.id, "reasons").where(Assignment.accepted_at.is_not(None)))
        return [row.theme.code for row in rows]

    def counted(self) -> dict[str, int]:
        """Return how many responses have each theme."""
        codes = dict(self.session.execute(select(Theme.id, Theme.number)).all())
        found = theme_counts(self.session, self.consultation.id)
        return {f"T{codes[theme_id]}": count.responses for theme_id, count in found.items()}

    def numbers(self) -> Collection[int]:
        """Return the numbers in the code book."""
        return list(self.session.scalars(select(Theme.number).order_by(Theme.number)))


@pytest.fixture
def desk(session: Session) -> Desk:
    """An officer's desk with a consultation that is being analysed."""
    consultation = make_consultation(session, state=State.ANALYSING)
    return Desk(session, consultation, make_activity(session, consultation), make_person(session, Role.OFFICER))
