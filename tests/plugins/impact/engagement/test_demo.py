"""The invented assessments of the demonstration."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS
from consult.population.demo import take_census
from consult.population.models import PopulationFigure
from plugins.impact.assessments.documents import public_document
from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement.coverage import coverage_of
from plugins.impact.engagement.demo import make_assessments
from plugins.impact.procedure import Status
from tests.plugins.impact.assessments.conftest import make_desk
from tests.plugins.impact.conftest import Case


def test_both_are_signed_cite_evidence_and_say_that_they_are_invented(case: Case) -> None:
    desk = make_desk(case.session)
    case.brought_to(Status.CONSIDERED)
    actors = {"officer": desk.author, "authorising_officer": desk.signer}
    make_assessments(desk.session, actors)
    make_assessments(desk.session, actors)
    community, equality = desk.session.scalars(select(Assessment).order_by(Assessment.id))
    assert "invented" in community.title
    assert equality.signed is not None
    version = community.signed
    assert version is not None
    document = public_document(desk.session, ANONYMOUS, version)
    first = document.part("impacts").rows[0]
    assert len(first.cites) == 1
    sites = next(field for field in document.part("nature").rows[0].fields if field.key == "sites")
    assert sites.is_partly_withheld
    assert "21 days before" in document.part("places").rows[0].notice


def test_coverage_is_measured_against_the_census_and_the_wards(session: Session) -> None:
    desk = make_desk(session)
    take_census(desk.session, desk.author)
    make_assessments(desk.session, {"officer": desk.author, "authorising_officer": desk.signer})
    assert len(desk.session.scalars(select(PopulationFigure).where(PopulationFigure.variable == "ward")).all()) == 24
    community = desk.session.scalars(select(Assessment).order_by(Assessment.id)).first()
    assert community is not None
    found = coverage_of(desk.session, community)
    assert (found.counts.invited, found.counts.told, found.counts.consulted) == (3, 1, 1)
    assert {row.label: row.people for row in found.rows["community"]}["under 18"] == 86514
    assert {row.category for row in found.rows["characteristic"] if not row.is_missing} == {"religion"}


def test_without_a_police_officer_nothing_is_made(session: Session) -> None:
    make_assessments(session, {})
    assert session.scalars(select(Assessment)).all() == []
