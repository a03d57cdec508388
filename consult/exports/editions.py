"""The editions of an activity: the newest that everybody sees, and what earlier ones mean for the next."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, undefer

from consult.consultations.models import Activity, Consultation
from consult.contract.revisions import Revised
from consult.disclosure.permission import Earlier
from consult.exports.models import Edition, EditionMember, Method


def newest_edition(session: Session, activity_id: int) -> Edition | None:
    """Return the edition of an activity that stands, if there is any."""
    return session.scalar(
        select(Edition).where(Edition.activity_id == activity_id).order_by(Edition.number.desc()).limit(1)
    )


def earlier_editions(session: Session, activity_id: int) -> list[Earlier]:
    """Return who was in each edition of an activity."""
    found: list[Earlier] = []
    for number, erased in session.execute(
        select(Edition.id, Edition.erased).where(Edition.activity_id == activity_id).order_by(Edition.number)
    ):
        rows = session.execute(
            select(EditionMember.submission_id, EditionMember.revision).where(EditionMember.edition_id == number)
        )
        members = {submission: revision for submission, revision in rows}  # noqa: C416 (rows are no pairs to mypy)
        found.append(Earlier(members, erased))
    return found


def newest_editions(session: Session, activity_ids: Collection[int]) -> dict[int, Edition]:
    """Return the standing edition of each of many activities, with one query; with none where there is no activity."""
    if not activity_ids:
        return {}
    query = select(Edition).where(Edition.activity_id.in_(activity_ids)).order_by(Edition.number)
    return {edition.activity_id: edition for edition in session.scalars(query)}


def published_editions(session: Session, consultation: Consultation) -> list[tuple[Activity, Edition]]:
    """Return each way of taking part whose results are published, in order, with the edition that stands."""
    found = newest_editions(session, [activity.id for activity in consultation.activities])
    return [(activity, found[activity.id]) for activity in consultation.activities if activity.id in found]


def forget_member(session: Session, revision: Revised) -> None:
    """Take a person who withdrew, or was erased, out of the lists of members, and count how many were taken out."""
    if not revision.is_forgotten:
        return
    member = EditionMember.submission_id == revision.submission_id
    numbers = select(EditionMember.edition_id).where(member).scalar_subquery()
    session.execute(update(Edition).where(Edition.id.in_(numbers)).values(erased=Edition.erased + 1))
    session.execute(delete(EditionMember).where(member))


def people_in_editions(session: Session, activity_ids: Collection[int]) -> dict[int, int]:
    """Return how many people each of many activities counted in its standing edition; none where there is none."""
    editions = newest_editions(session, activity_ids).items()
    return {number: edition.people for number, edition in editions if edition.method is Method.CONTROLLED_ROUNDING}


def has_crossed(session: Session, activity_id: int) -> bool:
    """Tell whether any edition of an activity has cross-tables."""
    query = select(Edition.id).where(Edition.activity_id == activity_id, Edition.crossed.is_not(None))
    return session.scalar(query.limit(1)) is not None


def with_public_tables(session: Session, activity_ids: Collection[int]) -> frozenset[int]:
    """Return which of many activities have cross-tables that everybody may see."""
    query = select(Edition.activity_id).where(Edition.activity_id.in_(activity_ids), Edition.crossed.is_not(None))
    return frozenset(session.scalars(query.where(Edition.withdrawn_at.is_(None))))


def crossed_editions(session: Session, activity_id: int) -> list[Edition]:
    """Return the edition of an activity that has its cross-tables, with these, if any has: they are made once."""
    found = select(Edition).where(Edition.activity_id == activity_id, Edition.crossed.is_not(None))
    return list(session.scalars(found.where(Edition.withdrawn_at.is_(None)).options(undefer(Edition.crossed))))
