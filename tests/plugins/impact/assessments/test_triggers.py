"""What brings the review of an assessment forward by itself, and what does not."""

from datetime import datetime, time, timedelta

from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.consultations.models import Consultation
from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.jobs.runner import run_job
from consult.jobs.services import plan_day
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_of
from plugins.impact.assessments.models import Assessment
from plugins.impact.assessments.reviews import open_causes, shown_causes
from plugins.impact.procedure import Status
from plugins.impact.sent import withdraw_evidence
from plugins.register.services import Plan, announce, cite_for
from tests.plugins.impact.assessments.conftest import REVIEWED_ON, TODAY, Desk, make_desk
from tests.plugins.impact.conftest import Case

TRIGGERS = ["views", "plan", "tension", "after"]
ENDS_ON = TODAY + timedelta(days=12)
REVIEW = {"due_on": REVIEWED_ON.isoformat(), "triggers": TRIGGERS}


def signed_with(desk: Desk, triggers: list[str], about: Consultation | None = None, level: str = "1") -> Assessment:
    """Return a signed assessment whose review these bring forward."""
    assessment = desk.written()
    assessment.consultation_id = about.id if about else None
    desk.write(assessment, "review", {**REVIEW, "triggers": triggers})
    desk.write(assessment, "nature", {"what": "Cameras.", "why": "Robberies.", "ends_on": ENDS_ON.isoformat()})
    desk.write(assessment, "tension", {"indicator": "Posts online.", "level": level})
    desk.sign_again(assessment)
    return assessment


def causes(desk: Desk, assessment: Assessment) -> list[str]:
    """Return by what an assessment is due for review."""
    return [due.cause for due in desk.session.scalars(open_causes(assessment))]


def test_new_evidence_in_its_consultation_does_where_the_authors_said_so(case: Case) -> None:
    desk = make_desk(case.session)
    told = signed_with(desk, TRIGGERS, case.consultation)
    untold, elsewhere = signed_with(desk, ["plan"], case.consultation), signed_with(desk, TRIGGERS)
    evidence = case.brought_to(Status.ACCEPTED)
    assert [causes(desk, item) for item in (told, untold, elsewhere)] == [["views"], [], []]
    ((due, link),) = shown_causes(desk.session, desk.author, told)
    assert due.about == Reference("submission", evidence.submission_id or 0)
    assert link is not None
    assert evidence.reference in link.title
    ((_due, public),) = shown_causes(desk.session, ANONYMOUS, told)
    assert public is not None
    assert public.title == evidence.reference


def test_what_is_cited_and_withdrawn_does(case: Case) -> None:
    desk = make_desk(case.session)
    evidence = case.brought_to(Status.ACCEPTED)
    assessment = desk.written()
    desk.write(assessment, "review", REVIEW)
    part = {"community": "Traders", "impact": "Less trade.", "effect": "harm", "phase": "during"}
    rated = {**part, "likelihood": "2", "severity": "2"}
    desk.write(assessment, "impacts", rated, (Reference("submission", evidence.submission_id or 0),))
    desk.sign_again(assessment)
    assert causes(desk, assessment) == []
    withdraw_evidence(case.session, case.member, evidence)
    assert causes(desk, assessment) == ["views"]


def test_more_tension_that_another_assessment_of_the_place_sees_does(desk: Desk) -> None:
    first = signed_with(desk, TRIGGERS, level="2")
    signed_with(desk, TRIGGERS, level="2")
    assert causes(desk, first) == []
    worse = signed_with(desk, ["plan"], level="4")
    assert causes(desk, first) == ["tension"]
    assert causes(desk, worse) == []


def test_a_further_deployment_does_and_the_one_it_was_written_for_does_not(desk: Desk) -> None:
    assessment = signed_with(desk, TRIGGERS)
    for day, expected in ((5, []), (12, ["plan"])):
        row = announce(desk.session, desk.author, Plan(held_on=TODAY + timedelta(days=day), location="Broadway"))
        cite_for(desk.session, desk.author, row, assessment.number, "")
        assert causes(desk, assessment) == expected


def test_a_further_deployment_that_stands_on_it_by_something_between_does_too(desk: Desk) -> None:
    assessment, between = signed_with(desk, TRIGGERS), desk.signed("equality")
    cite(desk.session, desk.author, reference_to(between), [reference_to(assessment)])
    for day, expected in ((5, []), (12, ["plan"])):
        row = announce(desk.session, desk.author, Plan(held_on=TODAY + timedelta(days=day), location="Broadway"))
        cite_for(desk.session, desk.author, row, between.number, "")
        assert causes(desk, assessment) == expected


def test_each_day_what_came_to_its_day_falls_due_once(desk: Desk) -> None:
    assessment, unsaid = signed_with(desk, TRIGGERS), signed_with(desk, [])
    found = []
    for day in (ENDS_ON, ENDS_ON + timedelta(days=1), REVIEWED_ON, REVIEWED_ON + timedelta(days=1)):
        with clock.set_clock(clock.from_london(datetime.combine(day, time(9)))):
            planned = plan_day(desk.session, "impact.look_for_reviews").id
            run_job(database_of(desk.session), deployment_of(desk.session).registry, planned)
            found.append((causes(desk, assessment), causes(desk, unsaid)))
    assert found == [([], []), (["after"], []), (["after", "date"], ["date"]), (["after", "date"], ["date"])]
    assert [due.since_on for due, _link in shown_causes(desk.session, ANONYMOUS, assessment)] == [
        ENDS_ON + timedelta(days=1),
        REVIEWED_ON,
    ]
