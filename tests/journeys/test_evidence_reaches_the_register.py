"""A group's evidence on its whole way: accepted, cited, answered, weighed, decided on, and in the public register."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.decisions.traces import trace_of_consultation
from consult.files.models import StoredFile
from consult.files.services import open_file
from consult.files.uploads import clean
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.steps.traces import trace_of
from consult.submissions.models import Submission
from plugins.authorisation import cases
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.rules import NotReady
from plugins.authorisation.sections import AFTERWARDS as REVIEW_WRITTEN
from plugins.authorisation.sections import LIST_BUILT, NOTICE
from plugins.impact.assessments import signing
from plugins.impact.assessments.models import Assessment
from plugins.impact.attachments import attach
from plugins.impact.evidence_drafts import submit_evidence
from plugins.impact.procedure import Status
from plugins.register import services as register
from plugins.register.models import Deployment
from tests.factories import make_activity, make_submission
from tests.plugins.authorisation.conftest import Desk, make_officers
from tests.plugins.impact.assessments.conftest import IMPACT
from tests.plugins.impact.assessments.conftest import Desk as Assessors
from tests.plugins.impact.assessments.conftest import make_desk as make_assessors
from tests.plugins.impact.conftest import STEPS, WAY_TO
from tests.plugins.register.conftest import STRATFORD, taken
from tests.support.documents import picture

GPS = 0x8825
AFTERWARDS = (State.NOTIFIED, State.WATCHLIST, State.LIVE, State.ENDED, State.DELETED, State.REVIEWED, State.PUBLISHED)
WEIGHED = "Twelve traders lost trade on a market day."
REASON = "The hours end before the market opens."


def place_in(content: bytes) -> dict[int, object]:
    """Return where a photograph says that it was taken."""
    return dict(Image.open(io.BytesIO(content)).getexif().get_ifd(GPS))


def check_files(session: Session) -> None:
    """Let every file that waits be made anew, as the worker does."""
    for job in session.scalars(select(Job).where(Job.name == "files.clean")).all():
        clean(session, job, **job.args)


def kept_of(session: Session, file: StoredFile) -> bytes:
    """Return what is kept of a file."""
    with open_file(session, file) as kept:
        return kept.read()


def signed_with(desk: Desk, assessors: Assessors, *cited: Submission | None) -> Assessment:
    """Write an assessment with a row that cites what groups and residents sent, and sign it."""
    assessment = assessors.written()
    assessors.write(assessment, "impacts", IMPACT, cites=tuple(reference_to(sent) for sent in cited))
    signing.send_for_review(desk.session, assessors.author, assessment)
    signing.sign(desk.session, assessors.signer, assessment)
    desk.assessment_id = assessment.id
    return assessment


def published(session: Session, day: date) -> Deployment:
    """Take in the row that the police published of a deployment in Stratford."""
    taken(session, STRATFORD.replace("25/01/25", day.isoformat()))
    return session.scalars(select(Deployment)).one()


def used(desk: Desk, case: Case) -> Deployment:
    """Bring a case from its authority to its published result, each step at its hour."""
    session, by = desk.session, desk.applicant
    assert case.starts_at is not None
    cases.write_section(session, by, case, NOTICE, "Signs at both exits.", 0)
    desk.move(case, State.NOTIFIED, by)
    with clock.set_clock(case.starts_at + timedelta(hours=1)):
        cases.write_section(session, by, case, LIST_BUILT, "Built this morning.", 0)
        for state in (State.WATCHLIST, State.LIVE, State.ENDED, State.DELETED):
            desk.move(case, state, by)
        cases.write_section(session, by, case, REVIEW_WRITTEN, "Nine alerts.", 0)
        desk.move(case, State.REVIEWED, by)
        row = published(session, clock.today_in_london())
        register.cite_for(session, desk.evidence.officer, row, case.number, "")
        desk.move(case, State.PUBLISHED, by)
    return row


def test_a_piece_is_followed_from_the_photograph_to_the_deployment(session: Session) -> None:
    desk = make_officers(session)
    group, assessors = desk.evidence, make_assessors(session)
    evidence, photo = group.draft(), picture(author="Ada")
    assert place_in(photo)
    attachment = attach(session, group.member, evidence, "stall.jpg", io.BytesIO(photo))
    check_files(session)
    assert place_in(kept_of(session, attachment.file)) == {}
    submit_evidence(session, group.member, evidence, evidence.version)
    for status in WAY_TO[Status.CONSIDERED]:
        STEPS[status](group, evidence)

    response = make_submission(session, make_activity(session, group.consultation))
    assessment = signed_with(desk, assessors, evidence.submission, response)
    case = desk.brought_to(State.REVIEW)
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    waiting = {(gap.link.parts["kind"], gap.link.parts["number"]) for gap in refused.value.missing if gap.link}
    assert ("submission", evidence.submission_id) in waiting
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    row = used(desk, case)
    STEPS[Status.RESPONDED](group, evidence)

    assert case.starts_at is not None
    with clock.set_clock(case.starts_at + timedelta(days=1)):
        member, anybody = (
            trace_of(session, who, reference_to(evidence.submission)) for who in (group.member, ANONYMOUS)
        )
        resident = trace_of(session, ANONYMOUS, reference_to(response))
        of_consultation = trace_of_consultation(session, ANONYMOUS, group.consultation)
    assert {uptake.link.title for uptake in anybody} <= {uptake.link.title for uptake in of_consultation}
    assert [uptake.link for uptake in member] == [uptake.link for uptake in anybody]
    assert [uptake.link for uptake in resident] == [uptake.link for uptake in anybody]
    assert [uptake.link.title for uptake in member] == [
        f"{assessment.number}, impact 2 (version 1)",
        f"{assessment.number}: {assessment.title}",
        f"Case {case.number}: Operation Example",
        f"Deployment {row.number}: Stratford",
    ]
    been = [step.stands_at for step in member[2].steps]
    assert been[-8:] == [State.AUTHORISED, *AFTERWARDS]
    assert [step.status for step in evidence.steps][-3:] == ["accepted", "considered", "responded"]
