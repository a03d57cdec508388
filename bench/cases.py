"""The page of a case with a thousand views to be considered, beside the same page with ten."""

import statistics
from datetime import timedelta

from sqlalchemy.orm import Session

from bench.pages import TIMES, Page, officer_of, time_of
from bench.site import Site
from bench.table import Ratio
from consult.accounts.models import Organisation
from consult.consultations.models import Activity, Consultation, State
from consult.contract.references import Reference
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.submissions.models import Channel, Submission
from plugins.authorisation import cases
from plugins.authorisation.lifecycle import State as Standing
from plugins.authorisation.models import Case, Consideration
from plugins.impact.models import Evidence, Step
from plugins.impact.procedure import Status

FEW, MANY = 10, 1_000


def measure_cases(site: Site) -> list[Ratio]:
    """Return how long the pages of a case take with many views beside few, for everybody and on the desk.

    Both cases stand in one deployment and their pages are asked for by turns, so that a busy machine slows both.
    """
    few, many = (_pages_of(site, number) for number in (FEW, MANY))
    client = officer_of(site)
    found: dict[Page, list[float]] = {page: [] for page in (*few, *many)}
    for page in found:
        time_of(client, page)
    for _ in range(TIMES):
        for page, times in found.items():
            times.append(time_of(client, page))
    took = {page: statistics.median(times) for page, times in found.items()}
    named = f"{site.database_name}, case"
    return [
        Ratio(f"{named}: {of.name}, {MANY:,} views beside {FEW}", took[of], took[beside], "ms", "<= 1.5")
        for of, beside in zip(many, few, strict=True)
    ]


def _pages_of(site: Site, views: int) -> tuple[Page, Page]:
    with site.database.unit_of_work() as session:
        case = cases.open_case(session, SYSTEM, f"Measured with {views}")
        at = clock.now()
        consultation = Consultation(
            slug=f"measured-{views}",
            title=f"Measured with {views}",
            summary="A consultation for measuring.",
            opens_at=at - timedelta(days=1),
            closes_at=at + timedelta(days=30),
            state=State.OPEN,
            created_at=at,
        )
        activity = Activity(kind="impact", title="Evidence", consultation=consultation)
        session.add_all([consultation, activity])
        session.flush()
        cases.rest_on(session, SYSTEM, case, [Reference("consultation", consultation.id)])
        _add_views(session, case, activity.id, views)
        case.state = Standing.REVIEW
        return (
            Page("public page", f"/authorisation/cases/{case.number}"),
            Page("desk page", f"/staff/authorisation/cases/{case.id}"),
        )


def _add_views(session: Session, case: Case, activity_id: int, views: int) -> None:
    group = session.get(Organisation, 1) or Organisation(
        name="Measured group", kind="community", created_at=clock.now()
    )
    for number in range(views):
        submission = _accepted(session, activity_id, group, f"{activity_id}{number:05d}")
        if number % 10:
            case.considerations.append(_considered(submission))


def _accepted(session: Session, activity_id: int, group: Organisation, number: str) -> Submission:
    at = clock.now()
    submission = Submission(
        activity_id=activity_id,
        reference=f"ME-{number}",
        idempotency_key=f"measured-{number}",
        channel=Channel.WEB,
        submitted_at=at,
        answers={"statement": "Fewer people come to the market. " * 20},
    )
    evidence = Evidence(
        activity_id=activity_id,
        organisation=group,
        submission=submission,
        idempotency_key=f"measured-{number}",
        status=Status.ACCEPTED,
        publication="public",
        is_cleared=True,
        created_at=at,
        saved_at=at,
        submitted_at=at,
    )
    evidence.steps = [
        Step(number=place, status=status, at=at)
        for place, status in enumerate((Status.SUBMITTED, Status.SCREENED, Status.ACCEPTED), start=1)
    ]
    session.add(evidence)
    session.flush()
    return submission


def _considered(submission: Submission) -> Consideration:
    return Consideration(
        view_kind=Submission.__tablename__,
        view_id=submission.id,
        number=1,
        view_title=f"Evidence {submission.reference}",
        put_by="Measured group",
        weighed="The market and the hours. " * 20,
        outcome="changed",
        reason="The hours are shorter now.",
        considered_at=clock.now(),
        name="Measuring Officer",
    )
