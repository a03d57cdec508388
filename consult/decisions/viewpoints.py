"""The published issues of a consultation, as views that whoever decides must consider by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.contract.references import Link, Reference
from consult.contract.viewpoints import Viewpoint, ViewpointSource
from consult.decisions.models import Decision, Issue
from consult.decisions.queries import published_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def published_issues(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return the issues of the newest published decision on a consultation, each with when its words came."""
    if reference.kind != Consultation.__tablename__:
        return []
    versions = session.scalars(published_of(reference.id)).all()
    if not versions:
        return []
    consultation = session.get_one(Consultation, reference.id)
    rows = {
        issue.number: issue for issue in session.scalars(select(Issue).where(Issue.consultation_id == reference.id))
    }
    return [
        Viewpoint(
            reference=reference_to(rows[number]),
            link=Link(
                title=_("Issue %(number)s: %(title)s", number=number, title=kept["title"]),
                endpoint="decisions.outcome",
                parts={"slug": consultation.slug},
            ),
            put_by=_("People who answered “%(title)s”", title=consultation.title),
            changed_at=_changed_at(versions, number),
        )
        for number, kept in _issues(versions[0]).items()
    ]


def _issues(decision: Decision) -> dict[int, dict[str, object]]:
    return {kept["number"]: kept for kept in (decision.issues or {}).get("issues", [])}


def published_at(decision: Decision) -> datetime:
    """Return when a version was published; raises `ValueError` for a draft."""
    if decision.published_at is None:
        raise ValueError(decision.id)
    return decision.published_at


def _changed_at(versions: Sequence[Decision], number: int) -> datetime:
    """Return when the newest words of an issue were published first; `versions` stand with the newest first."""
    words = [_issues(version).get(number) for version in versions]
    same = next((place for place, kept in enumerate(words) if kept != words[0]), len(words))
    return published_at(versions[same - 1])


PUBLISHED_ISSUES = ViewpointSource(kind=Issue.__tablename__, title=_l("Published issues"), about=published_issues)
