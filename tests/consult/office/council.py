"""A small council for tests: seats in two wards, held one after the other."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole, OfficeTerm
from consult.office.services import add_term

MAY_2022, MAY_2026 = date(2022, 5, 9), date(2026, 5, 11)


def member(**more: Any) -> TermFacts:
    """Return the facts of a member for Beckton, since May 2022."""
    given = {"name": "Councillor Jane Smith", "ward": "Beckton", "seat": "1", "group_name": "Labour", **more}
    return TermFacts(role=OfficeRole.MEMBER, **{"from_on": MAY_2022, **given})


def police(**more: Any) -> TermFacts:
    """Return the facts of a superintendent."""
    given = {"name": "Supt Lee Moor", "rank": "superintendent", "command": "North East BCU", **more}
    return TermFacts(role=OfficeRole.POLICE, **{"from_on": MAY_2022, **given})


def seated(session: Session, **more: Any) -> OfficeTerm:
    """Put a member into office."""
    return add_term(session, SYSTEM, member(**more))
