"""Invented assessments for the demonstration, about an invented deployment; the figures of the census are real."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.activities import Activity
from consult.sdk.database import clock, database_now
from consult.sdk.references import Reference
from plugins.impact.assessments import services, signing
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.equality import PROTECTED
from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.assessments.guards import police_post
from plugins.impact.assessments.models import Assessment
from plugins.impact.assessments.withholding import withhold
from plugins.impact.engagement import services as engagement
from plugins.impact.engagement.contacts import ContactFacts, save_contact
from plugins.impact.engagement.models import Contact
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED
from plugins.impact.queries import KIND

TITLE = "Cameras on Stratford Broadway (invented for this demonstration)"
COMMUNITY: Mapping[str, Mapping[str, object]] = {
    "identity": {
        "title": TITLE,
        "place": "Stratford Broadway",
        "wards": "Stratford\nMaryland",
        "command": "Invented command",
        "author": "Community engagement lead (invented)",
        "owner": "Local command (invented)",
        "classification": "official",
    },
    "nature": {
        "what": "A van with cameras stands on the Broadway for six hours on a market day. (Invented.)",
        "why": "Robberies near the station rose in the autumn. (Invented.)",
        "hours": "10am to 4pm",
        "sites": "One van at the corner of the market. Officers wait in the side street behind it. (Invented.)",
        "footfall": 12_000,
        "footfall_source": "Invented",
    },
    "context": {
        "incidents": "None that bears on it. (Invented.)",
        "calendar": "Friday prayers end at half past one. (Invented.)",
        "earlier": "Cameras were used at the station in 2022, as the public register shows.",
    },
    "communications": {
        "notice": "Signs on every way in, and a notice on the council’s page two weeks before. (Invented.)",
        "languages": "English, Bengali, Romanian",
    },
    "rating": {
        "overall": "medium",
        "reason": "Two groups expect harm and one expects benefit; nothing suggests disorder. (Invented.)",
        "proportionate": "With the measures below it is, for one day. (Invented.)",
    },
}
ROWS: tuple[tuple[str, Mapping[str, object]], ...] = (
    (
        "communities",
        {"group": "Market traders and their customers (invented)", "characteristics": ["race"], "size": 40},
    ),
    ("communities", {"group": "Worshippers at Friday prayers (invented)", "characteristics": ["religion"]}),
    (
        "impacts",
        {
            "community": "Market traders and their customers (invented)",
            "impact": "Fewer people come to the market while the cameras stand there. (Invented.)",
            "effect": "harm",
            "phase": "during",
            "likelihood": "4",
            "severity": "3",
            "tension_type": "experienced",
            "response": "Traders are told two weeks before, and the van leaves before the evening. (Invented.)",
        },
    ),
    (
        "impacts",
        {
            "community": "Worshippers at Friday prayers (invented)",
            "impact": "People stay away from prayers because they do not want to be scanned. (Invented.)",
            "effect": "harm",
            "phase": "during",
            "likelihood": "3",
            "severity": "4",
            "tension_type": "potential",
            "response": "The cameras are switched off from one until two. (Invented.)",
        },
    ),
    (
        "tension",
        {"indicator": "Leaflets against the cameras at the station. (Invented.)", "tier": "1", "level": "2"},
    ),
)
BODIES = (
    ("Stratford Street Traders’ Circle (invented)", "business", ["Stratford"], ["race"], "told", "mixed"),
    ("Friday prayers committee (invented)", "faith", ["Maryland"], ["religion"], "consulted", "oppose"),
    ("Youth forum (invented)", "youth", ["Stratford"], ["age"], "consulted", "no_reply"),
)
SAID = "They ask to be told before, and to have the cameras off during prayers. (Invented.)"


def make_assessments(session: Session, actors: Mapping[str, Actor]) -> None:
    """Write both assessments of an invented deployment, with whom they engaged; a second run adds nothing."""
    author, signer = actors.get("officer", SYSTEM), actors.get("authorising_officer", SYSTEM)
    if session.scalar(select(Assessment.id).limit(1)) is not None or police_post(session, signer) is None:
        return
    community = _community(session, author)
    _engage(session, author, community)
    equality = _equality(session, author)
    for assessment in (community, equality):
        signing.send_for_review(session, author, assessment)
        signing.sign(session, signer, assessment)


def _community(session: Session, author: Actor) -> Assessment:
    assessment = services.begin_assessment(session, author, "community", TITLE, _consultation_id(session))
    first = clock.london(database_now(session)).date() + timedelta(days=30)
    days = {"starts_on": first.isoformat(), "ends_on": first.isoformat()}
    told_on = (first - timedelta(days=21)).isoformat()
    for key, content in COMMUNITY.items():
        _save(session, author, assessment, key, {**content, **(days if key == "nature" else {})})
    _save(session, author, assessment, "review", {"due_on": (first + timedelta(days=14)).isoformat()})
    evidence = session.scalar(select(Evidence).where(Evidence.status.in_(sorted(PUBLISHED))).limit(1))
    cites = (Reference("submission", evidence.submission_id or 0),) if evidence else ()
    for number, (key, content) in enumerate(ROWS):
        _save(session, author, assessment, key, content, cites if number == 2 else ())
    place = {"name": "Prayer hall (invented)", "kind": "worship", "distance": 50, "notice_on": told_on}
    _save(session, author, assessment, "places", place)
    measure = {
        "action": "Switch the cameras off from one until two. (Invented.)",
        "owner": "Officer in charge on the day",
        "due_on": first.isoformat(),
        "progress": "planned",
        "residual": "low",
    }
    _save(session, author, assessment, "mitigations", measure)
    sites = services.entry_of_section(session, assessment, form_of(assessment).find_part("nature"))
    if sites is not None:
        passage = "Officers wait in the side street behind it."
        reason = "It would show where officers stand. (Invented.)"
        withhold(session, author, sites, Exemption(field="sites", passage=passage, exemption="s31", reason=reason))
    return assessment


def _engage(session: Session, author: Actor, assessment: Assessment) -> None:
    today = clock.london(database_now(session)).date()
    held = {
        mode: engagement.save_engagement(
            session,
            author,
            assessment,
            None,
            EngagementFacts(title=title, mode=mode, held_on=today, place="Town hall", question="What worries you?"),
        )
        for mode, title in (("told", "Letter to traders (invented)"), ("consulted", "Evening meeting (invented)"))
    }
    for name, kind, wards, characteristics, mode, view in BODIES:
        contact = _contact(session, author, name, kind, wards, characteristics)
        engagement.invite_bodies(session, author, held[mode], [contact])
        came = view != "no_reply"
        facts = VoiceFacts(
            name=name,
            kind=kind,
            is_named=True,
            present=6 if came else 0,
            residents=4 if came else 0,
            view=view,
            said=SAID if came else "",
            answer="The cameras are off from one until two. (Invented.)" if came else "",
        )
        engagement.note_voice(session, author, held[mode], None, contact, facts)
    done = "The youth forum was written to again, and is visited after the holidays. (Invented.)"
    engagement.answer_gap(session, author, assessment, "characteristic", "age", done)


def _contact(
    session: Session, author: Actor, name: str, kind: str, wards: list[str], characteristics: list[str]
) -> Contact:
    facts = ContactFacts(name=name, kind=kind, wards=wards, characteristics=characteristics, communities=[])
    return save_contact(session, author, None, facts)


def _consultation_id(session: Session) -> int | None:
    """Return the consultation of the demonstration that asks groups for evidence."""
    asking = select(Activity.consultation_id).where(Activity.kind == KIND).order_by(Activity.id)
    return session.scalar(asking.limit(1))


def _equality(session: Session, author: Actor) -> Assessment:
    assessment = services.begin_assessment(session, author, "equality", f"{TITLE}: equality", _consultation_id(session))
    due_on = (clock.london(database_now(session)).date() + timedelta(days=365)).isoformat()
    sections: dict[str, Mapping[str, object]] = {
        "identity": {"title": f"{TITLE}: equality", "summary": "One day of cameras. (Invented.)", "publish": "yes"},
        "aims": {"aims": "To find people who are wanted by the courts. (Invented.)"},
        "evidence": {"what": "The study of 2023 found no significant difference at 0.60. That is not no difference."},
        "engagement": {"who": "Those in the community assessment. (Invented.)", "said": SAID},
        "duties": dict.fromkeys(("eliminate", "advance", "foster"), "See step 4. (Invented.)"),
        "decision": {"decision": "adjust", "reason": "The cameras are off during prayers. (Invented.)"},
        "review": {"monitoring": "False alerts by group, as far as they are recorded. (Invented.)", "due_on": due_on},
    }
    for key, content in sections.items():
        _save(session, author, assessment, key, content)
    for code in PROTECTED:
        effect = "negative" if code in {"race", "religion"} else "none"
        row = {"characteristic": code, "effect": effect, "evidence": "None of our own. (Invented.)"}
        _save(session, author, assessment, "effects", row)
    return assessment


def _save(
    session: Session,
    author: Actor,
    assessment: Assessment,
    key: str,
    content: Mapping[str, object],
    cites: tuple[Reference, ...] = (),
) -> None:
    part = form_of(assessment).find_part(key)
    section = services.entry_of_section(session, assessment, part)
    latest = services.last_revision(session, section) if section else None
    seen = latest.number if latest else 0
    services.save_entry(session, author, assessment, part, section, content, cites, seen=seen)
