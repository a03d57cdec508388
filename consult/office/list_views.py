"""The tables of people in office on a day, as the public page and the desk of staff show them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flask import url_for

from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.office.models import OfficeRole, OfficeTerm
from consult.web.cells import link_to

Row = tuple[object, ...]


def tables_of(
    terms: Sequence[OfficeTerm], vacant: Iterable[OfficeTerm], *, linked: bool = False
) -> dict[str, list[Row]]:
    """Return the rows of members, vacant seats and roles, each name a link to the term where it is `linked`."""
    return {
        "member_rows": [
            (_name(term, linked), term.ward, term.seat, term.group_name or _("No group"), *_days(term))
            for term in terms
            if term.role == OfficeRole.MEMBER
        ],
        "vacant_rows": [(term.ward, term.seat, _name(term, linked), _day(term.to_on)) for term in vacant],
        "role_rows": [
            (_name(term, linked), term.post, *_days(term)) for term in terms if term.role != OfficeRole.MEMBER
        ],
    }


def _name(term: OfficeTerm, linked: bool) -> str:
    return link_to(term.name, url_for("office_staff.show", term_id=term.id)) if linked else term.name


def _days(term: OfficeTerm) -> Iterator[str]:
    yield _day(term.from_on)
    yield _day(term.to_on)


def _day(day: date | None) -> str:
    return local_date(day) if day else ""
