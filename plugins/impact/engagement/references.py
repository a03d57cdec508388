"""What bodies said, where others refer to it."""

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind
from plugins.impact.assessments.references import assessment_link
from plugins.impact.engagement.models import Voice
from plugins.impact.engagement.presentation import public_name
from plugins.impact.engagement.queries import voices_visible_to


def _voices(_session: Session, actor: Actor) -> Select[Voice]:
    return voices_visible_to(actor)


def _voice(session: Session, actor: Actor, voice: Voice) -> Link:
    link = assessment_link(session, actor, voice.engagement.assessment)
    title = _("%(name)s at “%(title)s”", name=public_name(voice), title=voice.engagement.title)
    return Link(title=title, endpoint=link.endpoint, parts={**link.parts, "_anchor": f"voice-{voice.id}"})


REFERENCES = (ReferenceKind(model=Voice, title=_l("What a body said"), visible_to=_voices, link=_voice),)
