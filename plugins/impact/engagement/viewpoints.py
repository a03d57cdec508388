"""What bodies said about an assessment, as views that whoever decides has to consider by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Viewpoint, ViewpointSource
from plugins.impact.assessments.models import CommunityAssessment, EqualityAssessment
from plugins.impact.engagement.models import Engagement, Voice
from plugins.impact.engagement.presentation import public_name
from plugins.impact.engagement.terms import HEARD

_ABOUT = frozenset({CommunityAssessment.__tablename__, EqualityAssessment.__tablename__})


def voices_heard(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return what each body said about an assessment, under the name that it may be called in public."""
    if reference.kind not in _ABOUT:
        return []
    query = (
        select(Voice)
        .join(Voice.engagement)
        .where(Engagement.assessment_id == reference.id, Voice.view.in_(sorted(HEARD)))
        .options(joinedload(Voice.engagement))
        .order_by(Engagement.held_on, Voice.id)
    )
    return [
        Viewpoint(
            reference=Reference(Voice.__tablename__, voice.id),
            link=Link(
                title=_("%(name)s at “%(title)s”", name=public_name(voice), title=voice.engagement.title),
                endpoint="impact_engagement.engagement",
                parts={"engagement_id": voice.engagement_id, "_anchor": f"voice-{voice.id}"},
            ),
            put_by=public_name(voice),
            changed_at=voice.changed_at,
        )
        for voice in session.scalars(query)
    ]


VOICES_HEARD = ViewpointSource(kind=Voice.__tablename__, title=_l("What bodies said"), about=voices_heard)
