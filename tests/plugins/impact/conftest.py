"""A consultation that asks for evidence, a verified group with two members, and an officer."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation, Person
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Actor, Role
from plugins.impact import filing, services
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

    def draft(self, **changes: Any) -> Evidence:
        """File a draft in which every page is filled in."""
        evidence = filing.start_evidence(self.session, self.member, self.activity, self.group.id)
        for page in PAGES:
            filing.save_page(self.session, self.member, evidence, page, {**ANSWERS, **changes}, 0)
        return evidence

    def sent(self, **changes: Any) -> Evidence:
        """File a piece and send it."""
        evidence = self.draft(**changes)
        return filing.submit_evidence(self.session, self.member, evidence, evidence.version)

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
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)


def _rule_out(case: Case, evidence: Evidence) -> None:
    services.rule_out(case.session, case.officer, evidence, "It is about another borough.")


def _weigh(case: Case, evidence: Evidence) -> None:
    services.consider_evidence(case.session, case.officer, evidence, "some", "Twelve of thirty traders.")


def _respond(case: Case, evidence: Evidence) -> None:
    services.respond(case.session, case.officer, evidence, "We asked the police to tell traders a week before.")


STEPS = {
    Status.SCREENED: _screen,
    Status.QUERIED: _query,
    Status.ACCEPTED: _accept,
    Status.OUT_OF_SCOPE: _rule_out,
    Status.CONSIDERED: _weigh,
    Status.RESPONDED: _respond,
}
_ACCEPTED = (Status.SCREENED, Status.ACCEPTED)
WAY_TO: dict[Status, tuple[Status, ...]] = {
    Status.SUBMITTED: (),
    Status.SCREENED: (Status.SCREENED,),
    Status.QUERIED: (Status.SCREENED, Status.QUERIED),
    Status.ACCEPTED: _ACCEPTED,
    Status.OUT_OF_SCOPE: (Status.SCREENED, Status.OUT_OF_SCOPE),
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
    )
