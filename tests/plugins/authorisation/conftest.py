"""A case of the police that stands on a consultation and an assessment, an applicant, and officers who decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Consultation
from consult.consultations.models import State as ConsultationState
from consult.contract.deployment import deployment_of
from consult.contract.file_imports import LineReport
from consult.contract.plugin import Plugin
from consult.contract.references import Link, Reference, ReferenceKind
from consult.contract.requirements import Requirement, Unmet
from consult.file_imports.services import take_file
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_of
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole
from consult.office.services import add_term, link_account
from plugins.authorisation import cases, conditions, considerations
from plugins.authorisation.condition_models import Condition, ConditionList, Finding, Status
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, LinkedDocument, Source
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.regime_imports import RULES_FILE
from plugins.authorisation.rules import ASSESSMENT
from plugins.authorisation.sections import APPLICATION, DOCUMENTS, INTELLIGENCE
from plugins.authorisation.views_about import views_to_weigh
from tests.factories import actor_for, make_actor, make_person
from tests.plugins.impact.conftest import Case as EvidenceCase
from tests.plugins.impact.conftest import make_case as make_evidence_case

AHEAD = (State.INTELLIGENCE, State.ENGAGEMENT, State.ASSESSED, State.SUBMITTED, State.REVIEW)
SIGNED, HEARD, FOLLOWED = "impact.assessment_signed", "impact.bodies_heard", "impact.followed_up"


class Assessed:
    """What stands in for an assessment: a consultation under another kind, signed unless a test says otherwise."""

    __tablename__ = ASSESSMENT
    id = Consultation.id


@dataclass
class Desk:
    """What a test about cases starts from."""

    session: Session
    evidence: EvidenceCase
    applicant_person: Person
    superintendent_person: Person
    inspector_person: Person
    unsigned: set[int] = field(default_factory=set)
    unheard: set[int] = field(default_factory=set)
    unfollowed: set[int] = field(default_factory=set)
    assessment_id: int = 0
    decided_ids: tuple[int, ...] = ()

    @property
    def applicant(self) -> Actor:
        """A superintendent who applies."""
        return actor_for(self.session, self.applicant_person)

    @property
    def superintendent(self) -> Actor:
        """A superintendent who decides."""
        return actor_for(self.session, self.superintendent_person)

    @property
    def inspector(self) -> Actor:
        """An inspector, who decides in urgent cases alone."""
        return actor_for(self.session, self.inspector_person)

    def opened(self) -> Case:
        """Open a case in which all is written and which stands on the consultation and its assessment."""
        session, now = self.session, clock.now()
        case = cases.open_case(session, self.applicant, "Operation Example")
        plan = cases.Plan(
            operation="Operation Example",
            place="Stratford",
            use_case="hotspot",
            starts_at=now + timedelta(days=2),
            ends_at=now + timedelta(days=2, hours=6),
        )
        cases.save_plan(session, self.applicant, case, plan, case.version)
        for section in (INTELLIGENCE, *APPLICATION):
            cases.write_section(session, self.applicant, case, section, f"About {section.key}.", 0)
        source = Source(summary="Reports.", reliability="1", assessment="b", from_on=date(2026, 1, 1), to_on=now.date())
        cases.add_source(session, self.applicant, case, source)
        for kind in DOCUMENTS:
            until = now.date() + timedelta(days=100)
            document = LinkedDocument(kind=kind, label="1.0", address="", dated_on=now.date(), review_on=until)
            cases.link_document(session, self.applicant, case, document)
        consultation_id = self.evidence.consultation.id
        stands_on = [
            Reference("consultation", consultation_id),
            Reference(ASSESSMENT, self.assessment_id or consultation_id),
            *(Reference("consultation", decided) for decided in self.decided_ids),
        ]
        cases.rest_on(session, self.applicant, case, stands_on)
        return case

    def brought_to(self, state: State) -> Case:
        """Open a case and bring it to a state before the decision."""
        case = self.opened()
        for following in AHEAD[: AHEAD.index(state) + 1]:
            self.move(case, following, self.applicant)
        return case

    def move(self, case: Case, state: State, by: Actor, **words: object) -> None:
        """Record a step with its words."""
        given = {"reason": "It is so.", "necessity": "Nothing else.", "proportionality": "Few hours.", **words}
        move_case(self.session, by, case, state, Words(**given), case.version)  # type: ignore[arg-type]

    def consider_all(self, case: Case, by: Actor | None = None) -> None:
        """Give every view of a case that has none an answer."""
        for view in views_to_weigh(self.session, case):
            if not view.is_considered:
                self.consider(case, view.viewpoint.reference, by)

    def consider(self, case: Case, reference: Reference, by: Actor | None = None) -> None:
        """Give a view an answer."""
        last = case.considered.get(reference)
        considerations.consider(
            self.session,
            by or self.superintendent,
            case,
            reference,
            weighed="The market and the hours.",
            outcome="changed",
            reason="The hours are shorter now.",
            seen=last.number if last else 0,
        )


def make_police(session: Session, rank: str) -> Person:
    """Make a police officer of a rank, by the list of people in office."""
    person = make_person(session, Role.AUTHORISING_OFFICER)
    clerk = make_actor(session, Role.OFFICER)
    facts = TermFacts(
        role=OfficeRole.POLICE,
        name=f"{person.name} (police)",
        rank=rank,
        command="North East",
        from_on=date(2020, 1, 1),
    )
    holder = add_term(session, clerk, facts).holder
    link_account(session, clerk, holder, person.id, version=holder.version)
    return person


def _without_assessments(plugin: Plugin) -> Plugin:
    return replace(
        plugin,
        references=tuple(kind for kind in plugin.references if kind.kind != ASSESSMENT),
        requirements=tuple(asked for asked in plugin.requirements if asked.model.__tablename__ != ASSESSMENT),
    )


def make_officers(session: Session) -> Desk:
    """Make the officers, who have assessments as they are where their plugin is on."""
    return Desk(
        session=session,
        evidence=make_evidence_case(session),
        applicant_person=make_police(session, "superintendent"),
        superintendent_person=make_police(session, "superintendent"),
        inspector_person=make_police(session, "inspector"),
    )


def make_desk(session: Session) -> Desk:
    """Make the officers, and let the deployment know of assessments without their plugin."""
    desk = make_officers(session)

    def unsigned(_session: Session, number: int) -> Sequence[Unmet]:
        return [Unmet("The assessment is not signed.")] if number in desk.unsigned else []

    registry = deployment_of(session).registry
    kind = ReferenceKind(
        model=Assessed,
        title="Assessment",
        visible_to=lambda session, actor: select(Consultation).where(Consultation.state != ConsultationState.DRAFT),
        link=lambda session, actor, row: Link(
            title=f"Assessment {row.id}", endpoint="consultations.show", parts={"slug": row.slug}
        ),
    )

    def unheard(_session: Session, number: int) -> Sequence[Unmet]:
        return [Unmet("Nobody noted what came of inviting the traders.")] if number in desk.unheard else []

    def unfollowed(_session: Session, number: int) -> Sequence[Unmet]:
        return [Unmet("Nobody said whether the mosque was told.")] if number in desk.unfollowed else []

    asked = (
        Requirement(name=SIGNED, title="Signed", model=Assessed, unmet=unsigned),
        Requirement(name=HEARD, title="Heard", model=Assessed, unmet=unheard),
        Requirement(name=FOLLOWED, title="Followed up", model=Assessed, unmet=unfollowed, is_asked_by_name=True),
    )
    first, *rest = registry.features
    features = (replace(first, references=(*first.references, kind), requirements=(*first.requirements, *asked)), *rest)
    plugins = tuple(_without_assessments(plugin) for plugin in registry.plugins)
    database_of(session).deployment = replace(
        deployment_of(session), registry=replace(registry, features=features, plugins=plugins)
    )
    return desk


@pytest.fixture
def desk(session: Session) -> Desk:
    """Officers of the police, and an open consultation with a group that files evidence."""
    return make_desk(session)


def make_list(session: Session, **more: object) -> ConditionList:
    """Enter that the council asked in January 2023 for conditions on every use in its area."""
    given = {
        "title": "Safeguards first",
        "asked_by": "Newham Council",
        "asked_on": date(2023, 1, 16),
        "source": "Minutes of 16 January 2023",
        **more,
    }
    asked = conditions.Asked(**given)  # type: ignore[arg-type]
    return conditions.enter_list(session, make_actor(session, Role.OFFICER), asked)


def make_condition(
    session: Session, found: ConditionList, text: str = "An independent test is published."
) -> Condition:
    """Add a condition to a list."""
    seen, officer = len(found.conditions), make_actor(session, Role.OFFICER)
    return conditions.add_condition(session, officer, found, topic="test", text=text, seen=seen)


def note(session: Session, condition: Condition, status: Status, **more: object) -> Finding:
    """Note what was found of a condition."""
    seen = more.pop("seen", None)
    shown = len(condition.findings) if seen is None else int(str(seen))
    given = {"status": status, "reason": "It is so.", "found_on": date(2023, 4, 5), **more}
    found = conditions.Found(**given)  # type: ignore[arg-type]
    return conditions.note_finding(session, make_actor(session, Role.OFFICER), condition, found, shown)


def make_rules(session: Session, **more: str | int) -> LineReport:
    """Enter later rules, in force from today, which name an event alone."""
    given = {
        "version": "later",
        "title": "Later rules",
        "from_on": clock.london(clock.now()).date().isoformat(),
        "rank": "superintendent",
        "urgent_rank": "inspector",
        "ratify_hours": 24,
        "list_hours": 24,
        "authority_hours": "",
        "delete_days": 31,
        "review_days": 20,
        "source": "An invented policy",
        "code": "event",
        "words": "1: protecting an event",
        **more,
    }
    lines = (",".join(given), ",".join(map(str, given.values())))
    return take_file(session, make_actor(session, Role.ADMINISTRATOR), RULES_FILE, "\n".join(lines).encode())
