"""A group files a photograph with its evidence, and reads on its own page how far it has come, up to the deployment."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Consultation
from consult.consultations.models import State as Closing
from consult.kernel import clock
from consult.kernel.db import Database
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.impact.models import Attachment
from tests.factories import make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.journeys.test_evidence_reaches_the_register import check_files, kept_of, place_in
from tests.journeys.test_group_files_evidence import fill_in
from tests.plugins.authorisation.conftest import Desk, make_officers
from tests.plugins.impact.assessments.conftest import Desk as Assessors
from tests.plugins.impact.assessments.conftest import make_desk as make_assessors
from tests.plugins.register.conftest import SIXTEEN, STRATFORD
from tests.support.documents import picture

ANSWER = "We asked the police to end before the market opens."
REASON = "The hours end before the market opens."


@dataclass
class Cast:
    """Who takes part, and the draft of the assessment that they find."""

    desk: Desk
    assessors: Assessors
    assessment_id: int
    number: str

    def people(self) -> tuple[Person, ...]:
        """Return those who sign in."""
        group = self.desk.evidence
        police = (self.desk.superintendent_person, self.assessors.signer_person)
        return (group.member_person, group.officer_person, self.assessors.author_person, *police)

    def at_work(self, session: Session) -> Desk:
        """Return the officers in a later transaction."""
        session.add_all([*self.people(), self.desk.applicant_person])
        return replace(self.desk, session=session, evidence=replace(self.desk.evidence, session=session))


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """A group, officers of the council and the police, and an assessment that does not cite the evidence yet."""
    with live_database.unit_of_work() as session:
        desk, assessors = make_officers(session), make_assessors(session)
        assessment = assessors.written()
        desk.assessment_id = assessment.id
        desk.evidence.consultation.slug, desk.evidence.group.name = "cameras", "Stratford Traders"
        known = Cast(desk, assessors, assessment.id, assessment.number)
        secret = make_person(session, password=PASSWORD).password_hash
        for person in known.people():
            person.password_hash = secret
        return known


def attach_photo(group: Visitor, folder: Path) -> None:
    """Add a photograph that tells where it was taken."""
    photo = folder / "stall.jpg"
    photo.write_bytes(picture(author="Ada"))
    assert place_in(photo.read_bytes())
    group.follows("Add a file")
    group.page.locator("input[type=file]").set_input_files(photo)
    group.presses("Add this file")
    group.page.get_by_role("link", name="Check your evidence").click()
    group.page.wait_for_load_state()


def sends_evidence(group: Visitor, folder: Path) -> str:
    """File evidence with the photograph, and return its reference."""
    group.goes_to("/consultations/cameras")
    group.presses("File evidence for your group")
    group.presses("File evidence")
    group.page.get_by_label("Stratford Traders").check()
    group.presses("Begin")
    fill_in(group)
    attach_photo(group, folder)
    group.presses("Send the evidence")
    found = re.search(r"[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}", group.heading())
    assert found is not None
    return found[0]


def accepts(officer: Visitor, activity_id: int, reference: str) -> None:
    """Read the evidence, and accept it."""
    officer.goes_to(f"/staff/impact/{activity_id}")
    officer.follows(re.compile(reference))
    officer.presses("I have read this evidence")
    officer.presses("Accept this evidence")
    officer.page.get_by_label("Publish it as the group asked").check()
    officer.presses("Accept")
    officer.reads("Weigh this evidence")


def cites(author: Visitor, cast: Cast, reference: str) -> None:
    """Add an impact to the assessment that rests on the evidence, and send it to be signed."""
    author.goes_to(f"/staff/impact/assessments/{cast.assessment_id}/impacts/add")
    page = author.page
    page.get_by_label("On which community").fill("Traders")
    page.get_by_label("The impact").fill("Fewer people come to the market.")
    page.get_by_label("Harm or benefit").select_option("Harm")
    page.get_by_label("Before, during or after the deployment").select_option("During")
    page.get_by_label("Likelihood").select_option("4: likely")
    page.get_by_label("Severity").select_option("3: moderate")
    page.get_by_label(re.compile("cite")).fill(reference)
    author.presses("Save")
    author.reads("2. Fewer people come to the market.")
    author.goes_to(f"/staff/impact/assessments/{cast.assessment_id}")
    author.presses("Send it for review")
    author.reads("somebody else must sign it")


def registers(officer: Visitor, folder: Path, case: Case) -> None:
    """Take in the row that the police published, and say to which case it belongs."""
    grid = folder / "grid.csv"
    grid.write_text("\n".join((SIXTEEN, STRATFORD.replace("25/01/25", f"{case.opened_on:%Y-%m-%d}"))))
    officer.goes_to("/staff/register/import")
    officer.page.locator("input[type=file]").set_input_files(grid)
    officer.presses("Import")
    officer.page.wait_for_url("**/staff/register")
    officer.goes_to(f"/register/deployments/D-{case.opened_on.year}-001")
    officer.follows("Say what it stands on")
    officer.page.get_by_label("Case, assessment, conditions and anything else").fill(case.number)
    officer.page.get_by_role("main").locator("form button").click()
    officer.page.wait_for_load_state()
    officer.reads(f"Case {case.number}")


def answers(officer: Visitor, live_database: Database, cast: Cast, reference: str) -> None:
    """Weigh the evidence and answer it, once the consultation has closed."""
    with live_database.unit_of_work() as session:
        session.get_one(Consultation, cast.desk.evidence.consultation.id).state = Closing.CLOSED
    officer.goes_to(f"/staff/impact/{cast.desk.evidence.activity.id}")
    officer.follows(re.compile(reference))
    officer.presses("Weigh this evidence")
    officer.page.get_by_role("radio").first.check()
    officer.page.get_by_label("Why?").fill("Twelve of thirty traders.")
    officer.presses("Save")
    officer.page.get_by_role("button", name="Answer the group").click()
    officer.page.wait_for_load_state()
    officer.page.get_by_label("What did the council do").fill(ANSWER)
    officer.presses("Send the answer")
    officer.reads(ANSWER)


def decides(superintendent: Visitor, case: Case, reference: str) -> None:
    """Be refused until every view is weighed, weigh each by the link of the refusal, and record the authority."""
    page, step = superintendent.page, f"/staff/authorisation/cases/{case.id}/steps/authorised"

    def asks() -> None:
        superintendent.goes_to(step)
        page.get_by_label("Reason").fill("The case is made.")
        page.get_by_label("Why it is necessary").fill("Nothing else would do.")
        page.get_by_label("Why it is proportionate").fill("Six hours, one exit.")
        ends = page.get_by_role("group", name="The authority ends")
        assert case.ends_at is not None
        for name, typed in (("Day", "%d"), ("Month", "%m"), ("Year", "%Y"), ("Time", "%H:%M")):
            ends.get_by_label(name).fill(clock.london(case.ends_at).strftime(typed))
        superintendent.presses("Record this step")

    asks()
    superintendent.reads(f"“Evidence {reference}” from Stratford Traders has not been considered.")
    for _view in range(10):
        waiting = page.locator("#missing + ul").get_by_role("link", name=re.compile("^Consider"))
        if waiting.count() == 0:
            break
        waiting.first.click()
        page.get_by_label("What did you weigh?").fill("Twelve traders lost trade on a market day.")
        page.get_by_label("It changed the plan").check()
        page.get_by_label("Answer and reason").fill(REASON)
        superintendent.presses("Save", looks=False)
        asks()
    superintendent.reads("Authority recorded")


def test_a_group_reads_on_its_page_how_its_photograph_reached_the_decision(
    cast: Cast, live_database: Database, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    evidence_case = cast.desk.evidence
    group = visitor(java_script_enabled=False)
    group.signs_in(evidence_case.member_person)
    reference = sends_evidence(group, tmp_path)
    own = group.path
    with live_database.unit_of_work() as session:
        check_files(session)
    with live_database.reading() as session:
        kept = session.scalars(select(Attachment)).one()
        assert place_in(kept_of(session, kept.file)) == {}

    officer = visitor()
    officer.signs_in(evidence_case.officer_person)
    accepts(officer, evidence_case.activity.id, reference)
    group.goes_to(own)
    group.reads("Accepted")

    author = visitor()
    author.signs_in(cast.assessors.author_person)
    cites(author, cast, reference)
    signer = visitor()
    signer.signs_in(cast.assessors.signer_person)
    signer.goes_to(f"/staff/impact/assessments/{cast.assessment_id}")
    signer.presses("Sign it")
    signer.presses("Sign it")
    signer.reads("Signed by")
    group.goes_to(own)
    group.reads(f"{cast.number}, impact 2 (version 1)")

    with live_database.unit_of_work() as session:
        cast.at_work(session).brought_to(State.REVIEW)
    with live_database.reading() as session:
        case = session.scalars(select(Case)).one()
    superintendent = visitor()
    superintendent.signs_in(cast.desk.superintendent_person)
    decides(superintendent, case, reference)
    registers(officer, tmp_path, case)
    answers(officer, live_database, cast, reference)
    group.goes_to(own)
    group.reads(ANSWER)
    for words in (f"{cast.number}, impact 2 (version 1)", f"Case {case.number}", "authority recorded", "Deployment D-"):
        group.reads(re.compile(re.escape(words)))
    group.follows(re.compile(f"Case {case.number}"))
    group.reads(REASON)
    group.goes_to(own)
    group.follows(re.compile("Deployment D-"))
    group.reads("11,105")
    group.goes_to(f"/impact/published/{reference}")
    group.reads(re.compile("Deployment D-"))
    for path in ("/account", "/consultations/cameras", "/consultations/cameras/used"):
        group.goes_to(path)
        group.reads(f"{cast.number}, impact 2 (version 1)")
        group.reads(re.compile("Deployment D-"))
