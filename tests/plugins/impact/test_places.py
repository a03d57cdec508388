"""What evidence adds to the home page, to an account, to the desk, to a decision, and to the page of a motion."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.consultations.models import State
from consult.contract.references import Reference
from consult.decisions import issues, services
from consult.decisions.models import Disposition
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.consult.decisions.conftest import DETAILS, TEXTS
from tests.factories import make_consultation, make_person
from tests.plugins.impact.assessments.conftest import make_desk
from tests.plugins.impact.conftest import Case, make_case
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_the_home_page_names_what_groups_can_file_evidence_for_until_it_closes(case: Case, client: FormClient) -> None:
    link = f'href="/impact/{case.activity.id}">{case.activity.title}: {case.consultation.title}'
    assert link in client.get("/").text
    with case.after_closing():
        assert link not in client.get("/").text


def test_the_account_names_the_evidence_of_ones_groups_and_where_it_stands(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    draft, sent = case.draft(), case.sent()
    sign_in(client, case.member_person)
    shown = client.get("/account").text
    assert f'href="/impact/evidence/{draft.id}">Draft, {case.consultation.title}: Draft' in shown
    assert f'href="/impact/evidence/{sent.id}">{sent.reference}, {case.consultation.title}: ' in shown
    citing = make_consultation(case.session)
    cite(case.session, case.officer, reference_to(citing), [Reference("submission", sent.submission_id or 0)])
    assert f'Consultation: <a class="govuk-link" href="/consultations/{citing.slug}">' in client.get("/account").text
    sign_in(client, make_person(case.session))
    assert "/impact/evidence/" not in client.get("/account").text


def test_the_desk_names_the_evidence_that_waits_for_the_officer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    case.brought_to(Status.CONSIDERED)
    sign_in(client, case.officer_person)
    assert "Evidence that waits for you" not in client.get("/staff/consultations").text
    with case.after_closing():
        sign_in(client, case.officer_person)
        shown = client.get("/staff/consultations").text
    assert f">Answer 1 piece of evidence: {case.activity.title}</a>" in shown


def _both_cited(session: Session) -> tuple[Case, Evidence, Evidence, story.Story]:
    told = story.begin(session)
    told.carry()
    case = make_case(session)
    shown, kept_back = case.brought_to(Status.RESPONDED), case.brought_to(Status.RESPONDED, publication="officers_only")
    assert case.consultation.closes_at is not None
    case.consultation.state = State.ANALYSING
    session.flush()
    issue = issues.add_issue(session, case.officer, case.consultation, "Traders were not told", "")
    for piece in (shown, kept_back):
        assert piece.submission is not None
        issues.cite(session, issue, piece.submission, case.officer)
    issues.cite(session, issue, told.motion, case.officer)
    answer = (Disposition.CHANGED, "So be it.", "Cabinet", issue.version, DETAILS)
    issues.answer_issue(session, case.officer, issue, *answer)
    services.save_decision(
        session, case.officer, case.consultation, TEXTS, "Cabinet", case.consultation.closes_at.date(), 0
    )
    return case, shown, kept_back, told


def test_a_motion_and_evidence_of_one_decision_name_each_other_without_knowing_each_other(
    session: Session, client: FormClient, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    case, shown, kept_back, told = _both_cited(session)
    motion, piece = f"/motions/{told.motion.number}", f"/impact/published/{shown.reference}"
    assert "Evidence that the same decision cites" not in client.get(motion).text
    with case.after_closing():
        services.publish_decision(session, case.officer, case.consultation, unread_reason="It was answered as a whole.")
    assert f'href="{piece}">{case.group.name} ({shown.reference})</a>' in client.get(motion).text
    assert kept_back.reference not in client.get(motion).text
    assert f'href="{motion}">Motion {told.motion.number}' in client.get(piece).text
    outcome = client.get(f"/consultations/{case.consultation.slug}/outcome").text
    assert f"{case.activity.title}: read the published evidence and its answers" in outcome


def test_signed_assessments_are_linked_from_the_home_page_and_from_their_consultation(
    case: Case, client: FormClient
) -> None:
    desk = make_desk(case.session)
    about, other, draft = desk.signed(), desk.signed("equality"), desk.begin()
    for assessment in (about, draft):
        assessment.consultation_id = case.consultation.id
    case.session.flush()
    home = client.get("/").text
    page = client.get(f"/consultations/{case.consultation.slug}").text
    assert f"/impact/assessments/{about.number}" in page
    assert f"/impact/assessments/{about.number}" in home
    assert f"/impact/assessments/{other.number}" in home
    assert other.number not in page
    assert draft.number not in home + page
