"""A case is opened under a number, and what is said in it is kept in versions."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to, references_to
from consult.contract.references import Reference
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import ChangedMeanwhile, Invalid
from consult.steps.services import Withheld
from plugins.authorisation import cases
from plugins.authorisation.lifecycle import State
from plugins.authorisation.policies import NotEditable
from plugins.authorisation.sections import SECTIONS
from tests.plugins.authorisation.conftest import Desk


def test_every_case_has_the_next_number_of_its_year_from_the_start(desk: Desk) -> None:
    with clock.set_clock(clock.from_london(clock.now().replace(year=2027, tzinfo=None))):
        made = [cases.open_case(desk.session, desk.applicant, name) for name in ("One", "Two")]
    assert [case.number for case in made] == ["A-2027-001", "A-2027-002"]
    assert made[0].applicant_post == "Superintendent, North East"
    with pytest.raises(Invalid):
        cases.open_case(desk.session, desk.applicant, " ")


def test_what_is_withheld_is_told_of_at_its_date(desk: Desk) -> None:
    until = clock.now() + timedelta(days=2)
    case = cases.open_case(desk.session, desk.applicant, "Hidden", withheld=Withheld(until=until, exemption="s31"))
    assert (case.public_at, case.exemption) == (until, "s31")
    job = desk.session.scalars(select(Job).where(Job.name == "authorisation.publish")).one()
    assert job.args == {"case_id": case.id}


def test_a_section_keeps_each_version_and_two_writers_read_each_other(desk: Desk) -> None:
    case, aim = desk.opened(), SECTIONS["aim"]
    cases.write_section(desk.session, desk.applicant, case, aim, "To find people.", 1)
    with pytest.raises(ChangedMeanwhile):
        cases.write_section(desk.session, desk.applicant, case, aim, "Another aim.", 1)
    with pytest.raises(Invalid):
        cases.write_section(desk.session, desk.applicant, case, aim, " ", 2)
    versions = [(part.number, part.text) for part in case.paragraphs if part.section == "aim"]
    assert versions == [(1, "About aim."), (2, "To find people.")]


def test_a_plan_is_of_the_rules_of_its_day_and_ends_after_it_starts(desk: Desk) -> None:
    case, now = desk.opened(), clock.now()
    plan = cases.Plan(
        operation="Example", place="Stratford", use_case="hotspot", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    for wrong, name in ((replace(plan, use_case="equitability"), "use_case"), (replace(plan, ends_at=now), "ends_at")):
        with pytest.raises(Invalid) as refused:
            cases.save_plan(desk.session, desk.applicant, case, wrong, case.version)
        assert list(refused.value.fields) == [name]
    with pytest.raises(ChangedMeanwhile):
        cases.save_plan(desk.session, desk.applicant, case, plan, case.version - 1)


def test_what_the_case_stands_on_is_cited_once_and_left_out_with_a_reason(desk: Desk) -> None:
    case = desk.opened()
    consultation = Reference("consultation", desk.evidence.consultation.id)
    assert cases.rest_on_typed(desk.session, desk.applicant, case, "", [consultation.id]) == 0
    assert reference_to(case) in {found.reference for found in references_to(desk.session, ANONYMOUS, consultation)}
    with pytest.raises(Invalid):
        cases.rest_on_typed(desk.session, desk.applicant, case, "", [])
    with pytest.raises(Invalid):
        cases.drop_foundation(desk.session, desk.applicant, case, case.foundations[0], " ")
    cases.drop_foundation(desk.session, desk.applicant, case, case.foundations[0], "It is about another place.")
    assert [foundation.kind for foundation in case.rests_on] == ["impact_assessment"]


def test_a_case_with_the_officer_is_not_changed_by_the_applicant(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    with pytest.raises(NotEditable):
        cases.drop_foundation(desk.session, desk.applicant, case, case.foundations[0], "It stands in the way.")


def test_a_series_that_somebody_else_begins_is_as_good(session: Session) -> None:
    assert [cases.next_number(session, 2030) for _ in range(2)] == ["A-2030-001", "A-2030-002"]
