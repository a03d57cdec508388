"""People in office: who sat on the council, or held a role, on a day, and under which name."""

from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm, Rank
from consult.office.queries import (
    find_holder,
    holder_of,
    member_of_account,
    members_on,
    term_of_account,
    terms_of,
    vacant_seats_on,
)

__all__ = [
    "OfficeHolder",
    "OfficeRole",
    "OfficeTerm",
    "Rank",
    "find_holder",
    "holder_of",
    "member_of_account",
    "members_on",
    "term_of_account",
    "terms_of",
    "vacant_seats_on",
]
