"""What the list of people in office holds of somebody with an account: the link, and the public record behind it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.contract.plugin import PersonalData
from consult.kernel.messages import lazy_gettext as _l
from consult.office.facts import period
from consult.office.models import OfficeHolder
from consult.office.queries import terms_of

KEPT = _l(
    "Who sat on the council and held its roles, under which name and when, is a public record. It is kept when an "
    "account is erased. That the account belonged to this person is not."
)


def collect(session: Session, person_id: int) -> Mapping[str, Any]:
    """Return the terms of the person in office whose account this is."""
    holder = session.scalar(select(OfficeHolder).where(OfficeHolder.person_id == person_id))
    if holder is None:
        return {}
    terms = [
        {"name": term.name, "post": term.post, "days": period(term)} for term in session.scalars(terms_of(holder.id))
    ]
    return {"in office": terms, "what is kept and why": KEPT}


def erase(session: Session, person_id: int) -> int:
    """Take the account off the person in office, and return how many rows were changed."""
    own = update(OfficeHolder).where(OfficeHolder.person_id == person_id)
    done: Any = session.execute(own.values(person_id=None, version=OfficeHolder.version + 1))
    return int(done.rowcount)


PERSONAL_DATA = (PersonalData(tables=("office_holder",), collect=collect, erase=erase, kept=KEPT),)
