"""Invented evidence for the demonstration: one piece just sent, one with a question, one weighed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.activities import Activity, Consultation, State, is_open_at
from consult.sdk.database import database_now
from consult.sdk.people import Membership, Organisation
from plugins.impact import evidence_drafts, services
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.queries import KIND

GROUP = "Stratford Street Traders’ Circle (invented for this demonstration)"
_COMMON: dict[str, Any] = {
    "represented": 40,
    "basis": "Our members run the stalls. We meet on the first Monday of each month. (Invented.)",
    "contact_role": "Secretary",
    "place": "Stratford Broadway",
    "happened_on": date(2022, 7, 7),
    "until_on": None,
    "evidence_type": "lived_experience",
    "first_hand": "first_hand",
    "statement": "",
    "affected": "Traders and their customers on market days. (Invented.)",
    "characteristics": ["none"],
    "areas": ["trust", "economic"],
    "direction": "mixed",
    "severity": "medium",
    "frequency": "sometimes",
    "reach": "one_community",
    "source": "Twelve traders who were there. (Invented.)",
    "gathered": "We asked every trader at our July meeting; twelve of thirty answered. (Invented.)",
    "mitigation": "Tell traders a week before, and put the signs where people can still turn round. (Invented.)",
    "personal_data": "no",
    "personal_note": "",
    "conflict": "no",
    "interest": "",
    "publication": "public",
    "has_consent": True,
}
PIECES: tuple[dict[str, Any], ...] = (
    {
        "statement": "On the day of the cameras fewer people came to the market, and some told us that they went "
        "another way. Two traders felt safer. Nobody had told us before. (Invented.)",
    },
    {
        "statement": "Young people who help on our stalls said that they were stopped on the way to work after the "
        "cameras picked them out, and were let go. (Invented.)",
        "affected": "People aged 16 to 24 who work on the market. (Invented.)",
        "characteristics": ["age", "race"],
        "areas": ["trust", "dignity", "children"],
        "direction": "harm",
        "first_hand": "reported",
        "publication": "anonymous",
    },
    {
        "statement": "Our members want to know how the council will hear of the next use of the cameras, and whether "
        "traders can be told too. (Invented.)",
        "areas": ["economic"],
        "publication": "officers_only",
    },
)


def make_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """File three pieces for an invented group in the open consultation, and bring each to another state."""
    activity = _activity(session)
    if activity is None or session.scalar(select(Evidence.id).where(Evidence.activity_id == activity.id).limit(1)):
        return
    officer = actors.get("officer", SYSTEM)
    group, member = _group_and_member(session, actors)
    made = [_file(session, member, activity, group, piece) for piece in PIECES]
    weighed, queried, _just_sent = made
    services.screen_evidence(session, officer, weighed)
    services.accept_evidence(session, officer, weighed, is_cleared=True)
    services.consider_evidence(
        session, officer, weighed, "some", "First-hand, but from twelve of thirty traders. (Invented.)"
    )
    services.screen_evidence(session, officer, queried)
    services.query_evidence(
        session, officer, queried, "How many young people told you this, and in which months? (Invented.)"
    )


def _activity(session: Session) -> Activity | None:
    known = session.scalar(select(Activity).where(Activity.kind == KIND).order_by(Activity.id).limit(1))
    if known is not None:
        return known if is_open_at(known.consultation, database_now(session)) else None
    stored_open = select(Consultation).where(Consultation.state.in_([State.OPEN, State.SCHEDULED]))
    for consultation in session.scalars(stored_open.order_by(Consultation.id)):
        if is_open_at(consultation, database_now(session)):
            made = Activity(kind=KIND, title="Tell us how this affects your community", position=5)
            consultation.activities.append(made)
            session.flush()
            return made
    return None


def _group_and_member(session: Session, actors: Mapping[str, Actor]) -> tuple[Organisation, Actor]:
    member = actors.get("group", SYSTEM)
    for organisation_id in sorted(member.organisation_ids):
        own = session.get_one(Organisation, organisation_id)
        if own.is_verified:
            return own, member
    at = database_now(session)
    group = Organisation(name=GROUP, represents=40, basis=_COMMON["basis"], created_at=at, verified_at=at)
    if member.person_id is not None:
        group.members = [Membership(person_id=member.person_id, title="Secretary")]
    session.add(group)
    session.flush()
    ids = member.organisation_ids | {group.id}
    return group, Actor(
        person_id=member.person_id, name=member.name or GROUP, organisation_ids=ids, permissions=member.permissions
    )


def _file(
    session: Session, member: Actor, activity: Activity, group: Organisation, piece: Mapping[str, object]
) -> Evidence:
    evidence = evidence_drafts.start_evidence(session, member, activity, group.id)
    for page in PAGES:
        evidence_drafts.save_page(session, member, evidence, page, {**_COMMON, **piece}, 0)
    evidence_drafts.submit_evidence(session, member, evidence, evidence.version)
    if evidence.submission is not None:
        evidence.submission.is_synthetic = True
    session.flush()
    return evidence
