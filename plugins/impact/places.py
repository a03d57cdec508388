"""What evidence adds to pages of others, and the place on the page of a piece of evidence that others fill."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from consult.sdk.access import Actor, actor
from consult.sdk.activities import Activity, Consultation, is_open_at
from consult.sdk.database import NOW, db, known_now
from consult.sdk.deadlines import waiting_on_pages
from consult.sdk.messages import gettext as _
from consult.sdk.pages import (
    CONSULTATION_MAIN,
    DECISION_PAGE,
    DESK_PAGE,
    HOME_PAGE,
    Place,
    fill_named,
    render_links,
)
from consult.sdk.references import Link, Reference, cited_in, references_to
from plugins.impact import presentation
from plugins.impact.assessments.models import Assessment
from plugins.impact.assessments.queries import published_ids
from plugins.impact.models import Evidence
from plugins.impact.queries import KIND, all_published, with_published

IMPACT_PAGE: Place[Reference] = Place("impact_page")
ASSESSMENT_PAGE: Place[Reference] = Place("impact_assessment_page")
MAXIMUM = 10
HANDLED = ("impact_staff", "impact_group")
"""The pages on which evidence is handled."""


def open_calls(_actor: Actor) -> str | None:
    """Return where groups can file evidence now, for the home page."""
    asking = (
        select(Activity, NOW)
        .join(Activity.consultation)
        .where(Activity.kind == KIND, Consultation.closes_at > NOW.element)
        .options(contains_eager(Activity.consultation))
        .order_by(Consultation.closes_at, Activity.id)
    )
    links = [
        Link(
            title=_(
                "%(activity)s: %(consultation)s", activity=activity.title, consultation=activity.consultation.title
            ),
            endpoint="impact.show",
            parts={"activity_id": activity.id},
        )
        for activity, now in db().execute(asking, {"known_now": known_now(db())})
        if is_open_at(activity.consultation, now)
    ]
    return render_links(_("Community groups: file evidence"), links[:MAXIMUM])


def to_be_handled(reader: Actor) -> str | None:
    """Return the steps of evidence that wait for an officer, those that wait longest first, for the desk."""
    items = [item for part in HANDLED for item in waiting_on_pages(db(), reader, part)]
    items = sorted(items, key=lambda item: item.since)[:MAXIMUM]
    links = [Link(title=item.text, endpoint=item.endpoint, parts=item.parts) for item in items]
    return render_links(_("Evidence that waits for you"), links)


def published_links(consultation: Consultation) -> str | None:
    """Return the links to published evidence, for the pages of a consultation and of its decision."""
    ids = [activity.id for activity in consultation.activities if activity.kind == KIND]
    shown = set(db().scalars(with_published(ids))) if ids else set()
    links = [
        Link(
            title=_("%(title)s: read the published evidence and its answers", title=activity.title),
            endpoint="impact.show",
            parts={"activity_id": activity.id},
        )
        for activity in consultation.activities
        if activity.id in shown
    ]
    return render_links(_("Evidence from community groups"), links)


def assessments_about(consultation: Consultation) -> str | None:
    """Return the links to the signed assessments that go with a consultation, for its page."""
    return render_links(_("Impact assessments"), _assessment_links(Assessment.consultation_id == consultation.id))


def newest_assessments(_actor: Actor) -> str | None:
    """Return the newest signed assessments, and the way to all, for the home page."""
    links = _assessment_links()
    every = Link(title=_("All impact assessments"), endpoint="impact_public.index", parts={})
    return render_links(_("Impact assessments"), [*links[:3], every]) if links else None


def _assessment_links(*about: ColumnElement[bool]) -> list[Link]:
    signed = select(Assessment).where(Assessment.id.in_(published_ids()), *about)
    return [
        Link(title=f"{item.number}: {item.title}", endpoint="impact_public.show", parts={"number": item.number})
        for item in db().scalars(signed.order_by(Assessment.id.desc()).limit(MAXIMUM))
    ]


def cited_beside(reference: Reference) -> str | None:
    """Return the published evidence that a decision cites together with a row, for the page of that row."""
    ids = {
        cited.reference.id
        for citing in references_to(db(), actor(), reference)
        for cited in cited_in(db(), actor(), citing.reference)
        if cited.reference.kind == "submission"
    }
    pieces = db().scalars(all_published().where(Evidence.submission_id.in_(sorted(ids)))) if ids else ()
    links = [
        Link(
            title=f"{presentation.public_name(evidence)} ({evidence.reference})",
            endpoint="impact.piece",
            parts={"reference": evidence.reference},
        )
        for evidence in pieces
    ]
    return render_links(_("Evidence that the same decision cites"), links)


SLOTS = (
    HOME_PAGE.slot(open_calls),
    HOME_PAGE.slot(newest_assessments),
    DESK_PAGE.slot(to_be_handled),
    CONSULTATION_MAIN.slot(published_links),
    CONSULTATION_MAIN.slot(assessments_about),
    DECISION_PAGE.slot(published_links),
    fill_named("motion_page", cited_beside),
)
