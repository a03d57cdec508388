"""What is listened to, and looked for each day, so that an assessment falls due for review by itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, SYSTEM
from consult.sdk.database import clock, database_now
from consult.sdk.events import on, on_named
from consult.sdk.jobs import Job, JobKind, report_progress
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.references import Reference, cited_in, reference_to, references_to
from consult.sdk.texts import folded
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.events import AssessmentChanged
from plugins.impact.assessments.models import Assessment, AssessmentVersion, CommunityAssessment, Entry, EntryRevision
from plugins.impact.assessments.reviews import bring_forward, bring_forward_chosen, chosen_triggers
from plugins.impact.assessments.terms import Standing
from plugins.impact.events import AboutEvidence, EvidenceAccepted, EvidenceWithdrawn
from plugins.impact.models import Evidence

DEPLOYMENT = "register_deployment"


def follow_accepted(session: Session, event: EvidenceAccepted) -> None:
    """Look at the assessments that go with the consultation when evidence was accepted in it."""
    _follow_views(session, event, _going_with(session, event.consultation_id))


def follow_withdrawn(session: Session, event: EvidenceWithdrawn) -> None:
    """Look at the assessments of the consultation, and at those that cite it, when evidence was withdrawn."""
    evidence = session.get_one(Evidence, event.evidence_id)
    citing = references_to(session, ANONYMOUS, Reference("submission", evidence.submission_id or 0))
    ids = [cited.reference.id for cited in citing if cited.reference.kind == Entry.__tablename__]
    rows = session.scalars(select(Entry).where(Entry.id.in_(ids)))
    _follow_views(session, event, [*_going_with(session, event.consultation_id), *(row.assessment for row in rows)])


def follow_signed(session: Session, event: AssessmentChanged) -> None:
    """Look at the other assessments of the place when one is signed that sees more tension there."""
    signed = session.get_one(Assessment, event.assessment_id)
    if signed.signed is None:
        return
    place, level = _place_and_level(session, signed.signed)
    for other in session.scalars(_holding()):
        if other.assessment is signed:
            continue
        same_place, known_level = _place_and_level(session, other)
        if place and same_place == place and level > known_level:
            bring_forward_chosen(session, other.assessment, "tension", reference_to(signed))


def follow_deployment(session: Session, facts: Mapping[str, object]) -> None:
    """Look at the assessments on which a deployment stands, itself or by its case, when another stood there before."""
    deployment = Reference(DEPLOYMENT, int(str(facts["deployment_id"])))
    cited = [found.reference for found in cited_in(session, ANONYMOUS, deployment)]
    beneath = [found.reference for reference in cited for found in cited_in(session, ANONYMOUS, reference)]
    about = [item for item in {*cited, *beneath} if item.kind == CommunityAssessment.__tablename__]
    for assessment in session.scalars(select(Assessment).where(Assessment.id.in_([item.id for item in about]))):
        if _deployments_on(session, reference_to(assessment)) - {deployment}:
            bring_forward_chosen(session, assessment, "plan", deployment)


def look_for_reviews(session: Session, job: Job) -> str:
    """Make due whatever came to the day of its review, or whose deployment is over since it was signed."""
    today = clock.london(database_now(session)).date()
    holding = session.scalars(_holding()).all()
    found = [(version, cause, since) for version in holding for cause, since in _days_passed(session, version, today)]
    count = 0
    for number, (version, cause, since) in enumerate(found):
        report_progress(session, job, number, len(found))
        count += bring_forward(session, SYSTEM, version.assessment, cause, since=since)
    return ngettext("%(num)s assessment fell due for review.", "%(num)s assessments fell due for review.", count)


SUBSCRIBERS = (
    on(EvidenceAccepted, follow_accepted),
    on(EvidenceWithdrawn, follow_withdrawn),
    on(AssessmentChanged, follow_signed),
    on_named("register.deployment_linked", 1, follow_deployment),
)
JOBS = (
    JobKind(
        name="impact.look_for_reviews",
        title=_l("Looking for assessments that are due for review"),
        run=look_for_reviews,
        is_daily=True,
    ),
)


def _follow_views(session: Session, event: AboutEvidence, assessments: Iterable[Assessment]) -> None:
    submission_id = session.get_one(Evidence, event.evidence_id).submission_id
    about = Reference("submission", submission_id) if submission_id else None
    for assessment in assessments:
        bring_forward_chosen(session, assessment, "views", about)


def _going_with(session: Session, consultation_id: int | None) -> Sequence[Assessment]:
    if consultation_id is None:
        return ()
    return session.scalars(select(Assessment).where(Assessment.consultation_id == consultation_id)).all()


def _holding() -> Select[AssessmentVersion]:
    return select(AssessmentVersion).where(AssessmentVersion.state == Standing.SIGNED).order_by(AssessmentVersion.id)


def _deployments_on(session: Session, assessment: Reference) -> set[Reference]:
    direct = [found.reference for found in references_to(session, ANONYMOUS, assessment)]
    above = references_to(session, ANONYMOUS, *direct) if direct else []
    return {item for item in [*direct, *(found.reference for found in above)] if item.kind == DEPLOYMENT}


def _place_and_level(session: Session, version: AssessmentVersion) -> tuple[str, int]:
    said = revisions_at(session, version.assessment, version.number)
    levels = [int(str(row.content.get("level") or 0)) for row in said.get("tension", ())]
    return folded(str(_said(said, "identity", "place") or "")), max(levels, default=0)


def _days_passed(session: Session, version: AssessmentVersion, today: date) -> list[tuple[str, date]]:
    said = revisions_at(session, version.assessment, version.number)
    due, last = _said(said, "review", "due_on"), _said(said, "nature", "ends_on")
    found = [("date", date.fromisoformat(str(due)))] if due else []
    if last and "after" in chosen_triggers(session, version) and _signed_on(version) <= date.fromisoformat(str(last)):
        found.append(("after", date.fromisoformat(str(last)) + timedelta(days=1)))
    return [(cause, since) for cause, since in found if since <= today]


def _signed_on(version: AssessmentVersion) -> date:
    return clock.london(version.signed_at).date() if version.signed_at else date.max


def _said(said: Mapping[str, Sequence[EntryRevision]], part: str, key: str) -> object:
    written = said.get(part, ())
    return written[0].content.get(key) if written else None
