"""What is kept under an email address that follows something."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.contract.plugin import PersonalData
from consult.follows.models import Follow
from consult.follows.queries import address_hashes
from consult.kernel import clock

UNCONFIRMED_KEPT = timedelta(days=7)


def collect_follows(session: Session, email: str) -> Mapping[str, object]:
    """Return what an address follows."""
    found = session.scalars(select(Follow).where(Follow.address_hash.in_(address_hashes(session, email))))
    told = [
        {"kind": row.kind, "number": row.subject_id, "is_running": row.is_running, "language": row.language}
        for row in found
    ]
    return {"follows": told} if told else {}


def erase_follows(session: Session, email: str) -> int:
    """Forget what an address follows."""
    gone = delete(Follow).where(Follow.address_hash.in_(address_hashes(session, email)))
    return len(session.scalars(gone.returning(Follow.id)).all())


def purge_follows(session: Session) -> int:
    """Delete the addresses that nobody confirmed within 7 days; return how many."""
    gone = delete(Follow).where(Follow.confirmed_at.is_(None), Follow.asked_at < clock.now() - UNCONFIRMED_KEPT)
    return len(session.scalars(gone.returning(Follow.id)).all())


PERSONAL_DATA = (
    PersonalData(
        tables=(Follow.__tablename__,),
        collect=lambda _session, _person_id: {},
        erase=lambda _session, _person_id: 0,
        collect_address=collect_follows,
        erase_address=erase_follows,
        purge=purge_follows,
    ),
)
