"""The page of a case with a thousand views to be considered, beside the same page with ten."""

import statistics

from sqlalchemy.orm import Session

from bench.pages import TIMES, Page, officer_of, time_of
from bench.site import Site
from bench.table import Ratio
from consult.accounts.models import Organisation
from consult.consultations.models import Activity
from consult.contract.references import Reference
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.submissions.models import Channel, Submission
from plugins.authorisation import cases
from plugins.authorisation.models import Case, Consideration
from plugins.impact.models import Evidence, Step
from plugins.impact.procedure import Status

FEW, MANY = 10, 1_000


def measure_cases(site: Site) -> list[Ratio]:
    """Return how long the pages of a case take with many views beside few, for everybody and on the desk."""
    with site.database.unit_of_work() as session:
        case = cases.open_case(session, SYSTEM, "Measured")
        beside = session.get_one(Activity, site.activity_id)
        activity = Activity(kind="impact", title="Evidence", position=1, consultation_id=beside.consultation_id)
        session.add(activity)
        session.flush()
        cases.rest_on(session, SYSTEM, case, [Reference("consultation", activity.consultation_id)])
        number, case_id, activity_id = case.number, case.id, activity.id
    pages = (
        Page("public page", f"/authorisation/cases/{number}"),
        Page("desk page", f"/staff/authorisation/cases/{case_id}"),
    )
    _add_views(site, case_id, activity_id, 0, FEW)
    few = _times(site, pages)
    _add_views(site, case_id, activity_id, FEW, MANY)
    many = _times(site, pages)
    return [
        Ratio(f"{site.database_name}, case: {name}, {MANY:,} views beside {FEW}", many[name], few[name], "ms", "<= 1.5")
        for name in few
    ]


def _times(site: Site, pages: tuple[Page, ...]) -> dict[str, float]:
    client = officer_of(site)
    found = {}
    for page in pages:
        time_of(client, page)
        found[page.name] = statistics.median(time_of(client, page) for _ in range(TIMES))
    return found


def _add_views(site: Site, case_id: int, activity_id: int, first: int, until: int) -> None:
    with site.database.unit_of_work() as session:
        group = session.get(Organisation, 1) or Organisation(
            name="Measured group", kind="community", created_at=clock.now()
        )
        case = session.get_one(Case, case_id)
        for number in range(first, until):
            submission = _accepted(session, activity_id, group, number)
            if number % 10:
                case.considerations.append(_considered(submission))


def _accepted(session: Session, activity_id: int, group: Organisation, number: int) -> Submission:
    at = clock.now()
    submission = Submission(
        activity_id=activity_id,
        reference=f"ME-{number:04d}",
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
