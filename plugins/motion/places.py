"""What motions add to pages of others, and the place on a motion's page that others fill."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from consult.sdk.access import Actor, Role, actor
from consult.sdk.activities import Consultation
from consult.sdk.database import clock, db
from consult.sdk.messages import gettext as _
from consult.sdk.pages import ACCOUNT_PAGE, DECISION_PAGE, HOME_PAGE, Place, fill_named, render_links
from consult.sdk.references import Link, Reference, cited_in, references_to
from plugins.motion.actions import Resolution
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.queries import motions_of, motions_of_activity
from plugins.motion.views import answers_to_cited

MOTION_PAGE: Place[Reference] = Place("motion_page")
MAXIMUM = 10


def to_be_decided(_actor: Actor) -> str | None:
    """Return the motions of the coming meetings, for the home page."""
    today = clock.today_in_london()
    coming = select(Motion).where(
        Motion.state == State.ON_AGENDA, Motion.public_at.is_not(None), Motion.meeting_on >= today
    )
    motions = db().scalars(
        coming.options(selectinload(Motion.texts))
        .order_by(Motion.meeting_on, Motion.agenda_item, Motion.id)
        .limit(MAXIMUM)
    )
    return render_links(_("Motions that the council decides next"), [_public_link(motion) for motion in motions])


def own_motions(reader: Actor) -> str | None:
    """Return the newest motions in which a councillor has a part, for the page of their account."""
    if reader.person_id is None or not reader.has(Role.COUNCILLOR):
        return None
    links = [
        Link(
            title=_("%(title)s: %(state)s", title=motion.title, state=motion.status.label),
            endpoint="motion_drafts.page",
            parts={"motion_id": motion.id},
        )
        for motion in db().scalars(motions_of(reader.person_id).limit(MAXIMUM))
    ]
    return render_links(_("Your motions"), links)


def decided_with(consultation: Consultation) -> str | None:
    """Return the motions of a consultation and where they stand, for the page of its decision."""
    ids = [activity.id for activity in consultation.activities if activity.kind == "motion"]
    links = [_public_link(motion) for activity_id in ids for motion in db().scalars(motions_of_activity(activity_id))]
    return render_links(_("Motions in this consultation"), links)


def cited_beside(reference: Reference) -> str | None:
    """Return the motions and resolutions that a decision cites together with a row, for the page of that row."""
    kinds = {Motion.__tablename__, Resolution.__tablename__}
    links = {
        cited.reference: cited.link
        for citing in references_to(db(), actor(), reference)
        for cited in cited_in(db(), actor(), citing.reference)
        if cited.reference.kind in kinds
    }
    return render_links(_("Motions that the same decision cites"), list(links.values()))


def _public_link(motion: Motion) -> Link:
    title = _(
        "Motion %(number)s, %(title)s: %(state)s",
        number=motion.number,
        title=motion.public_title,
        state=motion.status.label,
    )
    return Link(title=title, endpoint="motion.page", parts={"number": motion.number})


SLOTS = (
    HOME_PAGE.slot(to_be_decided),
    ACCOUNT_PAGE.slot(own_motions),
    DECISION_PAGE.slot(decided_with),
    fill_named("impact_page", cited_beside),
    fill_named("authorisation_conditions", answers_to_cited),
)
