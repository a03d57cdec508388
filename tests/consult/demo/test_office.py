"""The demonstration has a council of invented people, so that a vote by name can be tried."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.demo.office import MEMBERS, SINCE, seat_everybody
from consult.demo.people import invite_everybody
from consult.office.models import OfficeRole, OfficeTerm
from consult.office.queries import holder_of, member_of_account, members_on


def test_everybody_in_office_is_invented_and_seated_once(session: Session) -> None:
    actors = invite_everybody(session)
    for _ in range(2):
        seat_everybody(session, actors)
    assert session.scalar(select(func.count(OfficeTerm.id))) == len(MEMBERS) + 3
    assert all(term.name.endswith("(invented)") for term in session.scalars(select(OfficeTerm)))
    assert len(members_on(session, SINCE)) == len(MEMBERS)
    chair = holder_of(session, OfficeRole.CHAIR, SINCE)
    assert chair is not None
    assert chair.holder_id in {term.holder_id for term in members_on(session, SINCE)}
    own = member_of_account(session, actors["councillor"].person_id or 0, SINCE)
    assert own is not None
    assert own.ward == "Beckton"
