"""What bodies said about an assessment, as views that whoever decides has to consider by name."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, Reference
from consult.sdk.requirements import Naming, Standing, ViewpointSource
from plugins.impact.assessments.models import CommunityAssessment, EqualityAssessment
from plugins.impact.engagement.models import Engagement, Voice
from plugins.impact.engagement.presentation import public_name
from plugins.impact.engagement.terms import HEARD

_ABOUT = frozenset({CommunityAssessment.__tablename__, EqualityAssessment.__tablename__})


def voices_heard(_session: Session, reference: Reference) -> Standing | None:
    """Select what each body said about an assessment, in the order in which they were heard."""
    if reference.kind not in _ABOUT:
        return None
    in_order = func.row_number().over(order_by=(Engagement.held_on, Voice.id))
    return (
        select(Voice.id, Voice.changed_at, in_order.label("place"))
        .join(Voice.engagement)
        .where(Engagement.assessment_id == reference.id, Voice.view.in_(sorted(HEARD)))
    )


def named(session: Session, _reference: Reference, numbers: Collection[int]) -> dict[int, Naming]:
    """Return what these are called, under the names that the bodies may be called in public."""
    query = select(Voice).where(Voice.id.in_(numbers)).options(joinedload(Voice.engagement))
    return {
        voice.id: Naming(
            link=Link(
                title=_("%(name)s at “%(title)s”", name=public_name(voice), title=voice.engagement.title),
                endpoint="impact_engagement.engagement",
                parts={"engagement_id": voice.engagement_id, "_anchor": f"voice-{voice.id}"},
            ),
            put_by=public_name(voice),
        )
        for voice in session.scalars(query)
    }


VOICES_HEARD = ViewpointSource(
    kind=Voice.__tablename__, title=_l("What bodies said"), standing=voices_heard, named=named
)
