"""Finding those who took part and want news."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.journey.contacts import subject_hashes
from consult.kernel import tokens
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.models import Participation


def wanting_news(activity_ids: Sequence[int], after: str) -> Select[Participation]:
    """Select one participation for each confirmed address that still wants news, in an order for batches."""
    first = (
        select(func.min(Participation.id))
        .where(
            Participation.activity_id.in_(activity_ids),
            Participation.confirmed_at.is_not(None),
            Participation.stopped_at.is_(None),
            Participation.subject_hash > after,
        )
        .group_by(Participation.subject_hash)
    )
    return select(Participation).where(Participation.id.in_(first)).order_by(Participation.subject_hash)


def find_participation(session: Session, token: str) -> Participation:
    """Return the participation that a link in our mail belongs to; raises `NotFound` for any other token."""
    found = session.scalar(select(Participation).where(Participation.stop_hash == tokens.digest(token)))
    if found is None:
        raise NotFound(
            _("This link is not one of ours, or the address was deleted already. You get no emails because of it.")
        )
    return found


def participations_of(session: Session, activity_id: int, email: str) -> Select[Participation]:
    """Select what is kept of an address in the consultation of an activity."""
    consultation = select(Activity.consultation_id).where(Activity.id == activity_id).scalar_subquery()
    return (
        select(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Activity.consultation_id == consultation, Participation.subject_hash.in_(subject_hashes(session, email)))
    )


def consultation_of(participation: Participation) -> Select[Consultation]:
    """Select the consultation in which the person took part."""
    return select(Consultation).join(Activity).where(Activity.id == participation.activity_id)


def same_person(participation: Participation) -> Select[Participation]:
    """Select every participation of the same address in the same consultation."""
    consultation = select(Activity.consultation_id).where(Activity.id == participation.activity_id).scalar_subquery()
    return (
        select(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Participation.subject_hash == participation.subject_hash, Activity.consultation_id == consultation)
    )
