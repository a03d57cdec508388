"""A consultation that asks for evidence, a verified group with two members, and an officer."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation, Person
from consult.consultations.models import Activity, Consultation, State
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from plugins.impact import evidence_drafts, publication, scope, sent, services
from plugins.impact.demo import _COMMON
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.procedure import Status
from tests.factories import (
    actor_for,
    make_activity,
    make_consultation,
    make_organisation,
    make_person,
)

ANSWERS: dict[str, Any] = {**_COMMON, "statement": "Fewer people came to the market."}


@dataclass
class Case:
    """What a test about evidence starts from."""

    session: Session
    consultation: Consultation
    activity: Activity
    group: Organisation
    member_person: Person
    other_person: Person
    officer_person: Person
    second_person: Person
    third_person: Person

    @property
    def member(self) -> Actor:
        """One member of the group."""
        return actor_for(self.session, self.member_person)

    @property
    def other_member(self) -> Actor:
        """Another member of the same group."""
        return actor_for(self.session, self.other_person)

    @property
    def officer(self) -> Actor:
        """A council officer."""
        return actor_for(self.session, self.officer_person)

    @property
    def second_officer(self) -> Actor:
        """Another council officer."""
        return actor_for(self.session, self.second_person)

    @property
    def third_officer(self) -> Actor:
        """A third council officer."""
        return actor_for(self.session, self.third_person)

    def after_closing(self) -> AbstractContextManager[None]:
        """Set the clock to an hour after the closing time."""
        assert self.consultation.closes_at is not None
        return clock.set_clock(self.consultation.closes_at + timedelta(hours=1))

    def draft(self, **changes: Any) -> Evidence:
        """File a draft in which every page is filled in."""
        evidence = evidence_drafts.start_evidence(self.session, self.member, self.activity, self.group.id)
        for page in PAGES:
            evidence_drafts.save_page(self.session, self.member, evidence, page, {**ANSWERS, **changes}, 0)
        return evidence

    def sent(self, **changes: Any) -> Evidence:
        """File a piece and send it."""
        evidence = self.draft(**changes)
        return evidence_drafts.submit_evidence(self.session, self.member, evidence, evidence.version)

    def brought_to(self, status: Status, **changes: Any) -> Evidence:
        """File a piece and bring it to a status, each step by the service that makes it."""
        if status is Status.DRAFT:
            return self.draft(**changes)
        evidence = self.sent(**changes)
        for step in WAY_TO[status]:
            STEPS[step](self, evidence)
        return evidence


def _screen(case: Case, evidence: Evidence) -> None:
    services.screen_evidence(case.session, case.officer, evidence)


def _query(case: Case, evidence: Evidence) -> None:
    services.query_evidence(case.session, case.officer, evidence, "How many told you?")


def _accept(case: Case, evidence: Evidence) -> None:
    declared = evidence.is_declared_personal
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=not declared)
    if declared and evidence.publication != "officers_only":
        for officer in (case.officer, case.second_officer):
            publication.release_evidence(case.session, officer, evidence, "They agreed to be named.")


def _rule_out(case: Case, evidence: Evidence) -> None:
    scope.rule_out(case.session, case.officer, evidence, "other_place", "It is about another borough.")


def _confirm(case: Case, evidence: Evidence) -> None:
    scope.confirm_rule_out(case.session, case.second_officer, evidence)


def _appeal(case: Case, evidence: Evidence) -> None:
    scope.appeal(case.session, case.member, evidence, "Our members live on the border.")


def _withdraw(case: Case, evidence: Evidence) -> None:
    sent.withdraw_evidence(case.session, case.member, evidence)


def _weigh(case: Case, evidence: Evidence) -> None:
    services.consider_evidence(case.session, case.officer, evidence, "some", "Twelve of thirty traders.")


def _respond(case: Case, evidence: Evidence) -> None:
    with case.after_closing():
        services.respond(case.session, case.officer, evidence, "We asked the police to tell traders a week before.")


STEPS = {
    Status.SCREENED: _screen,
    Status.QUERIED: _query,
    Status.ACCEPTED: _accept,
    Status.OUT_PROPOSED: _rule_out,
    Status.OUT_OF_SCOPE: _confirm,
    Status.APPEALED: _appeal,
    Status.WITHDRAWN: _withdraw,
    Status.CONSIDERED: _weigh,
    Status.RESPONDED: _respond,
}
_ACCEPTED = (Status.SCREENED, Status.ACCEPTED)
WAY_TO: dict[Status, tuple[Status, ...]] = {
    Status.SUBMITTED: (),
    Status.SCREENED: (Status.SCREENED,),
    Status.QUERIED: (Status.SCREENED, Status.QUERIED),
    Status.ACCEPTED: _ACCEPTED,
    Status.OUT_PROPOSED: (Status.SCREENED, Status.OUT_PROPOSED),
    Status.OUT_OF_SCOPE: (Status.SCREENED, Status.OUT_PROPOSED, Status.OUT_OF_SCOPE),
    Status.APPEALED: (Status.SCREENED, Status.OUT_PROPOSED, Status.OUT_OF_SCOPE, Status.APPEALED),
    Status.WITHDRAWN: (Status.WITHDRAWN,),
    Status.CONSIDERED: (*_ACCEPTED, Status.CONSIDERED),
    Status.RESPONDED: (*_ACCEPTED, Status.CONSIDERED, Status.RESPONDED),
}


@pytest.fixture
def case(session: Session) -> Case:
    """A verified group and an open consultation that asks for evidence."""
    return make_case(session)


def make_case(session: Session) -> Case:
    """Make a verified group and an open consultation that asks for evidence."""
    member, other = make_person(session), make_person(session)
    consultation = make_consultation(session, state=State.OPEN)
    return Case(
        session=session,
        consultation=consultation,
        activity=make_activity(session, consultation, "impact"),
        group=make_organisation(session, members=[member, other]),
        member_person=member,
        other_person=other,
        officer_person=make_person(session, Role.OFFICER),
        second_person=make_person(session, Role.OFFICER),
        third_person=make_person(session, Role.OFFICER),
    )
