"""Finding what was taken out of a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.accounts.queries import names_of_people
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.records.marks import EXEMPTIONS
from consult.records.models import Redaction, SealedText


@dataclass(frozen=True)
class Taken:
    """A redaction, as officers see it: with who made it, and who put it back."""

    redaction: Redaction
    by: str
    undone_by: str

    @property
    def reason(self) -> str:
        """Why it may not be public."""
        return EXEMPTIONS[self.redaction.code]

    @property
    def amount(self) -> str:
        """How much was taken out, in words."""
        number = len(self.redaction.spans or [0])
        if self.redaction.is_whole:
            return _("All of it")
        return ngettext("%(num)s passage", "%(num)s passages", number)


def redactions_of(session: Session, table: str, key: str) -> list[Taken]:
    """Return everything that was ever taken out of a row, in order."""
    query = select(Redaction).join(Redaction.sealed).options(joinedload(Redaction.sealed))
    of_row = (SealedText.table_name == table, SealedText.row_key == key)
    found: Sequence[Redaction] = session.scalars(query.where(*of_row).order_by(Redaction.id)).all()
    people = {person for redaction in found for person in (redaction.made_by_id, redaction.undone_by_id) if person}
    names = names_of_people(session, people)
    return [
        Taken(
            redaction,
            names.get(redaction.made_by_id or 0, "somebody"),
            names.get(redaction.undone_by_id or 0, "somebody"),
        )
        for redaction in found
    ]
