"""People in office: who sat on the council, or held a role, on a day, and under which name."""

from consult.office.models import OfficeRole, OfficeTerm, Rank
from consult.office.queries import holder_of, member_of_account, members_on, term_of_account, vacant_seats_on

__all__ = [
    "OfficeRole",
    "OfficeTerm",
    "Rank",
    "holder_of",
    "member_of_account",
    "members_on",
    "term_of_account",
    "vacant_seats_on",
]
