"""What everybody reads of the engagement about an assessment: with a mark wherever words are withheld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from plugins.impact.assessments.exemptions import ShownField, shown_field, today_in_london
from plugins.impact.engagement.models import Engagement, EngagementWithholding, Voice


@dataclass(frozen=True)
class ShownVoice:
    """What a body said and was answered, as the public reads it."""

    voice: Voice
    said: ShownField
    answer: ShownField


@dataclass(frozen=True)
class ShownEngagement:
    """An engagement as the public reads it."""

    engagement: Engagement
    minutes: ShownField
    voices: tuple[ShownVoice, ...]


def public_log(session: Session, held: Sequence[Engagement]) -> list[ShownEngagement]:
    """Return what the public reads of engagements."""
    withheld = active_in(session, held)
    return [_shown(engagement, [words for words in withheld if words.engagement is engagement]) for engagement in held]


def active_in(session: Session, held: Iterable[Engagement]) -> list[EngagementWithholding]:
    """Return what is withheld today of engagements."""
    today = today_in_london(session)
    query = (
        select(EngagementWithholding)
        .where(EngagementWithholding.engagement_id.in_([engagement.id for engagement in held]))
        .order_by(EngagementWithholding.id)
    )
    return [words for words in session.scalars(query) if words.is_active(today)]


def _shown(engagement: Engagement, withheld: Sequence[EngagementWithholding]) -> ShownEngagement:
    own = [words for words in withheld if words.voice_id is None]
    return ShownEngagement(
        engagement,
        shown_field("minutes", _("Minutes"), engagement.minutes, own),
        tuple(
            _shown_voice(voice, [words for words in withheld if words.voice_id == voice.id])
            for voice in engagement.voices
        ),
    )


def _shown_voice(voice: Voice, withheld: Sequence[EngagementWithholding]) -> ShownVoice:
    return ShownVoice(
        voice,
        shown_field("said", _("What they said"), voice.said, withheld),
        shown_field("answer", _("Answer"), voice.answer, withheld),
    )
