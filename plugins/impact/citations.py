"""Evidence as other pages name it: in the staff summary, and where a decision cites it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.activities import Overview
from consult.sdk.references import Link
from plugins.impact import presentation, queries
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED
from plugins.impact.queries import published_as, status_counts, visible_to


def overview(session: Session, actor: Actor, activity_id: int) -> Overview:
    """Return how many pieces were received and what became of them, and each accepted one that the actor may read."""
    accepted = visible_to(actor).where(
        Evidence.activity_id == activity_id, Evidence.status.in_(sorted(status for status in PUBLISHED))
    )
    whole = (joinedload(Evidence.submission), joinedload(Evidence.organisation))
    counts = dict(session.execute(status_counts(activity_id)).all())
    return Overview(
        figures=[(label, number) for number, label in presentation.public_counts(counts)],
        pieces=[
            Link(
                title=f"{evidence.reference}, {presentation.public_name(evidence)}: {evidence.stands_at.label.lower()}",
                endpoint="impact_staff.evidence",
                parts={"evidence_id": evidence.id},
            )
            for evidence in session.scalars(accepted.options(*whole).order_by(Evidence.id))
        ],
    )


def once_published(session: Session, references: Sequence[str]) -> Collection[str]:
    """Return which of these pieces the public could read once, until their groups narrowed or withdrew them."""
    return [evidence.reference for evidence in session.scalars(queries.once_published(references))]


def published(session: Session, references: Sequence[str]) -> Mapping[str, Link]:
    """Return which of these pieces the public can read, each under the name that its group wishes."""
    return {
        evidence.reference: Link(
            title=f"{presentation.public_name(evidence)} ({evidence.reference})",
            endpoint="impact.piece",
            parts={"reference": evidence.reference},
        )
        for evidence in session.scalars(published_as(references))
    }
