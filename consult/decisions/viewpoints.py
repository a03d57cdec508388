"""The published issues of a consultation, as views that whoever decides must consider by name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, literal, select
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.references import Link, Reference
from consult.contract.viewpoints import Naming, Standing, ViewpointSource
from consult.decisions.models import Decision, Issue
from consult.decisions.queries import published_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import UtcDateTime


def published_issues(session: Session, reference: Reference) -> Standing | None:
    """Select the issues of the newest published decision on a consultation, each with when its words came."""
    versions = _published(session, reference)
    numbers = list(_issues(versions[0])) if versions else []
    if not numbers:
        return None
    moments = {number: literal(_changed_at(versions, number), UtcDateTime) for number in numbers}
    places = {number: literal(place) for place, number in enumerate(numbers)}
    return select(
        Issue.id,
        case(moments, value=Issue.number).label("changed_at"),
        case(places, value=Issue.number).label("place"),
    ).where(Issue.consultation_id == reference.id, Issue.number.in_(numbers))


def named(session: Session, reference: Reference, numbers: Collection[int]) -> dict[int, Naming]:
    """Return what these issues are called in the newest published decision."""
    versions = _published(session, reference)
    kept = _issues(versions[0]) if versions else {}
    consultation = session.get_one(Consultation, reference.id)
    issues = select(Issue.id, Issue.number).where(Issue.id.in_(numbers), Issue.number.in_(kept))
    return {
        issue_id: Naming(
            link=Link(
                title=_("Issue %(number)s: %(title)s", number=number, title=kept[number]["title"]),
                endpoint="decisions.outcome",
                parts={"slug": consultation.slug},
            ),
            put_by=_("People who answered “%(title)s”", title=consultation.title),
        )
        for issue_id, number in session.execute(issues)
    }


def _published(session: Session, reference: Reference) -> Sequence[Decision]:
    if reference.kind != Consultation.__tablename__:
        return ()
    return session.scalars(published_of(reference.id)).all()


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


PUBLISHED_ISSUES = ViewpointSource(
    kind=Issue.__tablename__, title=_l("Published issues"), standing=published_issues, named=named
)
