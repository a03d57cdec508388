"""Withholding words of minutes, and of what a body said or was answered, under an exemption."""

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import lock_row
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from plugins.impact.assessments.exemptions import Exemption, begin_withholding, end_withholding
from plugins.impact.engagement.documents import active_in
from plugins.impact.engagement.events import EngagementWordsPublished, EngagementWordsWithheld
from plugins.impact.engagement.models import Engagement, EngagementWithholding, Voice


def texts_of(engagement: Engagement) -> dict[tuple[int | None, str], str]:
    """Return the texts of an engagement of which words can be withheld: by body (none for minutes) and field."""
    found: dict[tuple[int | None, str], str] = {(None, "minutes"): engagement.minutes}
    for voice in engagement.voices:
        found[voice.id, "said"], found[voice.id, "answer"] = voice.said, voice.answer
    return {key: text for key, text in found.items() if text}


def withhold(
    session: Session, actor: Actor, engagement: Engagement, voice_id: int | None, wanted: Exemption
) -> EngagementWithholding:
    """Keep words of a text from the public, all of it when no passage is named; a mark stands there at once."""
    lock_row(session, engagement)
    made = EngagementWithholding(engagement=engagement, voice_id=voice_id)
    begin_withholding(session, actor, made, wanted, texts_of(engagement).get((voice_id, wanted.field), ""))
    record(session, _told(EngagementWordsWithheld, made), by=actor)
    return made


def lift(session: Session, actor: Actor, withholding: EngagementWithholding) -> None:
    """Publish words that were withheld; a second click changes nothing."""
    lock_row(session, withholding.engagement)
    if end_withholding(session, actor, withholding):
        record(session, _told(EngagementWordsPublished, withholding), by=actor)


def require_still_withheld(
    session: Session, engagement: Engagement, voice: Voice | None, texts: Mapping[str, str]
) -> None:
    """Raise `Invalid` when new words no longer hold a passage that is withheld, so that nothing appears unseen."""
    voice_id = voice.id if voice else None
    for words in active_in(session, [engagement]):
        if words.voice_id == voice_id and words.passage and words.passage not in texts.get(words.field, words.passage):
            sentence = _(
                "Words that are withheld do not stand there any more. Withhold the whole text first, or publish them"
            )
            raise Invalid(sentence, {words.field: sentence})


def withheld_of(engagement: Engagement) -> Select[EngagementWithholding]:
    """Select all that was ever withheld of an engagement."""
    found = select(EngagementWithholding).where(EngagementWithholding.engagement_id == engagement.id)
    return found.order_by(EngagementWithholding.id)


def find_withholding(session: Session, withholding_id: int) -> EngagementWithholding:
    """Return something that is withheld; raises `NotFound`."""
    found = session.get(EngagementWithholding, withholding_id)
    if found is None:
        raise NotFound
    return found


def _told(
    event: type[EngagementWordsWithheld] | type[EngagementWordsPublished], made: EngagementWithholding
) -> EngagementWordsWithheld | EngagementWordsPublished:
    assessment = made.engagement.assessment
    return event(
        consultation_id=assessment.consultation_id,
        assessment_id=assessment.id,
        number=assessment.number,
        engagement_id=made.engagement_id,
        exemption=made.exemption,
    )
