"""Holding an engagement: entering it, inviting bodies, noting what each said and was answered, and answering gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import begin_write, database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement.events import AboutEngagement, BodiesInvited, EngagementSaved, GapAnswered, VoiceNoted
from plugins.impact.engagement.letters import invite
from plugins.impact.engagement.models import BodyInvitation, Contact, Engagement, GapAnswer, Voice
from plugins.impact.engagement.withholding import require_still_withheld


@dataclass(frozen=True, kw_only=True)
class EngagementFacts:
    """What an engagement is: how, when and where, what is asked, and the minutes."""

    title: str
    mode: str
    held_on: date
    place: str = ""
    question: str = ""
    minutes: str = ""


@dataclass(frozen=True, kw_only=True)
class VoiceFacts:
    """What a body said: how many were there, its view, its words, and what it was answered."""

    name: str
    kind: str
    is_named: bool
    present: int
    residents: int
    view: str
    said: str = ""
    answer: str = ""


def save_engagement(
    session: Session,
    actor: Actor,
    assessment: Assessment,
    engagement: Engagement | None,
    facts: EngagementFacts,
    *,
    seen: int = 0,
) -> Engagement:
    """Enter an engagement about an assessment, or change it; raises `ChangedMeanwhile` with both texts."""
    begin_write(session)
    if engagement is None:
        engagement = Engagement(assessment=assessment, made_at=database_now(session), made_by_id=actor.person_id)
        session.add(engagement)
    else:
        lock_row(session, engagement)
        require_version(
            engagement.version,
            seen,
            Compared(_("What it is"), engagement.title, facts.title),
            Compared(_("How they are engaged"), engagement.mode, facts.mode),
            Compared(_("Day"), engagement.held_on, facts.held_on),
            Compared(_("Place"), engagement.place, facts.place),
            Compared(_("What they are asked"), engagement.question, facts.question),
            Compared(_("Minutes"), engagement.minutes, facts.minutes),
        )
        require_still_withheld(session, engagement, None, {"minutes": clean_text(facts.minutes)})
    engagement.title, engagement.mode, engagement.held_on = clean_line(facts.title), facts.mode, facts.held_on
    engagement.place, engagement.question = clean_line(facts.place), clean_text(facts.question).strip()
    engagement.minutes = clean_text(facts.minutes).strip()
    session.flush()
    record(session, _told(EngagementSaved, engagement), by=actor)
    return engagement


def invite_bodies(session: Session, actor: Actor, engagement: Engagement, contacts: Sequence[Contact]) -> int:
    """Write to bodies that were not invited yet, and return how many were."""
    lock_row(session, engagement)
    known = {invitation.contact_id for invitation in engagement.invitations}
    new = [contact for contact in contacts if contact.id not in known]
    at = database_now(session)
    for contact in new:
        engagement.invitations.append(BodyInvitation(contact=contact, invited_at=at))
        invite(session, engagement, contact, caused_by=actor)
    session.flush()
    if new:
        record(session, _told(BodiesInvited, engagement, invited=len(new)), by=actor)
    return len(new)


def note_voice(
    session: Session,
    actor: Actor,
    engagement: Engagement,
    voice: Voice | None,
    contact: Contact | None,
    facts: VoiceFacts,
    *,
    seen: int = 0,
) -> Voice:
    """Note what a body said and what it was answered; raises `ChangedMeanwhile` with both texts."""
    if facts.residents > facts.present:
        sentence = _("No more residents can be there than people")
        raise Invalid(sentence, {"residents": sentence})
    # Whoever decides on what rests on the assessment holds it: no view comes in after their last look.
    lock_row(session, engagement.assessment)
    lock_row(session, engagement)
    if voice is None:
        voice = _voice_of(engagement, contact) or Voice(engagement=engagement, contact=contact)
        session.add(voice)
    else:
        lock_row(session, voice)
    if voice.id is not None:
        require_version(
            voice.version,
            seen,
            Compared(_("What they said"), voice.said, facts.said),
            Compared(_("What they were answered"), voice.answer, facts.answer),
            Compared(_("View"), voice.view, facts.view),
            Compared(_("People there"), voice.present, facts.present),
            Compared(_("Residents there"), voice.residents, facts.residents),
        )
        new_texts = {"said": clean_text(facts.said), "answer": clean_text(facts.answer)}
        require_still_withheld(session, engagement, voice, new_texts)
    voice.name, voice.kind, voice.is_named = clean_line(facts.name), facts.kind, facts.is_named
    voice.present, voice.residents, voice.view = facts.present, facts.residents, facts.view
    voice.said, voice.answer = clean_text(facts.said).strip(), clean_text(facts.answer).strip()
    voice.changed_at, voice.noted_by_id = database_now(session), actor.person_id
    session.flush()
    record(session, _told(VoiceNoted, engagement, voice_id=voice.id), by=actor)
    return voice


def answer_gap(
    session: Session, actor: Actor, assessment: Assessment, dimension: str, category: str, done: str
) -> None:
    """Say what was done about a part of the community that was not reached; what was said before is kept."""
    done = clean_text(done).strip()
    newest = session.scalars(
        select(GapAnswer)
        .where(
            GapAnswer.assessment_id == assessment.id,
            GapAnswer.dimension == dimension,
            GapAnswer.category == category,
        )
        .order_by(GapAnswer.id.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.done == done:
        return
    made = GapAnswer(
        assessment_id=assessment.id,
        dimension=dimension,
        category=category,
        done=done,
        at=database_now(session),
        by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    told = GapAnswered(assessment_id=assessment.id, number=assessment.number, category=category)
    record(session, told, by=actor)


def _voice_of(engagement: Engagement, contact: Contact | None) -> Voice | None:
    return next((voice for voice in engagement.voices if contact and voice.contact_id == contact.id), None)


def _told(event: type[AboutEngagement], engagement: Engagement, **more: int) -> AboutEngagement:
    assessment = engagement.assessment
    return event(
        consultation_id=assessment.consultation_id,
        assessment_id=assessment.id,
        number=assessment.number,
        engagement_id=engagement.id,
        **more,
    )
